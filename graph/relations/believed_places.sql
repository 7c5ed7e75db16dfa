-- Places of sought names with the concept that they mean there: a name in another language means what its paper says, else
-- what it means everywhere; one that the user gave means itself where nothing else is known.
WITH believed AS (
    SELECT DISTINCT name_key, concept, paper, verdict, probability FROM local_names
),
own AS (
    SELECT name_key, paper, concept, verdict, row_number() OVER (
               PARTITION BY name_key, paper ORDER BY probability DESC, concept
           ) AS place
    FROM believed
)
SELECT p.listing, passage, start, "end", text, p.name_key AS name_key,
       coalesce(own.concept, m.concept, p.concept, CASE WHEN p.rule = 'override' THEN p.name_key END) AS concept,
       CASE WHEN own.verdict = 'explained' THEN 'explained'
            WHEN own.concept IS NULL AND p.rule <> 'override' THEN coalesce(m.rule, p.rule)
            ELSE p.rule END AS rule
FROM name_places p
JOIN listing USING (listing)
LEFT JOIN own ON own.name_key = p.name_key AND own.paper = listing.paper AND own.place = 1
LEFT JOIN name_meanings m ON m.name_key = p.name_key
WHERE coalesce(own.concept, m.concept, p.concept, CASE WHEN p.rule = 'override' THEN p.name_key END) IS NOT NULL
ORDER BY p.listing, passage, start, "end" DESC
