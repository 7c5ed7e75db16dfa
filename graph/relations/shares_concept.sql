-- Papers that share concepts, with the names of these, rarest first.
WITH named AS (
    SELECT p.source, p.target, weight, array_agg(a.name ORDER BY a.rarity DESC, a.name) AS concepts, count(*) AS count
    FROM strongest_pairs p
    JOIN rare_mentions a ON a.paper = p.source
    JOIN rare_mentions b ON b.paper = p.target AND b.concept = a.concept
    GROUP BY p.source, p.target, weight
)
SELECT s.id AS source, t.id AS target, weight, concepts, count
FROM named JOIN paper_numbers s ON s.number = named.source JOIN paper_numbers t ON t.number = named.target
ORDER BY named.source, named.target
