-- Names with an acronym in them that the papers also write with what it stands for: multimodal LLM is multimodal large
-- language model, SD-XL is Stable Diffusion XL.
WITH within AS (
    SELECT key, acronym, expansion FROM candidate_keys JOIN acronyms ON acronym = split_part(key, ' ', 1)
    UNION
    SELECT key, acronym, expansion FROM candidate_keys JOIN acronyms ON acronym = split_part(key, ' ', 2)
    UNION
    SELECT key, acronym, expansion FROM candidate_keys JOIN acronyms ON acronym = split_part(key, ' ', 3)
    UNION
    SELECT key, acronym, expansion FROM candidate_keys JOIN acronyms ON acronym = split_part(key, ' ', 4)
),
written AS (
    SELECT key, trim(replace(concat(' ', key, ' '), concat(' ', acronym, ' '), concat(' ', expansion, ' '))) AS long
    FROM within
    WHERE key <> acronym AND key NOT IN (SELECT acronym FROM acronyms)
),
ranked AS (
    SELECT written.key, long, row_number() OVER (PARTITION BY written.key ORDER BY listings DESC, long) AS place
    FROM written
    JOIN candidate_keys k ON k.key = long
    LEFT JOIN override_different d ON d.key = written.key AND d.other = long
    WHERE d.key IS NULL
)
SELECT key, long FROM ranked WHERE place = 1 ORDER BY key
