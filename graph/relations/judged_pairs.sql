-- What is thought of each pair, seen beside the others. Of several likely concepts of a name only one is believed that most
-- papers agree on. Nor is one against what the name is known to mean, or what its words say in their usual meanings,
-- unless several papers say so (자기 교정 is self-correction, seldom self-calibration); nor a name that ends in one that
-- more papers have for the concept: it has a word too many; nor, on the word of one paper, what a paper calls itself.
WITH likely AS (
    SELECT name_key, concept, explaining FROM weighed_pairs WHERE verdict = 'everywhere'
),
agreeing AS (
    SELECT name_key, sum(explaining) AS papers FROM likely GROUP BY name_key
),
too_long AS (
    SELECT DISTINCT l.name_key, l.concept
    FROM likely l JOIN likely s ON s.concept = l.concept
    WHERE s.explaining > l.explaining AND length(s.name_key) < length(l.name_key)
      AND substr(l.name_key, length(l.name_key) - length(s.name_key) + 1) = s.name_key
)
SELECT w.name_key, w.concept, language, name, english, w.explaining, explained, using_papers, together,
       translated, english_translated, sound, everyday, probability,
       CASE WHEN verdict = 'everywhere' AND (
           10 * w.explaining < 6 * a.papers
           OR (is_other AND w.explaining < 3)
           OR (is_other_by_words AND usual_meaning < 1 AND strpos(w.concept, ' ') > 0 AND w.explaining < 3)
           OR (is_own AND w.explaining < 2)
           OR t.name_key IS NOT NULL
       ) THEN 'explained' ELSE verdict END AS verdict
FROM weighed_pairs w
LEFT JOIN agreeing a ON a.name_key = w.name_key
LEFT JOIN too_long t ON t.name_key = w.name_key AND t.concept = w.concept
ORDER BY w.name_key, w.concept
