// Papers like this one: those that share its concepts, strongest first
// param paper: paper; its id, address, citation key or title
// param limit: integer = 10; how many papers
MATCH (p:Paper {id: $paper})
MATCH (p)-[s:SHARES_CONCEPT]-(q:Paper)
RETURN q.title AS title, round(s.weight, 6) AS weight, s.concepts AS concepts, q.id AS id
ORDER BY weight DESC, id
LIMIT $limit
