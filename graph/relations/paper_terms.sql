-- What each paper names, by concept that it would be of; no score where all its names there are in another language. Its
-- title has a concept that it names, or whose words stand in it within a longer term.
WITH named AS (
    SELECT paper, concept, count(*) AS mentions, max(score) AS score,
           bool_or(passage = 0) AS in_title, bool_or(names_paper) AS names_paper
    FROM paper_candidates
    GROUP BY paper, concept
)
SELECT paper, concept, mentions,
       CASE WHEN score IS NOT NULL THEN least(greatest(score, 0.001), 0.999) END AS score, in_title, names_paper,
       in_title OR strpos(concat(' ', replace(lower(coalesce(title, '')), '-', ' ')), concat(' ', concept)) > 0 AS of_title
FROM named JOIN papers ON papers.id = paper
ORDER BY paper, concept
