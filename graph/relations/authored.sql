-- Author to paper: the union over the paper's listings, in the order of the list that is the most whole, ordered and trusted.
WITH ranked AS (
    SELECT paper, listing,
           row_number() OVER (
               PARTITION BY paper
               ORDER BY coalesce(authors_complete AND authors_in_order, FALSE) DESC, trust DESC, listing
           ) AS rank
    FROM listing
),
spelling AS (
    SELECT paper, author, name, min(rank * 100000000 + position) AS place
    FROM listed_author JOIN ranked USING (listing)
    GROUP BY paper, author, name
),
merged AS (
    SELECT paper, author, min(place) AS place, array_agg(name ORDER BY place) AS as_written
    FROM spelling
    GROUP BY paper, author
),
place_of_work AS (
    SELECT paper, author, value AS affiliation
    FROM listed_affiliation JOIN listing USING (listing)
    GROUP BY paper, author, value
),
affiliated AS (
    SELECT paper, author, array_agg(affiliation ORDER BY affiliation) AS affiliations
    FROM place_of_work
    GROUP BY paper, author
)
SELECT merged.author AS source, merged.paper AS target,
       row_number() OVER (PARTITION BY merged.paper ORDER BY place) AS listed, as_written,
       coalesce(affiliations, array[]) AS affiliations
FROM merged
LEFT JOIN affiliated ON affiliated.paper = merged.paper AND affiliated.author = merged.author
ORDER BY source, target
