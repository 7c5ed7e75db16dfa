// Papers of an author, the latest first
// param author: author; a name in any spelling
// param limit: integer = 50; how many papers
MATCH (a:Author {id: $author})
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)<-[:AUTHORED]-(b:Author)
WITH p, count(b) AS authors
OPTIONAL MATCH (p)-[:FEATURED_ON]->(d:Date)
WITH p, authors, min(d.date) AS day
RETURN day AS day, p.title AS title, p.votes AS votes, authors AS authors, p.id AS id
ORDER BY day IS NULL, day DESC, id
LIMIT $limit
