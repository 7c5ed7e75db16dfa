-- The keys that are not the key of their concept, with the rule that leads them there. What the user says goes first.
WITH known AS (
    SELECT key FROM joined_spellings
    UNION
    SELECT key FROM variants
    UNION
    SELECT acronym AS key FROM acronyms
    UNION
    SELECT key FROM override_same
),
automatic AS (
    SELECT k.key, coalesce(expansion, meaning, joined, k.key) AS concept,
           CASE WHEN expansion IS NULL THEN 'spelling' ELSE 'acronym' END AS rule
    FROM known k
    LEFT JOIN joined_spellings j ON j.key = k.key
    LEFT JOIN variants v ON v.key = coalesce(joined, k.key)
    LEFT JOIN acronyms ON acronym = coalesce(joined, k.key)
),
decided AS (
    SELECT a.key, coalesce(own.concept, theirs.concept, a.concept) AS concept,
           CASE WHEN own.concept IS NULL AND theirs.concept IS NULL THEN rule ELSE 'override' END AS rule
    FROM automatic a
    LEFT JOIN override_same own ON own.key = a.key
    LEFT JOIN override_same theirs ON theirs.key = a.concept
)
SELECT key, concept, rule FROM decided WHERE key <> concept ORDER BY key
