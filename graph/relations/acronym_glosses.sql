-- Acronyms of two letters with names in another language that they explain and that are known, and whether one of these is
-- known to mean the same; what is known by a longer name with the acronym in it (video QA) says nothing.
WITH known AS (
    SELECT name_key, coalesce(concept, g.key) AS concept
    FROM (SELECT name_key, key FROM listed_gloss UNION SELECT name_key, key FROM known_name) g
    LEFT JOIN key_concepts k ON k.key = g.key
    WHERE g.key NOT IN (SELECT acronym FROM acronyms)
)
SELECT acronym, g.name_key, bool_or(known.concept = a.concept) AS is_same
FROM acronyms
JOIN key_concepts a ON a.key = acronym
JOIN (SELECT DISTINCT name_key, key FROM listed_gloss) g ON g.key = acronym
JOIN known ON known.name_key = g.name_key
WHERE length(acronym) = 2 AND concat(' ', known.concept, ' ') NOT LIKE concat('% ', acronym, ' %')
GROUP BY acronym, g.name_key
ORDER BY acronym, g.name_key
