-- All that a concept could be called, and how fit that is: what the user says, English names, acronyms of two letters, names
-- in another language; where no English is known, that which these translate.
WITH unspelled AS (
    SELECT concept
    FROM concept_names
    GROUP BY concept
    HAVING max(CASE WHEN rule IN ('glossary', 'composed', 'explained', 'acronym') THEN 0 ELSE 1 END) = 0
)
SELECT concept, name, rule, mentions,
       CASE WHEN rule IN ('glossary', 'composed') THEN 3
            WHEN rule = 'acronym' AND length(rtrim(name, 's')) < 3 THEN 2
            ELSE 1 END AS rank
FROM concept_names
WHERE rule <> 'explained'
UNION ALL
SELECT concept, english AS name, 'glossary' AS rule, 0 AS mentions,
       CASE WHEN length(rtrim(english, 's')) < 3 THEN 2 ELSE 1 END AS rank
FROM unspelled JOIN (
    SELECT key, english FROM known_name
    UNION
    SELECT concept AS key, english FROM local_names
    UNION
    SELECT key, key AS english FROM composed_names
) translated ON concat('concept:', key) = unspelled.concept
UNION ALL
SELECT concat('concept:', d.concept) AS concept, name, 'override' AS rule, 0 AS mentions, 0 AS rank
FROM decisions d JOIN override_same s ON s.key = d.key
WHERE kind = 'called'
ORDER BY concept, name, rule, mentions, rank
