-- The same by paper: an acronym means what the paper itself says, unless ten times as many papers agree on another
-- meaning that shares most of its words: then it is a slip of the digest's.
WITH defined AS (
    SELECT paper, acronym AS key, concept, rule
    FROM paper_acronyms JOIN acronym_rivals USING (acronym, expansion)
    WHERE acronym NOT IN (SELECT key FROM override_same) AND (goes_first OR apart)
),
named AS (
    SELECT DISTINCT listing.paper, key, concept, rule
    FROM (SELECT listing, key FROM candidate UNION ALL SELECT listing, key FROM listed_gloss) named
    JOIN key_concepts USING (key)
    JOIN listing USING (listing)
    LEFT JOIN foreign_acronyms f ON f.paper = listing.paper AND f.acronym = key
    WHERE f.acronym IS NULL
)
SELECT paper, key, coalesce(defined.concept, named.concept) AS concept, coalesce(defined.rule, named.rule) AS rule
FROM named FULL JOIN defined USING (paper, key)
ORDER BY paper, key
