-- Papers that share concepts, the nearest to one of the two, with the names of these, rarest first.
WITH numbered AS (
    SELECT id, CAST(row_number() OVER (ORDER BY id) AS INTEGER) AS number
    FROM (SELECT paper AS id FROM nearest_papers UNION SELECT neighbour AS id FROM nearest_papers) near
),
rare AS (
    SELECT concept, name, rarity, CAST(row_number() OVER (ORDER BY concept) AS INTEGER) AS number FROM concept_rarities
),
mention AS (
    SELECT numbered.number AS paper, rare.number AS concept, name, rarity
    FROM mentions JOIN rare ON concept = target JOIN numbered ON id = source
),
pairs AS (
    SELECT DISTINCT least(p.number, n.number) AS source, greatest(p.number, n.number) AS target, weight
    FROM nearest_papers near JOIN numbered p ON p.id = near.paper JOIN numbered n ON n.id = near.neighbour
),
named AS (
    SELECT pairs.source, pairs.target, weight, array_agg(a.name ORDER BY a.rarity DESC, a.name) AS concepts, count(*) AS count
    FROM pairs
    JOIN mention a ON a.paper = pairs.source
    JOIN mention b ON b.paper = pairs.target AND b.concept = a.concept
    GROUP BY pairs.source, pairs.target, weight
)
SELECT s.id AS source, t.id AS target, weight, concepts, count
FROM named JOIN numbered s ON s.number = named.source JOIN numbered t ON t.number = named.target
ORDER BY named.source, named.target
