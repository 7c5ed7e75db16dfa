// Authors seen for the first time in a month
// param month: month = null; as 2024-04; the latest where left out
// param limit: integer = 25; how many people
MATCH (d:Date)
WITH coalesce($month, max(d.month)) AS month
MATCH (d:Date {month: month})
MATCH (d)<-[:FEATURED_ON]-(p:Paper)
MATCH (p)<-[:AUTHORED]-(a:Author)
WITH a, month, count(DISTINCT p.id) AS papers, min(d.date) AS day
WHERE NOT EXISTS { MATCH (a)-[:AUTHORED]->(:Paper)-[:FEATURED_ON]->(e:Date) WHERE e.month < month }
RETURN a.name AS name, papers AS papers, day AS day, a.id AS id
ORDER BY papers DESC, day, id
LIMIT $limit
