-- Concepts that mean a larger one in the papers that name that too: a language model, a large language model.
WITH larger AS (
    SELECT coalesce(k.concept, families.key) AS concept, coalesce(f.concept, family) AS larger
    FROM families
    LEFT JOIN override_different d ON d.key = families.key AND d.other = family
    LEFT JOIN key_concepts k ON k.key = families.key
    LEFT JOIN key_concepts f ON f.key = family
    WHERE d.key IS NULL AND where_named
)
SELECT concept, min(larger) AS larger FROM larger WHERE concept <> larger GROUP BY concept ORDER BY concept
