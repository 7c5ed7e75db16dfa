-- How each person is written, and first what the person is called by: the spelling that the most papers print, one with a
-- given name before one with its initial. `key` is the name that it is a spelling of.
WITH spelling AS (
    SELECT person, printed.name AS name, min(author) AS key, count(DISTINCT people.paper) AS papers,
           lower(printed.name) <> upper(printed.name)
           AND (printed.name LIKE '_.%' OR printed.name LIKE '_ %' OR printed.name LIKE '% _' OR printed.name LIKE '% _.')
           AS is_short
    FROM listed_author printed
    JOIN listing USING (listing)
    JOIN people ON people.paper = listing.paper AND people.name = printed.author
    GROUP BY person, printed.name
)
SELECT person, key, name, papers, row_number() OVER (PARTITION BY person ORDER BY is_short, papers DESC, name) AS place
FROM spelling
ORDER BY person, place
