// Authors seen for the first time in a month
// param month: month = null; as 2024-04; the latest where left out
// param limit: integer = 25; how many people
MATCH (p:Paper)
WHERE size(p.time) >= 7
WITH coalesce($month, max(substring(p.time, 0, 7))) AS month
MATCH (p:Paper)
WHERE p.time STARTS WITH month
MATCH (p)<-[:AUTHORED]-(a:Author)
WHERE a.resolved
WITH a, month, count(DISTINCT p.id) AS papers, min(p.time) AS time
WHERE NOT EXISTS { MATCH (a)-[:AUTHORED]->(q:Paper) WHERE q.time < month }
RETURN a.caption AS name, papers AS papers, time AS time, a.id AS id
ORDER BY papers DESC, time, id
LIMIT $limit
