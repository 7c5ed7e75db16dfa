-- The first day of each paper; none where no listing has one.
SELECT paper, min(day) AS day
FROM listing
GROUP BY paper
ORDER BY paper
