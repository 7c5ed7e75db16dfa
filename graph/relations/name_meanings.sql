-- What a name in another language means wherever it stands: what is believed everywhere, else what is known, else what its
-- words mean. What the user calls different it does not mean.
WITH believed AS (
    SELECT DISTINCT name_key, concept, probability FROM local_names WHERE verdict = 'everywhere'
),
everywhere AS (
    SELECT name_key, concept, row_number() OVER (PARTITION BY name_key ORDER BY probability DESC, concept) AS place
    FROM believed
),
found AS (
    SELECT name_key, concept, 1 AS rank, 'glossary' AS rule FROM everywhere WHERE place = 1
    UNION ALL
    SELECT name_key, coalesce(concept, n.key) AS concept, 2 AS rank, 'glossary' AS rule
    FROM known_name n
    LEFT JOIN key_concepts k ON k.key = n.key
    LEFT JOIN override_different d ON d.key = name_key AND d.other = n.key
    WHERE d.key IS NULL
    UNION ALL
    SELECT c.name_key, coalesce(concept, c.key) AS concept, 3 AS rank, 'composed' AS rule
    FROM composed_names c
    LEFT JOIN key_concepts k ON k.key = c.key
    LEFT JOIN override_different d ON d.key = c.name_key AND d.other = coalesce(concept, c.key)
    WHERE d.key IS NULL
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY name_key ORDER BY rank, concept) AS place FROM found
)
SELECT name_key, concept, rule FROM ranked WHERE place = 1 ORDER BY name_key
