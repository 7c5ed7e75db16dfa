-- Sought names where they stand, but for those that the text just explains or that were found as terms.
SELECT f.listing, f.text, f.passage, f.start, f."end", f.concept, f.rule
FROM found_names f
LEFT JOIN listed_gloss g
    ON g.listing = f.listing AND g.passage = f.passage AND g.start = f.start AND g.start + length(g.name) = f."end"
LEFT JOIN candidate c ON c.listing = f.listing AND c.passage = f.passage AND c.start = f.start AND c."end" = f."end"
WHERE g.listing IS NULL AND c.listing IS NULL
ORDER BY f.listing, f.passage, f.start
