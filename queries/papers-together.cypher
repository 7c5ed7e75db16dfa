// What two people wrote together
// param author: author; a name in any spelling
// param other: author; another name in any spelling
MATCH (a:Author {id: $author})
MATCH (b:Author {id: $other})
WHERE a.id <> b.id
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)<-[:AUTHORED]-(b)
MATCH (p)<-[:AUTHORED]-(c:Author)
WITH p, count(c) AS authors
RETURN p.time AS time, p.title AS title, authors AS authors, p.id AS id
ORDER BY time IS NULL, time, id
