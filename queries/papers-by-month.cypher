// Days, papers and votes by month
MATCH (p:Paper)
WHERE size(p.time) >= 7
WITH substring(p.time, 0, 7) AS month, CASE WHEN size(p.time) = 10 THEN p.time END AS day, p.votes AS votes
RETURN month AS month, count(DISTINCT day) AS days, count(*) AS papers, sum(votes) AS votes
ORDER BY month
