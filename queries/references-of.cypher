// What a paper cites, of the papers in the atlas, the most cited here first
// param paper: paper; its id, address, citation key or title
// param limit: integer = 50; how many papers
MATCH (p:Paper {id: $paper})
MATCH (p)-[:CITES]->(q:Paper)
MATCH (q)<-[:CITES]-(r:Paper)
WITH q, count(r) AS cited
RETURN q.title AS title, cited AS cited, q.published AS published, q.id AS id
ORDER BY cited DESC, id
LIMIT $limit
