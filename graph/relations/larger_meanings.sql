-- What of these a paper means the larger one by: it names that, or a longer name with it (LLM inference).
WITH named AS (
    SELECT paper, coalesce(concept, key) AS concept
    FROM candidate JOIN listing USING (listing) LEFT JOIN paper_key_concepts USING (paper, key)
    UNION ALL
    SELECT paper, concept FROM found_candidates JOIN listing USING (listing)
)
SELECT DISTINCT paper, l.concept AS concept, l.larger AS larger
FROM named
JOIN larger_forms f ON contains(concat(' ', named.concept, ' '), concat(' ', name, ' '))
JOIN larger_concepts l ON l.larger = f.larger
ORDER BY paper, concept
