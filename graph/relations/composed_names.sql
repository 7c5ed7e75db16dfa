-- Names in other languages that are put together from known words, each with the term that wins it: the most frequent one,
-- by powers of two.
SELECT name, name_key, language, key
FROM (
    SELECT *, row_number() OVER (PARTITION BY name_key ORDER BY power DESC, key, language, place) AS rank
    FROM compositions
) ranked
WHERE rank = 1
ORDER BY name_key
