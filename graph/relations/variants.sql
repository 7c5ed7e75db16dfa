-- Long forms that mean the same as another of the same acronym, which stands for them.
WITH counted AS (
    SELECT expansion AS key, meaning, count(*) AS papers
    FROM defined_acronyms JOIN meanings USING (acronym, expansion)
    WHERE expansion <> meaning
    GROUP BY expansion, meaning
),
ranked AS (
    SELECT counted.key, meaning, row_number() OVER (PARTITION BY counted.key ORDER BY papers DESC, meaning) AS place
    FROM counted LEFT JOIN override_different d ON d.key = counted.key AND d.other = meaning
    WHERE d.key IS NULL
)
SELECT key, meaning
FROM ranked
WHERE place = 1 AND meaning NOT IN (SELECT key FROM ranked WHERE place = 1)
ORDER BY key
