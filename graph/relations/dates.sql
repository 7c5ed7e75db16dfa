-- Every day on which a paper was featured, and every date on which one was published.
WITH dated AS (
    SELECT source AS paper, target AS id FROM featured_on
    UNION
    SELECT source AS paper, target AS id FROM published_on
)
SELECT id, date, year, month, week, precision, count(*) AS papers
FROM dated JOIN calendar USING (id)
GROUP BY id, date, year, month, week, precision
ORDER BY id
