-- Two concepts in one paper, at least twice, and the more often the less they have to do with each other. The weight is
-- Salton's cosine, the papers of both over the geometric mean of those of each (G. Salton, M. J. McGill, Introduction to
-- Modern Information Retrieval, 1983), which does not change with the number of all papers.
-- Numbers stand in for ids while millions of pairs are joined and counted; they sort as the ids do.
WITH concept AS (
    SELECT id, papers, row_number() OVER (ORDER BY id) AS number FROM concepts
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
),
measured AS (
    SELECT a.id AS source, b.id AS target, pairs.papers,
           pairs.papers / sqrt(CAST(a.papers AS DOUBLE) * b.papers) AS weight
    FROM pairs
    JOIN concept a ON a.number = pairs.source
    JOIN concept b ON b.number = pairs.target
)
SELECT source, target, papers, CAST(weight AS DECIMAL(18, 6)) AS weight
FROM measured
WHERE (papers - 1) * (papers - 1) * (papers - 1) * weight >= 0.4
ORDER BY source, target
