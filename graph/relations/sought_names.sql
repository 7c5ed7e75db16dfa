-- Names to look for in the texts, besides the terms found there: Korean names, also written together, what acronyms
-- stand for where it is no run of words, and the names that the user gave.
WITH known AS (
    SELECT korean, korean_key, k.key
    FROM known_korean k LEFT JOIN override_different d ON d.key = korean_key AND d.other = k.key
    WHERE d.key IS NULL
      AND korean_key NOT IN (SELECT korean_key FROM korean_names)
      AND korean_key NOT IN (SELECT key FROM override_same)
      AND korean_key NOT IN (SELECT key FROM override_never)
),
sought AS (
    SELECT korean AS name, concept, 'korean' AS rule FROM korean_names
    UNION
    SELECT korean_key AS name, concept, 'korean' AS rule FROM korean_names
    UNION
    SELECT korean AS name, key AS concept, 'korean' AS rule FROM known
    UNION
    SELECT korean_key AS name, key AS concept, 'korean' AS rule FROM known
    UNION
    SELECT sought AS name, expansion AS concept, 'spelling' AS rule FROM listed_acronym WHERE sought IS NOT NULL
    UNION
    SELECT spelling AS name, concept, 'override' AS rule FROM override_same
    UNION
    SELECT spelling AS name, key AS concept, 'spelling' AS rule FROM override_always
)
SELECT lower(name) AS name, min(coalesce(k.concept, sought.concept)) AS concept, min(coalesce(k.rule, sought.rule)) AS rule
FROM sought LEFT JOIN key_concepts k ON k.key = sought.concept
GROUP BY lower(name)
ORDER BY name
