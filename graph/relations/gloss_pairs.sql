-- What the papers say for and against each pair of a name and a concept: how many explain the one by the other, explain
-- the name at all, use it, and of those that use it unexplained, how many name the concept too; whether the concept is a
-- name that a paper gives itself, and whether the words of the name make up another one.
WITH counted AS (
    SELECT name_key, concept, language, name, english, count(DISTINCT paper) AS explaining
    FROM explained_names
    GROUP BY name_key, concept, language, name, english
),
best AS (
    SELECT *, row_number() OVER (
               PARTITION BY name_key, concept ORDER BY explaining DESC, name, english, language
           ) AS place
    FROM counted
),
by_pair AS (
    SELECT name_key, concept, count(DISTINCT paper) AS explaining, bool_or(well_formed) AS well_formed
    FROM explained_names
    GROUP BY name_key, concept
),
by_name AS (
    SELECT name_key, count(DISTINCT paper) AS explained FROM explained_names GROUP BY name_key
),
used AS (
    SELECT DISTINCT name_key, paper FROM name_places JOIN listing USING (listing) WHERE name_key IS NOT NULL
),
used_by AS (
    SELECT name_key, count(*) AS using_papers FROM used GROUP BY name_key
),
naming AS (
    SELECT DISTINCT paper, coalesce(concept, key) AS concept
    FROM candidate JOIN listing USING (listing) LEFT JOIN paper_key_concepts USING (paper, key)
    WHERE coalesce(concept, key) IN (SELECT concept FROM by_pair)
),
beside AS (
    SELECT used.name_key, p.concept, count(*) AS together
    FROM by_pair p
    JOIN used ON used.name_key = p.name_key
    JOIN naming ON naming.concept = p.concept AND naming.paper = used.paper
    LEFT JOIN (SELECT DISTINCT paper, name_key FROM explained_names) e
        ON e.name_key = used.name_key AND e.paper = used.paper
    WHERE e.paper IS NULL
    GROUP BY used.name_key, p.concept
),
known AS (
    SELECT name_key, coalesce(concept, known_name.key) AS concept
    FROM known_name LEFT JOIN key_concepts k ON k.key = known_name.key
),
composed AS (
    SELECT name_key, min(coalesce(concept, composed_names.key)) AS concept
    FROM composed_names LEFT JOIN key_concepts k ON k.key = composed_names.key
    GROUP BY name_key
)
SELECT p.name_key, p.concept, best.language, best.name, best.english, well_formed, p.explaining, explained,
       greatest(coalesce(using_papers, 0), explained) AS using_papers, coalesce(together, 0) AS together,
       known.concept IS NOT NULL AND known.concept = p.concept AS is_known,
       known.concept IS NOT NULL AND known.concept <> p.concept AS is_other,
       composed.concept IS NOT NULL AND composed.concept <> p.concept AS is_other_by_words,
       p.concept IN (SELECT key FROM candidate_keys WHERE is_own) AS is_own
FROM by_pair p
JOIN best ON best.name_key = p.name_key AND best.concept = p.concept AND place = 1
JOIN by_name n ON n.name_key = p.name_key
LEFT JOIN used_by u ON u.name_key = p.name_key
LEFT JOIN beside b ON b.name_key = p.name_key AND b.concept = p.concept
LEFT JOIN known ON known.name_key = p.name_key
LEFT JOIN composed ON composed.name_key = p.name_key
ORDER BY p.name_key, p.concept
