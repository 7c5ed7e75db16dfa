-- Long forms that mean the same as another of the same acronym, which stands for them; so does what a paper explains an
-- acronym by that has no letter of its end, chain-of-thought prompting (CoT), where as many papers write less.
WITH counted AS (
    SELECT expansion AS key, meaning, count(*) AS papers
    FROM defined_acronyms JOIN meanings USING (acronym, expansion)
    WHERE expansion <> meaning
    GROUP BY expansion, meaning
    UNION ALL
    SELECT longer AS key, coalesce(meaning, a.expansion) AS meaning, count(*) AS papers
    FROM listed_acronym a
    JOIN candidate_keys long ON long.key = longer
    LEFT JOIN candidate_keys short ON short.key = a.expansion
    LEFT JOIN candidate_keys letters ON letters.key = a.acronym
    LEFT JOIN meanings m ON m.acronym = a.acronym AND m.expansion = a.expansion
    WHERE long.listings <= coalesce(short.listings, 0) + coalesce(letters.listings, 0)
    GROUP BY longer, coalesce(meaning, a.expansion)
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
