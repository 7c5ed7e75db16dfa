-- The acronyms that a paper defines, with what it writes out; what the user calls different is none.
WITH defined AS (
    SELECT paper, acronym, coalesce(joined, expansion) AS expansion
    FROM listed_acronym
    JOIN listing USING (listing)
    LEFT JOIN joined_spellings j ON j.key = expansion
)
SELECT DISTINCT paper, acronym, expansion
FROM defined LEFT JOIN override_different d ON d.key = acronym AND d.other = expansion
WHERE d.key IS NULL AND acronym <> expansion
ORDER BY paper, acronym, expansion
