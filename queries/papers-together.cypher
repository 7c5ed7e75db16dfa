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
OPTIONAL MATCH (p)-[:FEATURED_ON]->(d:Date)
WITH p, authors, min(d.date) AS day
RETURN day AS day, p.title AS title, authors AS authors, p.id AS id
ORDER BY day IS NULL, day, id
