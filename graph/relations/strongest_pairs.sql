-- Papers that share concepts, by numbers: each keeps its 10 strongest neighbours. The weight is the sum of the shared
-- concepts' rarities (L. A. Adamic, E. Adar, Friends and neighbors on the Web, Social Networks 2003), at least that of one
-- concept of 38 papers, or of two that are more frequent.
WITH pairs AS (
    SELECT a.paper AS source, b.paper AS target, CAST(sum(a.rarity) AS DECIMAL(18, 6)) AS weight
    FROM rare_mentions a JOIN rare_mentions b USING (concept)
    WHERE a.paper < b.paper
    GROUP BY a.paper, b.paper
),
both_ways AS (
    SELECT source AS paper, target AS neighbour, weight FROM pairs
    UNION ALL
    SELECT target AS paper, source AS neighbour, weight FROM pairs
),
ranked AS (
    SELECT paper, neighbour, weight, row_number() OVER (PARTITION BY paper ORDER BY weight DESC, neighbour) AS place
    FROM both_ways
    WHERE weight >= 0.27
)
SELECT DISTINCT least(paper, neighbour) AS source, greatest(paper, neighbour) AS target, weight
FROM ranked
WHERE place <= 10
ORDER BY source, target
