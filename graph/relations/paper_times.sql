-- The time of each paper: its first day in a digest, else the first day of the date of its publication; else none.
WITH featured AS (
    SELECT paper, min(day) AS day
    FROM listing
    GROUP BY paper
)
SELECT featured.paper AS paper, coalesce(featured.day, calendar.first_day) AS day,
       coalesce(CAST(featured.day AS VARCHAR), calendar.id) AS time
FROM featured
LEFT JOIN publication ON publication.paper = featured.paper
LEFT JOIN calendar ON calendar.id = publication.published
ORDER BY paper
