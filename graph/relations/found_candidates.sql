-- Sought names where they stand, but for those that the text just explains or that were found as terms. A name that the
-- user calls different from what the text explains it by is a mention of its own.
WITH glossed AS (
    SELECT DISTINCT g.listing, passage, start, start + length(name) AS "end"
    FROM listed_gloss g
    JOIN listing USING (listing)
    LEFT JOIN paper_key_concepts k USING (paper, key)
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = coalesce(k.concept, g.key)
    LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = name_key AND b.concept = coalesce(j.concept, k.concept, g.key)
    WHERE b.key IS NULL
)
SELECT f.listing, f.text, f.passage, f.start, f."end", f.name_key, f.concept, f.rule
FROM found_names f
LEFT JOIN glossed g ON g.listing = f.listing AND g.passage = f.passage AND g.start = f.start AND g."end" = f."end"
LEFT JOIN candidate c ON c.listing = f.listing AND c.passage = f.passage AND c.start = f.start AND c."end" = f."end"
WHERE g.listing IS NULL AND c.listing IS NULL
ORDER BY f.listing, f.passage, f.start
