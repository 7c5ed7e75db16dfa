-- Concepts, with the terms that the vocabulary says are broader, and the longest other concept that their name ends in:
-- text-to-image generation is image generation. What stands behind a preposition is no head.
WITH listed AS (
    SELECT concat('concept:', coalesce(n.concept, j.concept, k.concept, v.key)) AS concept, broader
    FROM vocabulary v
    LEFT JOIN key_concepts k ON k.key = v.key
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = v.key
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = coalesce(k.concept, v.key)
),
cut_once AS (
    SELECT concept, 1 AS cut, split_part(key, ' ', 1) AS word, substr(key, strpos(key, ' ') + 1) AS rest
    FROM concept_terms
    WHERE strpos(key, ' ') > 0
),
cut_twice AS (
    SELECT concept, 2 AS cut, split_part(rest, ' ', 1) AS word, substr(rest, strpos(rest, ' ') + 1) AS rest
    FROM cut_once
    WHERE strpos(rest, ' ') > 0
),
cut_thrice AS (
    SELECT concept, 3 AS cut, split_part(rest, ' ', 1) AS word, substr(rest, strpos(rest, ' ') + 1) AS rest
    FROM cut_twice
    WHERE strpos(rest, ' ') > 0
),
head AS (
    SELECT cuts.concept, captions.name AS broader, row_number() OVER (PARTITION BY cuts.concept ORDER BY cut) AS place
    FROM (SELECT * FROM cut_once UNION ALL SELECT * FROM cut_twice UNION ALL SELECT * FROM cut_thrice) cuts
    JOIN captions ON captions.concept = concat('concept:', rest)
    JOIN concept_days seen ON seen.concept = captions.concept
    WHERE seen.papers >= 2 AND word NOT IN ('of', 'for', 'in', 'on', 'with', 'from', 'by', 'as', 'and', 'or')
),
topics AS (
    SELECT concept, array_agg(DISTINCT broader ORDER BY broader) AS broader
    FROM (SELECT * FROM listed UNION ALL SELECT concept, broader FROM head WHERE place = 1) broader_terms
    GROUP BY concept
)
SELECT concept AS id, name, aliases, papers, first_seen, specificity, coalesce(broader, array[]) AS broader
FROM captions
JOIN concept_days USING (concept)
JOIN concept_terms USING (concept)
LEFT JOIN topics USING (concept)
ORDER BY id
