-- The same by paper: an acronym means what the paper itself says, unless ten times as many papers agree on another
-- meaning that shares most of its words: then it is a slip of the digest's. Of one whose letters are not those that it
-- should have, 기계 번역(ML), nobody else is told. A name that others bear too means what the paper means.
WITH defined AS (
    SELECT paper, acronym AS key, concept, CASE WHEN fits THEN rule ELSE 'explained' END AS rule
    FROM paper_acronyms JOIN acronym_rivals USING (acronym, expansion)
    WHERE acronym NOT IN (SELECT key FROM override_same) AND (goes_first OR apart)
),
told AS (
    SELECT paper, key, concept, rule FROM defined
    UNION ALL
    SELECT paper, key, concept, 'spelling' AS rule FROM namesakes WHERE concept <> key
),
named AS (
    SELECT DISTINCT listing.paper, key, concept, rule
    FROM (SELECT listing, key FROM candidate UNION ALL SELECT listing, key FROM listed_gloss) named
    JOIN key_concepts USING (key)
    JOIN listing USING (listing)
    LEFT JOIN foreign_acronyms f ON f.paper = listing.paper AND f.acronym = key
    WHERE f.acronym IS NULL
)
SELECT paper, key, coalesce(told.concept, named.concept) AS concept, coalesce(told.rule, named.rule) AS rule
FROM named FULL JOIN told USING (paper, key)
ORDER BY paper, key
