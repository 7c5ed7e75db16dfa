-- The keys that are not the key of their concept by what the papers say, with the rule that leads them there: one
-- spelling, one family (Transformer architecture), one meaning, and what an acronym stands for, which is of a family too;
-- in a longer name as well (multimodal LLM).
WITH told AS (
    SELECT families.key, family
    FROM families LEFT JOIN override_different d ON d.key = families.key AND d.other = family
    WHERE d.key IS NULL AND NOT where_named
),
known AS (
    SELECT key FROM joined_spellings
    UNION
    SELECT key FROM variants
    UNION
    SELECT acronym AS key FROM acronyms
    UNION
    SELECT key FROM spelled_out
    UNION
    SELECT key FROM told
),
shortened AS (
    SELECT k.key, coalesce(f.family, long, joined, k.key) AS short
    FROM known k
    LEFT JOIN joined_spellings j ON j.key = k.key
    LEFT JOIN spelled_out s ON s.key = coalesce(joined, k.key)
    LEFT JOIN told f ON f.key = coalesce(long, joined, k.key)
),
automatic AS (
    SELECT s.key, coalesce(f.family, expansion, meaning, short) AS concept,
           CASE WHEN expansion IS NULL THEN 'spelling' ELSE 'acronym' END AS rule
    FROM shortened s
    LEFT JOIN variants v ON v.key = short
    LEFT JOIN acronyms ON acronym = short
    LEFT JOIN told f ON f.key = coalesce(expansion, meaning, short)
)
SELECT key, concept, rule FROM automatic WHERE key <> concept ORDER BY key
