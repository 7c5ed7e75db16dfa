-- Sought names where they stand, but for those that the text just explains or that were found as terms; and how likely
-- they are a term: as the concept is on average, where it was found as one, by half powers of two, so that a paper more
-- moves little.
WITH typical AS (
    SELECT coalesce(concept, c.key) AS concept, power(2, round(2 * log2(greatest(0.001, sum(CAST(score AS DECIMAL(18, 6))) / count(*)))) / 2) AS score
    FROM candidate c LEFT JOIN key_concepts k ON k.key = c.key
    GROUP BY coalesce(concept, c.key)
)
SELECT f.listing, f.text, f.passage, f.start, f."end", f.concept, f.rule,
       CAST(coalesce(typical.score, 0.5) AS DECIMAL(18, 6)) AS score
FROM found_names f
LEFT JOIN typical ON typical.concept = f.concept
LEFT JOIN listed_gloss g ON g.listing = f.listing AND g.passage = f.passage AND g.start = f.start AND g.start + length(g.name) = f."end"
LEFT JOIN candidate c ON c.listing = f.listing AND c.passage = f.passage AND c.start = f.start AND c."end" = f."end"
WHERE g.listing IS NULL AND c.listing IS NULL
ORDER BY f.listing, f.passage, f.start
