-- The terms by which a paper's authors are told apart: the 15 that a reader would most likely mark. Of concepts we would
-- know only when all papers are joined; and a new day makes concepts of terms of old papers, which need no second look then.
WITH term AS (
    SELECT paper, key, max(score) AS score, count(*) AS mentions
    FROM candidate JOIN listing USING (listing)
    WHERE score IS NOT NULL
    GROUP BY paper, key
),
ranked AS (
    SELECT paper, key, row_number() OVER (PARTITION BY paper ORDER BY score DESC, mentions DESC, key) AS place FROM term
)
SELECT paper, array_agg(key ORDER BY key) AS terms
FROM ranked
WHERE place <= 15
GROUP BY paper
ORDER BY paper
