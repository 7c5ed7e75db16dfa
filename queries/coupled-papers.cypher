// Papers that cite the same works as this one, in the atlas or not, the most strongly coupled first
// param paper: paper; its id, address, citation key or title
// param limit: integer = 10; how many papers
MATCH (p:Paper {id: $paper})
MATCH (p)-[c:COUPLED_WITH]-(q:Paper)
RETURN q.title AS title, round(c.weight, 6) AS weight, c.count AS works, q.id AS id
ORDER BY weight DESC, id
LIMIT $limit
