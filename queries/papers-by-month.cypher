// Digests, papers and votes by month
MATCH (d:Date)
MATCH (d)<-[f:FEATURED_ON]-(p:Paper)
WITH d.month AS month, d.id AS day, p.id AS paper, f.votes AS votes
RETURN month AS month, count(DISTINCT day) AS days, count(DISTINCT paper) AS papers, sum(votes) AS votes
ORDER BY month
