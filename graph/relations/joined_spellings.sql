-- Keys that differ in their spaces only, data set and dataset: the most frequent one stands for all. Where there are
-- digits these must be parted alike: Llama 2 7B is not Llama 27B.
WITH counted AS (
    SELECT key, count(*) AS mentions FROM candidate GROUP BY key
),
ranked AS (
    SELECT key, first_value(key) OVER (
               PARTITION BY replace(key, ' ', ''), trim(translate(key, 'abcdefghijklmnopqrstuvwxyz', ''))
               ORDER BY mentions DESC, key
           ) AS joined
    FROM counted
)
SELECT ranked.key, joined
FROM ranked LEFT JOIN override_different d ON d.key = ranked.key AND d.other = joined
WHERE ranked.key <> joined AND d.key IS NULL
ORDER BY ranked.key
