-- The summaries, sentence by sentence.
SELECT n.paper, number, section, text, source, p.line AS line
FROM numbered_passages n
JOIN listed_passage p ON p.listing = n.listing AND p.position = n.position
JOIN listing ON listing.listing = n.listing
ORDER BY n.paper, number
