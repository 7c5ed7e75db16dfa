-- What of these a paper means the larger one by: it names that.
WITH named AS (
    SELECT paper, coalesce(concept, key) AS concept
    FROM candidate JOIN listing USING (listing) LEFT JOIN paper_key_concepts USING (paper, key)
    UNION ALL
    SELECT paper, concept FROM found_candidates JOIN listing USING (listing)
)
SELECT DISTINCT paper, l.concept AS concept, larger
FROM named JOIN larger_concepts l ON larger = named.concept
ORDER BY paper, concept
