-- The same by paper: an acronym means what the paper itself says, unless ten times as many papers agree on another
-- meaning: then it is a slip of the digest's.
WITH defined AS (
    SELECT paper, acronym AS key, coalesce(concept, p.expansion) AS concept,
           coalesce(rule, 'acronym') AS rule
    FROM paper_acronyms p
    JOIN (SELECT acronym, expansion, count(*) AS papers FROM paper_acronyms GROUP BY acronym, expansion) defining
    USING (acronym, expansion)
    LEFT JOIN acronyms a USING (acronym)
    LEFT JOIN key_concepts k ON k.key = p.expansion
    WHERE acronym NOT IN (SELECT key FROM override_same)
      AND (a.expansion IS NULL OR a.expansion = p.expansion OR a.papers < 10 * defining.papers)
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
