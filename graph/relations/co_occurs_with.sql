-- Two concepts in one paper, at least twice, and the more often the less they have to do with each other. NPMI: G. Bouma,
-- Normalized (pointwise) mutual information in collocation extraction, GSCL 2009.
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
           CASE WHEN pairs.papers = corpus.papers THEN 1
                ELSE ln(CAST(pairs.papers AS DOUBLE) * corpus.papers / a.papers / b.papers)
                     / -ln(CAST(pairs.papers AS DOUBLE) / corpus.papers) END AS npmi
    FROM pairs
    JOIN concept a ON a.number = pairs.source
    JOIN concept b ON b.number = pairs.target, corpus
)
SELECT source, target, measured.papers, CAST(npmi AS DECIMAL(18, 6)) AS npmi
FROM measured, corpus
WHERE measured.papers * (1 + npmi) >= least_together
ORDER BY source, target
