-- The acronyms that a paper defines, each with one meaning, and whether that is another one than the usual for certain.
SELECT paper, acronym, min(meaning) AS expansion, bool_and(apart) AS apart
FROM defined_acronyms JOIN meanings USING (acronym, expansion)
WHERE acronym <> meaning
GROUP BY paper, acronym
ORDER BY paper, acronym
