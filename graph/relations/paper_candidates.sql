-- Candidate mentions by paper, with the concept that they would be of: those in the title that the paper bears, and those
-- in its numbered passages. What stands inside a found name is part of it; a name that the user bars is none, and what
-- the user says of a name goes before all evidence. A score has only what was read as a term.
WITH inside AS (
    SELECT DISTINCT c.listing, c.passage, c.start, c."end"
    FROM candidate c
    JOIN found_candidates f
      ON f.listing = c.listing AND f.passage = c.passage AND f.start <= c.start AND c."end" <= f."end"
),
named AS (
    SELECT paper, listing, c.text AS text, c.passage, c.start, c."end", score, names_paper, key,
           coalesce(k.concept, key) AS concept, coalesce(k.rule, 'spelling') AS rule
    FROM candidate c
    JOIN listing USING (listing)
    LEFT JOIN paper_key_concepts k USING (paper, key)
    LEFT JOIN inside i ON i.listing = c.listing AND i.passage = c.passage AND i.start = c.start AND i."end" = c."end"
    WHERE key NOT IN (SELECT key FROM override_never) AND i.listing IS NULL
    UNION ALL
    SELECT paper, listing, text, passage, start, "end", NULL AS score, FALSE AS names_paper,
           coalesce(name_key, concept) AS key, concept, rule
    FROM found_candidates JOIN listing USING (listing)
),
meant AS (
    SELECT listing, text, passage, start, "end", score, names_paper, key, coalesce(larger, named.concept) AS concept, rule
    FROM named LEFT JOIN larger_meanings l ON l.paper = named.paper AND l.concept = named.concept
),
joined AS (
    SELECT named.*, coalesce(n.concept, j.concept, named.concept) AS joined, n.key IS NOT NULL AS is_told
    FROM meant named
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = named.key
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = named.concept
),
allowed AS (
    SELECT listing, text, passage, start, "end", score, names_paper, coalesce(b.instead, joined) AS concept,
           CASE WHEN is_told OR b.key IS NOT NULL THEN 'override' ELSE rule END AS rule
    FROM joined LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = joined.key AND b.concept = joined.joined
    WHERE coalesce(b.instead, joined) NOT IN (SELECT key FROM override_never)
),
places AS (
    SELECT paper, max(listing) AS listing, 0 AS position, 0 AS number FROM listing GROUP BY paper
    UNION ALL
    SELECT paper, listing, position, number FROM numbered_passages
)
SELECT paper, concept, rule, allowed.text AS text, number AS passage, start, "end", score, names_paper
FROM allowed JOIN places p ON p.listing = allowed.listing AND p.position = allowed.passage
ORDER BY paper, passage, start, "end", concept, text
