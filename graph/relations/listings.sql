-- Each time a source lists a paper.
WITH team AS (
    SELECT listing, count(*) AS authors FROM listed_author GROUP BY listing
)
SELECT paper, day, votes, printed_title AS title, published, venue, work_type, citation_key, coalesce(team.authors, 0) AS authors,
       authors_complete, trust, source, line, listing
FROM listing LEFT JOIN team USING (listing)
ORDER BY paper, listing
