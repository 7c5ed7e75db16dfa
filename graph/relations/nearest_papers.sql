-- The 10 strongest neighbours of each paper that shares concepts with others. The weight is the sum of the shared concepts'
-- rarities (L. A. Adamic, E. Adar, Friends and neighbors on the Web, Social Networks 2003), at least that of one concept of
-- 38 papers, or of two that are more frequent.
-- Numbers stand in for ids while millions of pairs are joined and counted; they sort as the ids do. Where little changed, few
-- of the papers are asked for, and the others are only neighbours.
WITH numbered AS (
    SELECT mentioning.id, papers.id IS NOT NULL AS is_asked,
           CAST(row_number() OVER (ORDER BY mentioning.id) AS INTEGER) AS number
    FROM (SELECT DISTINCT source AS id FROM mentions) mentioning LEFT JOIN papers ON papers.id = mentioning.id
),
rare AS (
    SELECT concept, rarity, CAST(row_number() OVER (ORDER BY concept) AS INTEGER) AS number FROM concept_rarities
),
mention AS (
    SELECT numbered.number AS paper, is_asked, rare.number AS concept, rarity
    FROM mentions JOIN rare ON concept = target JOIN numbered ON id = source
),
shared AS (
    SELECT a.paper AS source, b.paper AS target, a.rarity
    FROM mention a JOIN mention b USING (concept)
    WHERE a.is_asked AND a.paper < b.paper
    UNION ALL
    SELECT a.paper AS source, b.paper AS target, a.rarity
    FROM mention a JOIN mention b USING (concept)
    WHERE NOT a.is_asked AND b.is_asked AND a.paper < b.paper
),
pairs AS (
    SELECT source, target, CAST(sum(rarity) AS DECIMAL(18, 6)) AS weight FROM shared GROUP BY source, target
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
SELECT p.id AS paper, n.id AS neighbour, weight
FROM ranked JOIN numbered p ON p.number = ranked.paper JOIN numbered n ON n.number = ranked.neighbour
WHERE place <= 10
ORDER BY ranked.paper, ranked.neighbour
