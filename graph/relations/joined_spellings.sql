-- Keys that differ in their spaces only, data set and dataset: the most frequent one stands for all. Where there are
-- digits these must be parted alike: Llama 2 7B is not Llama 27B. A common word is no name with a letter apart: shape, Shap-E.
WITH common_word AS (
    SELECT key FROM candidate_keys WHERE zipf >= 3
),
ranked AS (
    SELECT key, first_value(key) OVER (
               PARTITION BY replace(key, ' ', ''), trim(translate(key, 'abcdefghijklmnopqrstuvwxyz', ''))
               ORDER BY mentions DESC, key
           ) AS joined
    FROM candidate_keys
)
SELECT ranked.key, joined
FROM ranked LEFT JOIN override_different d ON d.key = ranked.key AND d.other = joined
WHERE ranked.key <> joined AND d.key IS NULL
  AND NOT (joined IN (SELECT key FROM common_word) AND concat(' ', ranked.key, ' ') LIKE '% _ %')
  AND NOT (ranked.key IN (SELECT key FROM common_word) AND concat(' ', joined, ' ') LIKE '% _ %')
ORDER BY ranked.key
