-- People, named by the spelling that the most papers print.
WITH spelling AS (
    SELECT author, name, count(DISTINCT paper) AS papers
    FROM listed_author JOIN listing USING (listing)
    GROUP BY author, name
),
ranked AS (
    SELECT author, name, row_number() OVER (PARTITION BY author ORDER BY papers DESC, name) AS place
    FROM spelling
),
aliases AS (
    SELECT author, array_agg(name ORDER BY place) AS aliases
    FROM ranked
    WHERE place > 1
    GROUP BY author
),
written AS (
    SELECT source AS author, count(*) AS papers
    FROM authored
    GROUP BY source
),
identified AS (
    SELECT author, array_agg(DISTINCT value ORDER BY value) AS ids
    FROM listed_person_id
    GROUP BY author
)
SELECT author AS id, name, coalesce(aliases, array[]) AS aliases, papers, coalesce(ids, array[]) AS ids
FROM ranked
JOIN written USING (author)
LEFT JOIN aliases USING (author)
LEFT JOIN identified USING (author)
WHERE place = 1
ORDER BY id
