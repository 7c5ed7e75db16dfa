-- Two concepts in one paper, at least twice.
-- Numbers stand in for ids while millions of pairs are joined and counted; they sort as the ids do.
WITH concept AS (
    SELECT id, row_number() OVER (ORDER BY id) AS number FROM (SELECT DISTINCT target AS id FROM mentions) mentioned
),
mention AS (
    SELECT source AS paper, number FROM mentions JOIN concept ON id = target
),
pairs AS (
    SELECT a.number AS source, b.number AS target, count(*) AS papers
    FROM mention a JOIN mention b USING (paper)
    WHERE a.number < b.number
    GROUP BY a.number, b.number
    HAVING count(*) >= 2
)
SELECT a.id AS source, b.id AS target, pairs.papers
FROM pairs JOIN concept a ON a.number = pairs.source JOIN concept b ON b.number = pairs.target
ORDER BY pairs.source, pairs.target
