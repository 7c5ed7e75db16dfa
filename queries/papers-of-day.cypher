// Papers of a day, the most voted first
// param day: day = null; as 2024-04-16; the latest where left out
MATCH (d:Date)
WITH coalesce($day, max(d.date)) AS day
MATCH (d:Date {date: day})
MATCH (d)<-[f:FEATURED_ON|PUBLISHED_ON]-(p:Paper)
WITH p, max(f.votes) AS votes
RETURN votes AS votes, p.title AS title, p.url AS url, p.id AS id
ORDER BY votes IS NULL, votes DESC, id
