-- Person to paper: the union over the paper's listings, in the order of the list that is the most whole, ordered and
-- trusted; of such the longest, for the others lack somebody.
WITH length AS (
    SELECT listing, count(*) AS names
    FROM listed_author
    GROUP BY listing
),
ranked AS (
    SELECT paper, listing, CASE WHEN trust = 2 THEN 0 ELSE 100000000000000 END AS own_place,
           row_number() OVER (
               PARTITION BY paper
               ORDER BY coalesce(authors_complete AND authors_in_order, FALSE) DESC, trust DESC, names DESC, listing
           ) AS rank
    FROM listing JOIN length USING (listing)
),
spelling AS (
    SELECT people.paper, person, printed.name, min(rank * 100000000 + position) AS place,
           min_by(family, own_place + rank * 100000000 + position) FILTER (WHERE family IS NOT NULL) AS family,
           min(own_place + rank * 100000000 + position) FILTER (WHERE family IS NOT NULL) AS family_place
    FROM listed_author printed
    JOIN ranked USING (listing)
    JOIN people ON people.paper = ranked.paper AND people.name = printed.author
    GROUP BY people.paper, person, printed.name
),
merged AS (
    SELECT paper, person, min(place) AS place, array_agg(name ORDER BY place) AS as_written,
           min_by(name, place) AS first_name
    FROM spelling
    GROUP BY paper, person
),
-- What says where the first spelling is cut, the user's bibliography before others: the same one, or one that ends alike.
stated AS (
    SELECT merged.paper, merged.person,
           min_by(family, family_place + CASE WHEN name = first_name THEN 0 ELSE 50000000000000 END) AS family
    FROM spelling
    JOIN merged ON merged.paper = spelling.paper AND merged.person = spelling.person
    WHERE family IS NOT NULL
      AND (name = first_name OR (family <> name AND right(first_name, length(family) + 1) = ' ' || family))
    GROUP BY merged.paper, merged.person
),
place_of_work AS (
    SELECT people.paper, person, value AS affiliation
    FROM listed_affiliation printed
    JOIN listing USING (listing)
    JOIN people ON people.paper = listing.paper AND people.name = printed.author
    GROUP BY people.paper, person, value
),
affiliated AS (
    SELECT paper, person, array_agg(affiliation ORDER BY affiliation) AS affiliations
    FROM place_of_work
    GROUP BY paper, person
)
SELECT merged.person AS source, merged.paper AS target,
       row_number() OVER (PARTITION BY merged.paper ORDER BY place) AS listed, as_written,
       coalesce(affiliations, array[]) AS affiliations, stated.family
FROM merged
LEFT JOIN stated ON stated.paper = merged.paper AND stated.person = merged.person
LEFT JOIN affiliated ON affiliated.paper = merged.paper AND affiliated.person = merged.person
ORDER BY source, target
