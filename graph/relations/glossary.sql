-- The dictionary that the papers give, with what speaks for each pair and what became of it.
WITH evidence AS (
    SELECT name_key, concept, array_agg(paper ORDER BY paper) AS evidence
    FROM (SELECT DISTINCT name_key, concept, paper FROM explained_names) explained
    GROUP BY name_key, concept
),
barred AS (
    SELECT j.name_key, j.concept
    FROM judged_pairs j LEFT JOIN override_different d ON d.key = j.name_key AND d.other = j.concept
    WHERE d.key IS NOT NULL
       OR j.name_key IN (SELECT key FROM override_never)
       OR j.name_key IN (SELECT key FROM override_same)
)
SELECT j.name, j.language, english, concepts.id AS concept, CASE WHEN barred.name_key IS NULL THEN verdict ELSE 'no' END AS verdict,
       probability, explaining AS papers, explained, using_papers, together, translated, english_translated, sound,
       everyday, evidence
FROM judged_pairs j
JOIN evidence USING (name_key, concept)
LEFT JOIN barred ON barred.name_key = j.name_key AND barred.concept = j.concept
LEFT JOIN concepts ON concepts.id = concat('concept:', j.concept)
ORDER BY j.name, english, j.concept
