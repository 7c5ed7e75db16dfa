-- The dictionary that the papers give: a Korean name, its English one, the concept, and the papers that explain it.
WITH counted AS (
    SELECT korean_key, concept, papers, korean, english, count(DISTINCT paper) AS explaining
    FROM korean_names
    GROUP BY korean_key, concept, papers, korean, english
),
best AS (
    SELECT *, row_number() OVER (
               PARTITION BY korean_key, concept ORDER BY explaining DESC, korean, english
           ) AS place
    FROM counted
),
evidence AS (
    SELECT korean_key, concept, array_agg(paper ORDER BY paper) AS evidence
    FROM (SELECT DISTINCT korean_key, concept, paper FROM korean_names) explained
    GROUP BY korean_key, concept
)
SELECT korean, english, concepts.id AS concept, best.papers AS papers, evidence
FROM best
JOIN evidence USING (korean_key, concept)
LEFT JOIN concepts ON concepts.id = concat('concept:', best.concept)
WHERE place = 1
ORDER BY korean, english
