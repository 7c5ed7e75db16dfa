-- Two concepts in one paper, at least 3 times (2 among fewer than 200 papers). NPMI: G. Bouma, Normalized (pointwise)
-- mutual information in collocation extraction, GSCL 2009.
WITH corpus AS (
    SELECT count(*) AS papers FROM papers
),
pairs AS (
    SELECT a.target AS source, b.target AS target, count(*) AS papers
    FROM mentions a JOIN mentions b ON b.source = a.source, corpus
    WHERE a.target < b.target
    GROUP BY a.target, b.target, corpus.papers
    HAVING count(*) >= 3 OR (count(*) = 2 AND corpus.papers < 200)
)
SELECT pairs.source, pairs.target, pairs.papers,
       CAST(CASE WHEN pairs.papers = corpus.papers THEN 1
                 ELSE ln(CAST(pairs.papers AS DOUBLE) * corpus.papers / a.papers / b.papers)
                      / -ln(CAST(pairs.papers AS DOUBLE) / corpus.papers) END AS DECIMAL(18, 6)) AS npmi
FROM pairs
JOIN concepts a ON a.id = pairs.source
JOIN concepts b ON b.id = pairs.target, corpus
ORDER BY pairs.source, pairs.target
