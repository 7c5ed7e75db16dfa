-- What an acronym stands for also where it is not defined: enough papers agree (they define it, or name both), and at
-- least 70 % of the papers that define it. The shorter it is, and the more papers there are, the more have to agree.
WITH defined AS (
    SELECT acronym, expansion, count(*) AS papers, sum(count(*)) OVER (PARTITION BY acronym) AS all_papers
    FROM paper_acronyms
    GROUP BY acronym, expansion
),
naming AS (
    SELECT DISTINCT paper, key
    FROM candidate JOIN listing USING (listing)
    WHERE key IN (SELECT acronym FROM defined) OR key IN (SELECT expansion FROM defined)
),
agreeing AS (
    SELECT paper, acronym, expansion FROM paper_acronyms
    UNION
    SELECT a.paper, acronym, expansion
    FROM defined JOIN naming a ON a.key = acronym JOIN naming e ON e.key = expansion AND e.paper = a.paper
),
counted AS (
    SELECT acronym, expansion, count(*) AS papers FROM agreeing GROUP BY acronym, expansion
)
SELECT acronym, expansion, counted.papers AS papers
FROM defined JOIN counted USING (acronym, expansion), corpus
WHERE counted.papers * (length(acronym) - 1) >= least_agreeing AND defined.papers >= 0.7 * all_papers
ORDER BY acronym
