// Papers whose author list was cut or is missing
// param limit: integer = 50; how many papers
MATCH (p:Paper)
WHERE p.authors_complete IS NULL OR NOT p.authors_complete
OPTIONAL MATCH (p)<-[:AUTHORED]-(a:Author)
WITH p, count(a) AS authors
RETURN p.title AS title, authors AS authors, p.url AS url, p.id AS id
ORDER BY id
LIMIT $limit
