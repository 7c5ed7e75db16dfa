-- Papers that share concepts. Each shared concept adds ln(papers / its papers), the rare ones most; very frequent ones
-- say nothing and would make the join quadratic. Each paper keeps its 10 strongest neighbours.
WITH corpus AS (
    SELECT count(*) AS papers FROM papers
),
rarity AS (
    SELECT id AS concept, name, CAST(ln(corpus.papers / CAST(c.papers AS DOUBLE)) AS DECIMAL(18, 6)) AS rarity
    FROM concepts c, corpus
    WHERE c.papers >= 2 AND c.papers <= least(200, greatest(20, 0.02 * corpus.papers))
),
mention AS (
    SELECT m.source AS paper, concept, name, rarity
    FROM mentions m JOIN rarity ON concept = m.target
),
pairs AS (
    SELECT a.paper AS source, b.paper AS target, sum(a.rarity) AS weight, count(*) AS shared
    FROM mention a JOIN mention b USING (concept), corpus
    WHERE a.paper < b.paper
    GROUP BY a.paper, b.paper, corpus.papers
    HAVING corpus.papers < 200 OR sum(a.rarity) >= 5
),
both_ways AS (
    SELECT source AS paper, target AS neighbour, source, target, weight, shared FROM pairs
    UNION ALL
    SELECT target AS paper, source AS neighbour, source, target, weight, shared FROM pairs
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY paper ORDER BY weight DESC, neighbour) AS place
    FROM both_ways
),
strongest AS (
    SELECT DISTINCT source, target, weight, shared
    FROM ranked
    WHERE place <= 10
)
SELECT s.source, s.target, s.weight, array_agg(a.name ORDER BY a.rarity DESC, a.name) AS concepts, s.shared AS count
FROM strongest s
JOIN mention a ON a.paper = s.source
JOIN mention b ON b.paper = s.target AND b.concept = a.concept
GROUP BY s.source, s.target, s.weight, s.shared
ORDER BY s.source, s.target
