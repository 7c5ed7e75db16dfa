// What an author works on
// param author: author; a name in any spelling
// param limit: integer = 15; how many concepts
MATCH (a:Author {id: $author})
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)-[m:MENTIONS]->(c:Concept)
WITH c, count(p) AS papers, round(sum(m.weight), 6) AS weight
RETURN c.name AS concept, papers AS papers, weight AS weight, c.id AS id
ORDER BY papers DESC, weight DESC, id
LIMIT $limit
