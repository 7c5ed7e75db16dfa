// Pairs of papers that cite the same works, the most strongly coupled first
// param limit: integer = 20; how many pairs
MATCH (p:Paper)-[c:COUPLED_WITH]->(q:Paper)
RETURN p.title AS title, q.title AS other, round(c.weight, 6) AS weight, c.count AS works, p.id AS id, q.id AS other_id
ORDER BY weight DESC, id, other_id
LIMIT $limit
