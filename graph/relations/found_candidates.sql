-- Sought names where they stand, but for those that the text just explains, or explains as the end of a longer name, those
-- that were found as terms, and those that end a longer name which a term begins: an n-gram 언어 모델 is no LLM. A name that
-- the user calls different from what the text explains it by is a mention of its own.
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
LEFT JOIN (
    SELECT listing, passage, "end", min(start) AS start FROM glossed GROUP BY listing, passage, "end"
) g ON g.listing = f.listing AND g.passage = f.passage AND g."end" = f."end" AND g.start <= f.start
LEFT JOIN candidate c ON c.listing = f.listing AND c.passage = f.passage AND c.start = f.start AND c."end" = f."end"
LEFT JOIN candidate b ON b.listing = f.listing AND b.passage = f.passage AND b."end" = f.start - 1
    AND b.text = lower(b.text) AND f.rule IN ('glossary', 'composed')
WHERE g.listing IS NULL AND c.listing IS NULL AND b.listing IS NULL
ORDER BY f.listing, f.passage, f.start
