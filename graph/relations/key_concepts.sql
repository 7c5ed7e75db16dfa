-- The keys that are not the key of their concept by what the papers say, with the rule that leads them there.
WITH known AS (
    SELECT key FROM joined_spellings
    UNION
    SELECT key FROM variants
    UNION
    SELECT acronym AS key FROM acronyms
),
automatic AS (
    SELECT k.key, coalesce(expansion, meaning, joined, k.key) AS concept,
           CASE WHEN expansion IS NULL THEN 'spelling' ELSE 'acronym' END AS rule
    FROM known k
    LEFT JOIN joined_spellings j ON j.key = k.key
    LEFT JOIN variants v ON v.key = coalesce(joined, k.key)
    LEFT JOIN acronyms ON acronym = coalesce(joined, k.key)
)
SELECT key, concept, rule FROM automatic WHERE key <> concept ORDER BY key
