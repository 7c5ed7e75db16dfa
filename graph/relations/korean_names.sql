-- Pairs of a Korean name and the concept that its English name belongs to, spelling by spelling. A pair needs 60 % of the
-- papers that explain the Korean name, and either two papers or to be safe by itself and no other than is known. A name
-- that ends with one that more papers have for the concept has a word too many.
WITH explained AS (
    SELECT paper, korean, korean_key, english, safe_alone,
           coalesce(concept, key) AS concept
    FROM listed_gloss
    JOIN listing USING (listing)
    LEFT JOIN paper_key_concepts USING (paper, key)
),
by_korean AS (
    SELECT korean_key, count(DISTINCT paper) AS papers FROM explained GROUP BY korean_key
),
by_pair AS (
    SELECT korean_key, concept, count(DISTINCT paper) AS papers, bool_or(safe_alone) AS safe
    FROM explained
    GROUP BY korean_key, concept
),
known AS (
    SELECT korean_key, coalesce(concept, known_korean.key) AS concept
    FROM known_korean LEFT JOIN key_concepts USING (key)
),
kept AS (
    SELECT korean_key, by_pair.concept, by_pair.papers
    FROM by_pair
    JOIN by_korean USING (korean_key)
    LEFT JOIN known USING (korean_key)
    LEFT JOIN override_different d ON d.key = korean_key AND d.other = by_pair.concept
    WHERE by_pair.papers >= 0.6 * by_korean.papers AND d.key IS NULL
      AND (by_pair.papers >= 2 OR (safe AND coalesce(known.concept, by_pair.concept) = by_pair.concept))
      AND korean_key NOT IN (SELECT key FROM override_never)
      AND korean_key NOT IN (SELECT key FROM override_same)
)
SELECT korean_key, kept.concept, kept.papers AS papers, paper, korean, english
FROM (
    SELECT * FROM kept long WHERE NOT EXISTS (
        SELECT 1 FROM kept short
        WHERE short.concept = long.concept AND short.papers > long.papers
          AND right(long.korean_key, length(short.korean_key)) = short.korean_key
    )
) kept JOIN explained USING (korean_key, concept)
ORDER BY korean_key, kept.concept, paper, korean, english
