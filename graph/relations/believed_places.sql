-- Places of sought names with the concept that they mean there: a name in another language means what its paper says, else
-- what is believed everywhere, else what is known, else what its words mean.
WITH believed AS (
    SELECT DISTINCT name_key, concept, paper, verdict, probability FROM local_names
),
own AS (
    SELECT name_key, paper, concept, verdict, row_number() OVER (
               PARTITION BY name_key, paper ORDER BY probability DESC, concept
           ) AS place
    FROM believed
),
everywhere AS (
    SELECT name_key, concept, row_number() OVER (
               PARTITION BY name_key ORDER BY probability DESC, concept
           ) AS place
    FROM (SELECT DISTINCT name_key, concept, probability FROM believed WHERE verdict = 'everywhere') pairs
),
known AS (
    SELECT name_key, coalesce(concept, n.key) AS concept
    FROM known_name n
    LEFT JOIN key_concepts k ON k.key = n.key
    LEFT JOIN override_different d ON d.key = name_key AND d.other = n.key
    WHERE d.key IS NULL
),
composed AS (
    SELECT c.name_key, coalesce(concept, c.key) AS concept
    FROM composed_names c
    LEFT JOIN key_concepts k ON k.key = c.key
    LEFT JOIN override_different d ON d.key = c.name_key AND d.other = coalesce(concept, c.key)
    WHERE d.key IS NULL
)
SELECT p.listing, passage, start, "end", text,
       coalesce(own.concept, everywhere.concept, known.concept, composed.concept, p.concept) AS concept,
       CASE WHEN own.verdict = 'explained' THEN 'explained'
            WHEN coalesce(own.concept, everywhere.concept, known.concept, p.concept) IS NULL THEN 'composed'
            ELSE rule END AS rule
FROM name_places p
JOIN listing USING (listing)
LEFT JOIN own ON own.name_key = p.name_key AND own.paper = listing.paper AND own.place = 1
LEFT JOIN everywhere ON everywhere.name_key = p.name_key AND everywhere.place = 1
LEFT JOIN known ON known.name_key = p.name_key
LEFT JOIN composed ON composed.name_key = p.name_key
WHERE coalesce(own.concept, everywhere.concept, known.concept, composed.concept, p.concept) IS NOT NULL
ORDER BY p.listing, passage, start, "end" DESC
