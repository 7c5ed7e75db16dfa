-- Papers that citations tie, by numbers: each keeps its 10 strongest neighbours by works that both cite, and its 10
-- strongest by papers that cite both.
WITH pairs AS (
    SELECT a.coupled, a.paper AS source, b.paper AS target, CAST(sum(a.share) AS DECIMAL(18, 6)) AS weight, count(*) AS count
    FROM citation_groups a JOIN citation_groups b USING (hub)
    WHERE a.paper < b.paper
    GROUP BY a.coupled, a.paper, b.paper
),
both_ways AS (
    SELECT coupled, source AS paper, target AS neighbour, weight, count FROM pairs
    UNION ALL
    SELECT coupled, target AS paper, source AS neighbour, weight, count FROM pairs
),
ranked AS (
    SELECT coupled, paper, neighbour, weight, count,
           row_number() OVER (PARTITION BY coupled, paper ORDER BY weight DESC, neighbour) AS place
    FROM both_ways
)
SELECT DISTINCT coupled, least(paper, neighbour) AS source, greatest(paper, neighbour) AS target, weight, count
FROM ranked
WHERE place <= 10
ORDER BY coupled, source, target
