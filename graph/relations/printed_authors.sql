-- Each name that a paper is signed with: every spelling, and the ids that sources give to the person.
WITH printed AS (
    SELECT paper, author, array_agg(DISTINCT name ORDER BY name) AS names
    FROM listed_author JOIN listing USING (listing)
    GROUP BY paper, author
),
identified AS (
    SELECT paper, author, array_agg(DISTINCT value ORDER BY value) AS ids
    FROM listed_person_id JOIN listing USING (listing)
    GROUP BY paper, author
)
SELECT printed.paper, printed.author, names, coalesce(ids, array[]) AS ids
FROM printed LEFT JOIN identified ON identified.paper = printed.paper AND identified.author = printed.author
ORDER BY printed.paper, printed.author
