// What two people wrote together
// param author: author; a name in any spelling, whoever bears it, or an id
// param other: author; another name or id
MATCH (a:Author)
WHERE a.id IN $author
MATCH (b:Author)
WHERE b.id IN $other AND a.id <> b.id
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)<-[:AUTHORED]-(b)
MATCH (p)<-[:AUTHORED]-(c:Author)
WITH a, b, p, count(c) AS authors
RETURN p.time AS time, p.title AS title, authors AS authors, p.id AS id,
       a.id AS author_id, b.id AS other_id
ORDER BY time IS NULL, time, id, author_id, other_id
