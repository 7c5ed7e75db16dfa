-- The acronyms that a paper defines, each with one meaning.
SELECT paper, acronym, min(meaning) AS expansion
FROM defined_acronyms JOIN meanings USING (acronym, expansion)
WHERE acronym <> meaning
GROUP BY paper, acronym
ORDER BY paper, acronym
