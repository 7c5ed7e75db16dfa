// What an author works on
// param author: author; a name in any spelling, whoever bears it, or an id
// param limit: integer = 15; how many concepts
MATCH (a:Author)
WHERE a.id IN $author
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)-[m:MENTIONS]->(c:Concept)
WITH a, c, count(p) AS papers, round(sum(m.weight), 6) AS weight
RETURN c.name AS concept, papers AS papers, weight AS weight, c.id AS id, a.id AS author_id
ORDER BY papers DESC, weight DESC, id, author_id
LIMIT $limit
