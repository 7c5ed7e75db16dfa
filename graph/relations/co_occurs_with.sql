-- Two concepts in one paper, at least twice, and the more often the less they have to do with each other. The weight is
-- Salton's cosine, the papers of both over the geometric mean of those of each (G. Salton, M. J. McGill, Introduction to
-- Modern Information Retrieval, 1983), which does not change with the number of all papers.
WITH measured AS (
    SELECT source, target, pairs.papers,
           pairs.papers / sqrt(CAST(a.papers AS DOUBLE) * b.papers) AS weight
    FROM concept_pairs pairs
    JOIN concept_days a ON a.concept = pairs.source
    JOIN concept_days b ON b.concept = pairs.target
)
SELECT source, target, papers, CAST(weight AS DECIMAL(18, 6)) AS weight
FROM measured
WHERE (papers - 1) * (papers - 1) * (papers - 1) * weight >= 0.4
ORDER BY source, target
