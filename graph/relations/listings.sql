-- Each time a digest lists a paper.
SELECT paper, day, votes, source, line
FROM listing
ORDER BY paper, listing
