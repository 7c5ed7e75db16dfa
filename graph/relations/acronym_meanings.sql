-- What acronyms are defined as, and in how many papers.
SELECT acronym, expansion, count(*) AS papers
FROM paper_acronyms
GROUP BY acronym, expansion
ORDER BY acronym, expansion
