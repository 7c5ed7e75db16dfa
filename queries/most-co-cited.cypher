// Pairs of papers that papers of the atlas cite together, the strongest first
// param limit: integer = 20; how many pairs
MATCH (p:Paper)-[c:CO_CITED_WITH]->(q:Paper)
RETURN p.title AS title, q.title AS other, round(c.weight, 6) AS weight, c.count AS papers, p.id AS id, q.id AS other_id
ORDER BY weight DESC, id, other_id
LIMIT $limit
