-- What else bibliographies say of each paper, of each thing what the user's own says, else a service, and of these the
-- first. Only listings of the kind that the paper is count, and those that say no kind: the pages of a preprint are not
-- those of the article. Title and class are of both, and a paper has all the further keys that it is given.
WITH told AS (
    SELECT listing.paper AS paper, name, value, source, line,
           row_number() OVER (
               PARTITION BY listing.paper, name, CASE WHEN name = 'other-keys' THEN value END
               ORDER BY CASE WHEN trust = 2 THEN 4 ELSE trust END DESC, listing, position
           ) AS place
    FROM listed_detail
    JOIN listing USING (listing)
    JOIN papers ON papers.id = listing.paper
    WHERE listing.work_type = papers.work_type OR listing.work_type IS NULL OR listing.work_type = 'document'
       OR name IN ('other-keys', 'primary-class', 'tex-title')
)
SELECT paper, name, value, source, line
FROM told
WHERE place = 1
ORDER BY paper, name, value
