-- Which names become concepts, and of which papers: a paper keeps the 15 that a reader would most likely mark. How likely
-- that is comes from the term's words (specificity), its place in the text (score) and how often the paper names it; no
-- figure of the corpus goes in. A concept is specific enough, and has two papers, or one that is likely enough about it or
-- bears it as its name. The user's word goes before all this.
WITH wanted AS (
    SELECT coalesce(n.concept, j.concept, m.concept, k.concept, a.key) AS concept
    FROM override_always a
    LEFT JOIN key_concepts k ON k.key = a.key
    LEFT JOIN name_meanings m ON m.name_key = a.key
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = a.key
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = coalesce(m.concept, k.concept, a.key)
    UNION
    SELECT concept FROM decisions WHERE kind IN ('name', 'wanted')
),
term_of_paper AS (
    SELECT paper, concept, count(*) AS mentions, least(greatest(max(score), 0.001), 0.999) AS score,
           bool_or(passage = 0) AS in_title, bool_or(names_paper) AS names_paper
    FROM paper_candidates
    GROUP BY paper, concept
),
topic AS (
    SELECT concept, specificity, least(greatest(specificity, 0.01), 0.99) AS bounded,
           concept IN (SELECT concept FROM wanted) AS is_wanted
    FROM specificities, corpus
    WHERE concept IN (SELECT concept FROM wanted)
       OR (specificity >= min_specificity AND concept NOT IN (SELECT key FROM boilerplate))
),
judged AS (
    SELECT paper, concept, mentions, in_title, specificity, is_wanted,
           bool_or(names_paper) OVER (PARTITION BY concept) AS is_name,
           count(*) OVER (PARTITION BY concept) AS document_frequency,
           CAST(1 / (1 + exp(-(
               0.5 * ln(bounded / (1 - bounded)) + 0.5 * coalesce(ln(score / (1 - score)), -3) + ln(mentions)
           ))) AS DECIMAL(18, 6)) AS likelihood
    FROM term_of_paper JOIN topic USING (concept)
),
eligible AS (
    SELECT judged.*, is_wanted OR is_name OR max(likelihood) OVER (PARTITION BY concept) >= least_alone AS needs_no_second
    FROM judged, corpus
),
best AS (
    SELECT *, row_number() OVER (PARTITION BY paper ORDER BY is_wanted DESC, likelihood DESC, concept) AS kept_place
    FROM eligible
    WHERE document_frequency >= 2 OR needs_no_second
),
kept AS (
    SELECT *, count(*) OVER (PARTITION BY concept) AS kept_frequency
    FROM best
    WHERE kept_place <= 15
)
SELECT paper, concat('concept:', concept) AS concept, concept AS key, mentions, likelihood, in_title, specificity,
       max(likelihood) OVER (PARTITION BY paper) AS best_likelihood
FROM kept
WHERE kept_frequency >= 2 OR needs_no_second
ORDER BY paper, concept
