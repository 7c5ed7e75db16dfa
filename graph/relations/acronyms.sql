-- What an acronym means also where it is not defined: enough papers agree (they define it so, or name both), at least 70 %
-- of those that define it and the root of those that use it. The shorter it is, and the more papers there are, the more
-- have to agree, as few letters stand for many things.
WITH defined AS (
    SELECT acronym, expansion, count(*) AS papers, sum(count(*)) OVER (PARTITION BY acronym) AS all_papers
    FROM paper_acronyms
    GROUP BY acronym, expansion
),
naming AS (
    SELECT DISTINCT paper, coalesce(meaning, c.key) AS key
    FROM candidate c
    JOIN listing USING (listing)
    LEFT JOIN variants v ON v.key = c.key
    WHERE c.key IN (SELECT acronym FROM defined) OR coalesce(meaning, c.key) IN (SELECT expansion FROM defined)
),
agreeing AS (
    SELECT paper, acronym, expansion FROM paper_acronyms
    UNION
    SELECT a.paper, acronym, expansion
    FROM defined JOIN naming a ON a.key = acronym JOIN naming e ON e.key = expansion AND e.paper = a.paper
),
counted AS (
    SELECT acronym, expansion, count(*) AS papers FROM agreeing GROUP BY acronym, expansion
),
used AS (
    SELECT key AS acronym, count(*) AS users FROM naming GROUP BY key
)
SELECT acronym, expansion, counted.papers AS papers
FROM defined JOIN counted USING (acronym, expansion) LEFT JOIN used USING (acronym), corpus
WHERE counted.papers * (length(acronym) - 1) >= least_agreeing
  AND power(counted.papers * (length(acronym) - 1), 2) >= coalesce(users, 0)
  AND defined.papers >= 0.7 * all_papers
ORDER BY acronym
