-- Two people on one paper. Each paper adds 1 / (team size - 1): M. E. J. Newman, Scientific collaboration networks II,
-- Phys. Rev. E 64, 016132 (2001). Very large teams say nothing of who works with whom and are left out.
-- Whom nobody could place is no person and works with nobody here; who signed a paper stands in AUTHORED all the same.
-- Numbers stand in for ids while millions of pairs are joined and counted; they sort as the ids do.
WITH person AS (
    SELECT id, row_number() OVER (ORDER BY id) AS number
    FROM (SELECT DISTINCT person AS id FROM people WHERE resolved) resolved_people
),
team AS (
    SELECT paper, day, CAST(1.0 / (size - 1) AS DECIMAL(18, 6)) AS share
    FROM teams JOIN paper_times USING (paper), settings
    WHERE size BETWEEN 2 AND max_team
),
member AS (
    SELECT number, paper, day, share
    FROM authored JOIN person ON id = source JOIN team ON paper = target
),
pairs AS (
    SELECT a.number AS source, b.number AS target, count(*) AS papers, sum(a.share) AS weight,
           min(a.day) AS first, max(a.day) AS last
    FROM member a JOIN member b USING (paper)
    WHERE a.number < b.number
    GROUP BY a.number, b.number
)
SELECT a.id AS source, b.id AS target, papers, weight, first, last
FROM pairs JOIN person a ON a.number = pairs.source JOIN person b ON b.number = pairs.target
ORDER BY pairs.source, pairs.target
