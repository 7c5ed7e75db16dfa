-- How each concept is mostly written, not counting acronyms and Korean names, else its key; and whether papers agree on an
-- acronym for it.
WITH counted AS (
    SELECT concept, text, count(*) AS mentions
    FROM paper_candidates
    WHERE rule = 'spelling'
    GROUP BY concept, text
),
ranked AS (
    SELECT concept, text, row_number() OVER (PARTITION BY concept ORDER BY mentions DESC, text) AS place FROM counted
)
SELECT c.concept, coalesce(text, c.concept) AS spelling,
       c.concept IN (SELECT expansion FROM acronyms) AS has_acronym
FROM (SELECT DISTINCT concept FROM paper_candidates) c
LEFT JOIN (SELECT concept, text FROM ranked WHERE place = 1) r USING (concept)
ORDER BY concept
