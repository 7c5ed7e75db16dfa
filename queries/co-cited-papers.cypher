// Papers that papers of the atlas cite together with this one, the strongest first
// param paper: paper; its id, address, citation key or title
// param limit: integer = 10; how many papers
MATCH (p:Paper {id: $paper})
MATCH (p)-[c:CO_CITED_WITH]-(q:Paper)
RETURN q.title AS title, round(c.weight, 6) AS weight, c.count AS papers, q.id AS id
ORDER BY weight DESC, id
LIMIT $limit
