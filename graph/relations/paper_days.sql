-- The days on which a paper was listed, with its best votes of the day.
SELECT paper, day, max(votes) AS votes
FROM listing
WHERE day IS NOT NULL
GROUP BY paper, day
ORDER BY paper, day
