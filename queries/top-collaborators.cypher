// Top collaborators of an author
// param author: author; a name in any spelling
// param limit: integer = 10; how many people
MATCH (a:Author {id: $author})
MATCH (a)-[c:COLLABORATED_WITH]-(b:Author)
RETURN b.name AS name, c.papers AS papers, round(c.weight, 6) AS strength, c.first AS first, c.last AS last, b.id AS id
ORDER BY papers DESC, strength DESC, id
LIMIT $limit
