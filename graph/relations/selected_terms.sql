-- Which names become concepts, and of which papers: a paper keeps its 15 best. A concept needs two papers, or to be the
-- name that a paper gives itself; among fewer than 200 papers it is enough that a paper explains it (by an acronym, or in
-- Korean), or to be one of the paper's first 3, the others first. Boilerplate and words hardly more frequent here than in
-- general language are out. The user's word goes before all this.
WITH corpus AS (
    SELECT count(DISTINCT paper) AS papers, sum(words) AS words FROM listing
),
term_of_paper AS (
    SELECT paper, concept, count(*) AS mentions, max(score) AS score, bool_or(passage = 0) AS in_title,
           bool_or(names_paper) AS names_paper, bool_or(rule = 'acronym' OR g.paper IS NOT NULL) AS is_explained
    FROM paper_candidates
    LEFT JOIN (SELECT DISTINCT paper, concept FROM local_names) g USING (paper, concept)
    GROUP BY paper, concept
),
common_word AS (
    SELECT concept
    FROM paper_candidates, corpus
    GROUP BY concept, corpus.words
    HAVING count(zipf) * 2 > count(*) AND max(zipf) >= 3 AND NOT bool_or(names_paper)
       AND log10(count(*) * 1e9 / corpus.words) - max(zipf) < 2
),
wanted AS (
    SELECT coalesce(concept, a.key) AS concept
    FROM override_always a LEFT JOIN key_concepts k ON k.key = a.key
),
telling AS (
    SELECT t.*, count(*) OVER (PARTITION BY concept) AS document_frequency,
           bool_or(names_paper) OVER (PARTITION BY concept) AS is_name,
           concept IN (SELECT concept FROM wanted) AS is_wanted
    FROM term_of_paper t
    WHERE concept IN (SELECT concept FROM wanted)
       OR (concept NOT IN (SELECT key FROM boilerplate) AND concept NOT IN (SELECT concept FROM common_word))
),
placed AS (
    SELECT *, row_number() OVER (
               PARTITION BY paper ORDER BY document_frequency >= 2 OR is_name OR is_explained DESC, score DESC, concept
           ) AS place
    FROM telling
),
eligible AS (
    SELECT placed.*, is_name OR is_wanted OR (
               corpus.papers < 200 AND (is_explained OR min(place) OVER (PARTITION BY concept) <= 3)
           ) AS needs_no_second
    FROM placed, corpus
),
best AS (
    SELECT *, row_number() OVER (PARTITION BY paper ORDER BY is_wanted DESC, score DESC, concept) AS kept_place
    FROM eligible
    WHERE document_frequency >= 2 OR needs_no_second
),
kept AS (
    SELECT *, count(*) OVER (PARTITION BY concept) AS kept_frequency
    FROM best
    WHERE kept_place <= 15
)
SELECT paper, concat('concept:', concept) AS concept, concept AS key, mentions, score, in_title,
       max(score) OVER (PARTITION BY paper) AS best_score
FROM kept
WHERE kept_frequency >= 2 OR needs_no_second
ORDER BY paper, concept
