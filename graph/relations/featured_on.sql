-- Paper to day.
SELECT paper AS source, id AS target, votes
FROM paper_days JOIN calendar ON date = day
ORDER BY source, target
