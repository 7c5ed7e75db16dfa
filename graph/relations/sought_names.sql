-- Names to look for in the texts, besides the terms found there: names in another language that a paper explains that are
-- known or put together from known words, also written together, what acronyms stand for where it is no run of words, and the names that the user gave.
-- What a name in another language means is decided by the places where it is found.
WITH local AS (
    SELECT name, name_key, language FROM listed_gloss
    UNION
    SELECT name_key AS name, name_key, language FROM listed_gloss
    UNION
    SELECT name, name_key, language FROM known_name
    UNION
    SELECT name_key AS name, name_key, language FROM known_name
    UNION
    SELECT name, name_key, language FROM composed_names
    UNION
    SELECT name_key AS name, name_key, language FROM composed_names
),
sought AS (
    SELECT name, name_key, language, NULL AS concept, 'glossary' AS rule
    FROM local
    WHERE name_key NOT IN (SELECT key FROM override_never)
      AND name_key NOT IN (SELECT key FROM override_spelling)
    UNION ALL
    SELECT sought AS name, NULL AS name_key, NULL AS language, expansion AS concept, 'spelling' AS rule
    FROM listed_acronym
    WHERE sought IS NOT NULL AND lower(sought) NOT IN (SELECT lower(spelling) FROM override_same)
    UNION ALL
    SELECT lower(spelling) AS name, key AS name_key, language, NULL AS concept, 'override' AS rule
    FROM override_spelling WHERE language IS NOT NULL
    UNION ALL
    SELECT name, name_key, local.language, NULL AS concept, 'override' AS rule
    FROM local JOIN override_spelling ON key = name_key
    UNION ALL
    SELECT key AS name, key AS name_key, language, NULL AS concept, 'override' AS rule
    FROM override_spelling WHERE language IS NOT NULL
    UNION ALL
    SELECT spelling AS name, NULL AS name_key, NULL AS language, override_same.key AS concept, 'override' AS rule
    FROM override_same JOIN override_spelling USING (key, spelling) WHERE language IS NULL
    UNION ALL
    SELECT spelling AS name, NULL AS name_key, NULL AS language, key AS concept, 'spelling' AS rule FROM override_always
)
SELECT lower(name) AS name, min(name_key) AS name_key, min(language) AS language, min(coalesce(k.concept, sought.concept)) AS concept,
       min(coalesce(k.rule, sought.rule)) AS rule
FROM sought LEFT JOIN key_concepts k ON k.key = sought.concept AND sought.rule <> 'override'
GROUP BY lower(name)
ORDER BY name
