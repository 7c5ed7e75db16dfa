// Most voted papers of a month
// param month: month = null; as 2024-04; the latest where left out
// param limit: integer = 10; how many papers
MATCH (d:Date)
WITH coalesce($month, max(d.month)) AS month
MATCH (d:Date {month: month})
MATCH (d)<-[f:FEATURED_ON]-(p:Paper)
WITH p, max(f.votes) AS votes, min(d.date) AS day
WHERE votes IS NOT NULL
RETURN votes AS votes, p.title AS title, day AS day, p.id AS id
ORDER BY votes DESC, id
LIMIT $limit
