// Authors with the most papers
// param papers: integer = 2; papers, at least
// param limit: integer = 10; how many people
MATCH (a:Author)
WHERE a.papers >= $papers AND a.resolved
RETURN a.caption AS name, a.papers AS papers, a.id AS id
ORDER BY papers DESC, id
LIMIT $limit
