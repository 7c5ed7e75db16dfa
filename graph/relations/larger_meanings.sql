-- What of these a paper means the larger one by: it names that, or a longer name with it (LLM inference).
WITH named AS (
    SELECT paper, coalesce(concept, key) AS concept
    FROM candidate JOIN listing USING (listing) LEFT JOIN paper_key_concepts USING (paper, key)
    UNION
    SELECT paper, concept FROM found_candidates JOIN listing USING (listing)
),
holding AS (  -- of each name once: to compare texts takes longer than to join
    SELECT concept AS holder, larger
    FROM (SELECT DISTINCT concept FROM named) names
    JOIN larger_forms ON contains(concat(' ', concept, ' '), concat(' ', name, ' '))
)
SELECT DISTINCT paper, l.concept AS concept, l.larger AS larger
FROM named
JOIN holding h ON h.holder = named.concept
JOIN larger_concepts l ON l.larger = h.larger
ORDER BY paper, concept
