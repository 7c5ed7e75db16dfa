-- The number of authors of each paper.
SELECT target AS paper, count(*) AS size
FROM authored
GROUP BY target
ORDER BY paper
