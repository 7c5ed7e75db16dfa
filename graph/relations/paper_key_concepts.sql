-- The same by paper: an acronym means what the paper itself says it means.
WITH defined AS (
    SELECT paper, acronym AS key, coalesce(concept, expansion) AS concept, coalesce(rule, 'acronym') AS rule
    FROM paper_acronyms LEFT JOIN key_concepts k ON k.key = expansion
    WHERE acronym NOT IN (SELECT key FROM override_same)
),
named AS (
    SELECT DISTINCT paper, key, concept, rule
    FROM (SELECT listing, key FROM candidate UNION ALL SELECT listing, key FROM listed_gloss) named
    JOIN key_concepts USING (key)
    JOIN listing USING (listing)
)
SELECT paper, key, coalesce(defined.concept, named.concept) AS concept, coalesce(defined.rule, named.rule) AS rule
FROM named FULL JOIN defined USING (paper, key)
ORDER BY paper, key
