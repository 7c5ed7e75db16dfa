-- What an acronym means also where it is not defined: enough papers agree (they define it so, or name both), at least 70 %
-- of those that define it and the root of those that use it. The shorter it is, and the more papers there are, the more
-- have to agree, as few letters stand for many things.
WITH defined AS (
    SELECT acronym, expansion, papers, sum(papers) OVER (PARTITION BY acronym) AS all_papers
    FROM acronym_meanings
),
agreeing AS (
    SELECT paper, acronym, expansion FROM paper_acronyms
    UNION
    SELECT a.paper, acronym, expansion
    FROM defined JOIN acronym_uses a ON a.key = acronym JOIN acronym_uses e ON e.key = expansion AND e.paper = a.paper
),
counted AS (
    SELECT acronym, expansion, count(*) AS papers FROM agreeing GROUP BY acronym, expansion
),
used AS (
    SELECT key AS acronym, count(*) AS users FROM acronym_uses GROUP BY key
)
SELECT acronym, expansion, counted.papers AS papers
FROM defined JOIN counted USING (acronym, expansion) LEFT JOIN used USING (acronym), corpus
WHERE counted.papers * (length(acronym) - 1) >= least_agreeing
  AND power(counted.papers * (length(acronym) - 1), 2) >= coalesce(users, 0)
  AND defined.papers >= 0.7 * all_papers
ORDER BY acronym
