-- How each concept is written, not counting acronyms: as in more than half of its mentions (CLIP), else as its key; and
-- whether papers agree on an acronym for it.
WITH counted AS (
    SELECT concept, text, rule, count(*) AS mentions, sum(count(*)) OVER (PARTITION BY concept) AS all_mentions
    FROM paper_candidates
    WHERE rule <> 'acronym'
    GROUP BY concept, text, rule
)
SELECT c.concept, coalesce(text, c.concept) AS spelling,
       c.concept IN (SELECT expansion FROM acronyms) AS has_acronym
FROM (SELECT DISTINCT concept FROM paper_candidates) c
LEFT JOIN (SELECT concept, text FROM counted WHERE rule = 'spelling' AND mentions * 2 > all_mentions) r USING (concept)
ORDER BY concept
