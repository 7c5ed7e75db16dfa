-- The acronyms that a paper defines, each with one meaning, whether that is another one than the usual for certain, and
-- whether its letters fit it.
SELECT paper, acronym, min(meaning) AS expansion, bool_and(apart) AS apart, bool_or(fits) AS fits
FROM defined_acronyms JOIN meanings USING (acronym, expansion)
WHERE acronym <> meaning
GROUP BY paper, acronym
ORDER BY paper, acronym
