-- The dictionary that the papers give, with what speaks for each pair and what became of it: the user's word goes first.
WITH evidence AS (
    SELECT name_key, concept, array_agg(paper ORDER BY paper) AS evidence
    FROM (SELECT DISTINCT name_key, concept, paper FROM explained_names) explained
    GROUP BY name_key, concept
),
meant AS (
    SELECT judged_pairs.*, coalesce(j.concept, judged_pairs.concept) AS joined
    FROM judged_pairs LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = judged_pairs.concept
),
told AS (
    SELECT meant.*,
           CASE WHEN name_key IN (SELECT key FROM override_never) OR meant.joined IN (SELECT key FROM override_never)
                  OR b.key IS NOT NULL OR n.concept <> meant.joined THEN 'no (override)'
                WHEN n.concept IS NOT NULL THEN 'override'
                ELSE verdict END AS decided
    FROM meant
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = name_key
    LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = name_key AND b.concept = meant.joined
)
SELECT j.name, j.language, english, concepts.id AS concept, decided AS verdict,
       probability, explaining AS papers, explained, using_papers, together, translated, english_translated, sound,
       everyday, evidence
FROM told j
JOIN evidence USING (name_key, concept)
LEFT JOIN concepts ON concepts.id = concat('concept:', j.joined)
ORDER BY j.name, english, j.concept
