-- How each concept is written, not counting acronyms: as in more than half of its mentions (CLIP), else in lower case as in
-- more than half of the English ones (low-resolution), else as its key; whether a paper explains an acronym by it, or by a
-- larger one; whether it is hardly ever in lower case where lower case could be, or mostly an acronym, so that it is a
-- name (Stable Diffusion, CoT); and whether a sixth of the papers have it beside a figure, so that it is a measure (FID).
WITH counted AS (
    SELECT concept, text, rule, count(*) AS mentions, sum(count(*)) OVER (PARTITION BY concept) AS all_mentions,
           sum(count(*)) OVER (PARTITION BY concept, rule) AS of_rule
    FROM paper_candidates
    WHERE rule <> 'acronym'
    GROUP BY concept, text, rule
),
usual AS (
    SELECT concept, text FROM counted WHERE rule = 'spelling' AND mentions * 2 > all_mentions
),
lowered AS (
    SELECT concept, lower(text) AS text
    FROM counted
    WHERE rule = 'spelling'
    GROUP BY concept, lower(text), of_rule
    HAVING sum(mentions) * 2 > of_rule
),
capital AS (
    SELECT concept
    FROM paper_candidates
    WHERE rule IN ('spelling', 'acronym') AND passage > 0
    GROUP BY concept
    HAVING count(*) >= 10 AND (
        sum(CASE WHEN text = lower(text) THEN 20 ELSE 0 END) <= count(*)
        OR sum(CASE WHEN rule = 'acronym' THEN 2 ELSE 0 END) >= count(*)
    )
),
measure AS (
    SELECT concept
    FROM paper_candidates
    GROUP BY concept
    HAVING count(DISTINCT CASE WHEN beside_figure THEN paper END) >= greatest(3, count(DISTINCT paper) / 6)
)
SELECT c.concept, coalesce(usual.text, lowered.text, c.concept) AS spelling,
       c.concept IN (SELECT expansion FROM paper_acronyms UNION SELECT concept FROM larger_concepts) AS has_acronym,
       c.concept IN (SELECT concept FROM capital) AS is_capital,
       c.concept IN (SELECT concept FROM measure) AS is_measure
FROM (SELECT DISTINCT concept FROM paper_candidates) c
LEFT JOIN usual USING (concept)
LEFT JOIN lowered USING (concept)
ORDER BY concept
