// Papers of an author, the latest first
// param author: author; a name in any spelling
// param limit: integer = 50; how many papers
MATCH (a:Author {id: $author})
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)<-[:AUTHORED]-(b:Author)
WITH p, count(b) AS authors
RETURN p.time AS time, p.title AS title, p.votes AS votes, authors AS authors, p.id AS id
ORDER BY time IS NULL, time DESC, id
LIMIT $limit
