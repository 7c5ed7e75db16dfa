-- Candidate mentions by paper, with the concept that they would be of: those in the title that the paper bears, and those
-- in its numbered passages. What stands inside a found name is part of it; a name that the user bars is none, and what
-- the user says of a name goes before all evidence. A score has only what was read as a term.
WITH named AS (
    SELECT paper, listing, c.text AS text, passage, start, "end", score, names_paper, beside_figure, key,
           coalesce(k.concept, key) AS concept, coalesce(k.rule, 'spelling') AS rule
    FROM candidate c
    JOIN listing USING (listing)
    LEFT JOIN paper_key_concepts k USING (paper, key)
    WHERE key NOT IN (SELECT key FROM override_never) AND NOT EXISTS (
        SELECT 1 FROM found_candidates f
        WHERE f.listing = c.listing AND f.passage = c.passage AND f.start <= c.start AND c."end" <= f."end"
    )
    UNION ALL
    SELECT paper, listing, text, passage, start, "end", NULL AS score, FALSE AS names_paper, FALSE AS beside_figure,
           coalesce(name_key, concept) AS key, concept, rule
    FROM found_candidates JOIN listing USING (listing)
),
meant AS (
    SELECT listing, text, passage, start, "end", score, names_paper, beside_figure, key, coalesce(larger, named.concept) AS concept, rule
    FROM named LEFT JOIN larger_meanings l ON l.paper = named.paper AND l.concept = named.concept
),
joined AS (
    SELECT named.*, coalesce(n.concept, j.concept, named.concept) AS joined, n.key IS NOT NULL AS is_told
    FROM meant named
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = named.key
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = named.concept
),
allowed AS (
    SELECT listing, text, passage, start, "end", score, names_paper, beside_figure, coalesce(b.instead, joined) AS concept,
           CASE WHEN is_told OR b.key IS NOT NULL THEN 'override' ELSE rule END AS rule
    FROM joined LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = joined.key AND b.concept = joined.joined
    WHERE coalesce(b.instead, joined) NOT IN (SELECT key FROM override_never)
),
last AS (
    SELECT paper, max(listing) AS listing FROM listing GROUP BY paper
)
SELECT paper, concept, rule, allowed.text AS text, 0 AS passage, start, "end", score, names_paper, beside_figure
FROM allowed JOIN last USING (listing)
WHERE passage = 0
UNION ALL
SELECT paper, concept, rule, allowed.text AS text, number AS passage, start, "end", score, names_paper, beside_figure
FROM allowed JOIN numbered_passages p ON p.listing = allowed.listing AND p.position = allowed.passage
ORDER BY paper, passage, start, "end", concept, text
