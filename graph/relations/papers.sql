-- One row a paper, its listings merged: the title, date and venue of the most trusted source, the best votes, every link.
-- A preprint that is published is what the others say: so the venue, too, is rather theirs. What it is and what it is
-- called by are the user's to say: in a bibliography, else a service, and of these the first.
-- The digits of a year and a month are those of the arXiv id, where the paper is called by one.
WITH listed AS (
    SELECT paper, listing, title, url, votes, authors_complete, language, image, video, venue, work_type, citation_key, citations,
           title_rank * 10000000000000 + listing AS title_place, trust * 10000000000000 + listing AS place,
           CASE WHEN work_type = 'article' THEN 0 ELSE 100000000000000 END
               + trust * 10000000000000 + listing AS venue_place,
           CASE WHEN trust = 2 THEN 4 ELSE trust END * 10000000000000 - listing AS own_place,
           CASE work_type WHEN 'document' THEN 0 WHEN 'article' THEN 100000000000000 ELSE 200000000000000 END AS type_rank
    FROM listing
),
merged AS (
    SELECT paper, max(votes) AS votes, bool_or(authors_complete) AS authors_complete,
           max_by(title, title_place) AS title,
           max_by(url, title_place) FILTER (WHERE url <> '') AS url,
           max_by(language, place) FILTER (WHERE language IS NOT NULL) AS language,
           max_by(image, listing) FILTER (WHERE image IS NOT NULL) AS image,
           max_by(video, listing) FILTER (WHERE video IS NOT NULL) AS video,
           max_by(venue, venue_place) FILTER (WHERE venue IS NOT NULL) AS venue,
           max_by(work_type, type_rank + own_place) FILTER (WHERE work_type IS NOT NULL) AS work_type,
           max_by(citation_key, own_place) FILTER (WHERE citation_key IS NOT NULL) AS citation_key,
           max_by(citations, place) FILTER (WHERE citations IS NOT NULL) AS citations
    FROM listed
    GROUP BY paper
),
first_link AS (
    SELECT paper, value, min(listing * 1000000 + position) AS place
    FROM listed_link JOIN listing USING (listing)
    GROUP BY paper, value
),
links AS (
    SELECT paper, array_agg(value ORDER BY place) AS links
    FROM first_link
    GROUP BY paper
),
named AS (
    SELECT paper, array_agg(id ORDER BY id) AS ids
    FROM paper_ids
    WHERE id NOT LIKE 'title:%'
    GROUP BY paper
),
submitted AS (
    SELECT paper, concat(CASE WHEN digits LIKE '9%' AND strpos(paper, '/') > 0 THEN '19' ELSE '20' END,
                         substr(digits, 1, 2), '-', substr(digits, 3, 2)) AS month
    FROM (
        SELECT paper, CASE WHEN strpos(paper, '/') > 0 THEN split_part(paper, '/', 2) ELSE substr(paper, 7) END AS digits
        FROM merged
        WHERE paper LIKE 'arxiv:%'
    ) numbers
)
SELECT merged.paper AS id, title, url, votes, authors_complete, published,
       coalesce(submitted.month, CASE WHEN length(published) >= 7 THEN substr(published, 1, 7) END) AS published_month,
       CAST(substr(coalesce(published, submitted.month), 1, 4) AS BIGINT) AS year,
       time, day AS first_seen, venue, work_type, citation_key, coalesce(named.ids, array[]) AS ids, citations, language, coalesce(links.links, array[]) AS links, image, video
FROM merged
JOIN paper_times ON paper_times.paper = merged.paper
LEFT JOIN publication ON publication.paper = merged.paper
LEFT JOIN submitted ON submitted.paper = merged.paper
LEFT JOIN named ON named.paper = merged.paper
LEFT JOIN links ON links.paper = merged.paper
ORDER BY id
