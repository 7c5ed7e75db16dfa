-- Candidate mentions by paper: those in the title that the paper bears, and those in its numbered passages.
WITH last AS (
    SELECT paper, max(listing) AS listing FROM listing GROUP BY paper
)
SELECT paper, key, candidate.text AS text, 0 AS passage, start, "end", score, zipf, names_paper
FROM candidate JOIN last USING (listing)
WHERE passage = 0
UNION ALL
SELECT paper, key, candidate.text AS text, number AS passage, start, "end", score, zipf, names_paper
FROM candidate JOIN numbered_passages p ON p.listing = candidate.listing AND p.position = candidate.passage
ORDER BY paper, passage, start, key
