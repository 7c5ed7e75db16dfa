-- Candidate mentions by paper, with the concept that they would be of: those in the title that the paper bears, and those
-- in its numbered passages. What stands inside a found name is part of it; a name that the user bars is none, and what
-- the user says of a name goes before all evidence. A score has only what was read as a term.
-- The places come first: all else is small beside the candidates, and those that join it need not be held in memory.
WITH places AS (
    SELECT paper, max(listing) AS listing, 0 AS position, 0 AS number FROM listing GROUP BY paper
    UNION ALL
    SELECT paper, listing, position, number FROM numbered_passages
),
inside AS (
    SELECT DISTINCT c.listing, c.passage, c.start, c."end"
    FROM candidate c
    JOIN found_candidates f
      ON f.listing = c.listing AND f.passage = c.passage AND f.start <= c.start AND c."end" <= f."end"
),
named AS (
    SELECT paper, number, c.text AS text, c.start AS start, c."end" AS "end", score, names_paper, key,
           coalesce(k.concept, key) AS concept, coalesce(k.rule, 'spelling') AS rule
    FROM candidate c
    JOIN places p ON p.listing = c.listing AND p.position = c.passage
    LEFT JOIN paper_key_concepts k USING (paper, key)
    LEFT JOIN inside i ON i.listing = c.listing AND i.passage = c.passage AND i.start = c.start AND i."end" = c."end"
    WHERE key NOT IN (SELECT key FROM override_never) AND i.listing IS NULL
    UNION ALL
    SELECT paper, number, text, start, "end", NULL AS score, FALSE AS names_paper,
           coalesce(name_key, concept) AS key, concept, rule
    FROM found_candidates f JOIN places p ON p.listing = f.listing AND p.position = f.passage
),
meant AS (
    SELECT named.paper AS paper, number, text, start, "end", score, names_paper, key,
           coalesce(larger, named.concept) AS concept, rule
    FROM named LEFT JOIN larger_meanings l ON l.paper = named.paper AND l.concept = named.concept
),
joined AS (
    SELECT meant.*, coalesce(n.concept, j.concept, meant.concept) AS joined, n.key IS NOT NULL AS is_told
    FROM meant
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = meant.key
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = meant.concept
)
SELECT paper, coalesce(b.instead, joined) AS concept,
       CASE WHEN is_told OR b.key IS NOT NULL THEN 'override' ELSE rule END AS rule,
       text, number AS passage, start, "end", score, names_paper
FROM joined LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = joined.key AND b.concept = joined.joined
WHERE coalesce(b.instead, joined) NOT IN (SELECT key FROM override_never)
ORDER BY paper, passage, start, "end", concept, text
