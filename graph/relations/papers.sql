-- One row a paper, its listings merged: the latest one's title, the best votes, every link.
WITH last AS (
    SELECT paper, max(listing) AS listing, max(votes) AS votes, bool_or(authors_complete) AS authors_complete,
           max_by(language, listing) AS language,
           max_by(image, listing) FILTER (WHERE image IS NOT NULL) AS image,
           max_by(video, listing) FILTER (WHERE video IS NOT NULL) AS video
    FROM listing
    GROUP BY paper
),
first_link AS (
    SELECT paper, value, min(listing * 100000000 + position) AS place
    FROM listed_link JOIN listing USING (listing)
    GROUP BY paper, value
),
links AS (
    SELECT paper, array_agg(value ORDER BY place) AS links
    FROM first_link
    GROUP BY paper
)
SELECT last.paper AS id, title, url, last.votes, last.authors_complete,
       concat('20', substr(last.paper, 7, 2), '-', substr(last.paper, 9, 2)) AS published_month,
       last.language, coalesce(links.links, array[]) AS links, last.image, last.video
FROM last
JOIN listing USING (listing)
LEFT JOIN links ON links.paper = last.paper
ORDER BY id
