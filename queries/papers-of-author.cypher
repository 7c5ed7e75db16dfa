// Papers of an author, the latest first
// param author: author; a name in any spelling, whoever bears it, or an id
// param limit: integer = 50; how many papers
MATCH (a:Author)
WHERE a.id IN $author
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)<-[:AUTHORED]-(b:Author)
WITH a, p, count(b) AS authors
RETURN p.time AS time, p.title AS title, p.votes AS votes, authors AS authors, p.id AS id, a.id AS author_id
ORDER BY time IS NULL, time DESC, id, author_id
LIMIT $limit
