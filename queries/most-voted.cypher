// Most voted papers of a month
// param month: month = null; as 2024-04; the latest where left out
// param limit: integer = 10; how many papers
MATCH (p:Paper)
WHERE size(p.time) >= 7
WITH coalesce($month, max(substring(p.time, 0, 7))) AS month
MATCH (p:Paper)
WHERE p.time STARTS WITH month AND p.votes IS NOT NULL
RETURN p.votes AS votes, p.title AS title, p.time AS time, p.id AS id
ORDER BY votes DESC, id
LIMIT $limit
