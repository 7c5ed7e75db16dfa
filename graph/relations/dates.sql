-- Every day on which a paper was featured.
SELECT id, date, year, month, week, count(*) AS papers
FROM paper_days JOIN calendar ON date = day
GROUP BY id, date, year, month, week
ORDER BY id
