-- The passages of a paper over all its listings, numbered from 1; a text that an earlier listing has is not repeated.
WITH first_sight AS (
    SELECT paper, listing, position, row_number() OVER (PARTITION BY paper, text ORDER BY listing, position) AS sight
    FROM listed_passage JOIN listing USING (listing)
)
SELECT paper, listing, position, row_number() OVER (PARTITION BY paper ORDER BY listing, position) AS number
FROM first_sight
WHERE sight = 1
ORDER BY paper, number
