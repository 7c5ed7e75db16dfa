-- Author to paper: the union over the paper's listings, in the order in which the names were first seen.
WITH spelling AS (
    SELECT paper, author, name, min(listing * 100000000 + position) AS place
    FROM listed_author JOIN listing USING (listing)
    GROUP BY paper, author, name
),
merged AS (
    SELECT paper, author, min(place) AS place, array_agg(name ORDER BY place) AS as_written
    FROM spelling
    GROUP BY paper, author
)
SELECT author AS source, paper AS target,
       row_number() OVER (PARTITION BY paper ORDER BY place) AS listed, as_written
FROM merged
ORDER BY source, target
