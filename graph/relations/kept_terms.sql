-- The 15 terms of each paper that it is most likely about; but what it more likely only uses (a neural network, a latent
-- space) is none of them, unless there are not three others.
WITH ranked AS (
    SELECT paper, concept, mentions, likelihood, in_title, specificity, needs_no_second, is_wanted, standing,
           row_number() OVER (PARTITION BY paper ORDER BY is_wanted DESC, standing DESC, concept) AS kept_place
    FROM judged_terms JOIN eligible_concepts USING (concept)
)
SELECT paper, concept, mentions, likelihood, in_title, specificity, needs_no_second
FROM ranked, settings
WHERE kept_place <= 15 AND (kept_place <= 3 OR is_wanted OR standing >= min_specificity)
ORDER BY paper, concept
