// Pairs of people who keep working together
// param papers: integer = 3; papers together, at least
// param limit: integer = 20; how many pairs
MATCH (a:Author)
WHERE a.papers >= $papers
MATCH (a)-[c:COLLABORATED_WITH]->(b:Author)
WHERE c.papers >= $papers
RETURN a.caption AS name, b.caption AS other, c.papers AS papers, round(c.weight, 6) AS strength, c.first AS first,
       c.last AS last, a.id AS id, b.id AS other_id
ORDER BY papers DESC, strength DESC, id, other_id
LIMIT $limit
