-- The acronyms that a paper defines, with what it writes out; also those beside a name in another language whose words are
-- known to mean what the letters begin: 비디오 품질 평가(VQA), video quality assessment. What the user calls different is none.
WITH meaning AS (
    SELECT name_key, key FROM known_name
    UNION ALL
    SELECT name_key, key FROM composed_names
),
glossed AS (
    SELECT paper, g.key AS acronym, m.key AS expansion
    FROM listed_gloss g JOIN listing USING (listing) JOIN meaning m ON m.name_key = g.name_key
    WHERE g.key = concat(
        substr(split_part(m.key, ' ', 1), 1, 1), substr(split_part(m.key, ' ', 2), 1, 1),
        substr(split_part(m.key, ' ', 3), 1, 1), substr(split_part(m.key, ' ', 4), 1, 1)
    )
),
defined AS (
    SELECT paper, acronym, coalesce(joined, expansion) AS expansion
    FROM (
        SELECT paper, acronym, expansion FROM listed_acronym JOIN listing USING (listing)
        UNION ALL
        SELECT paper, acronym, expansion FROM glossed
    ) d
    LEFT JOIN joined_spellings j ON j.key = expansion
)
SELECT DISTINCT paper, acronym, expansion
FROM defined LEFT JOIN override_different d ON d.key = acronym AND d.other = expansion
WHERE d.key IS NULL AND acronym <> expansion
ORDER BY paper, acronym, expansion
