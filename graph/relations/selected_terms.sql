-- Which names become concepts, and of which papers. No figure of the corpus goes in but the number of papers that a concept
-- needs, and the user's word goes before all.
SELECT paper, concat('concept:', concept) AS concept, concept AS key, mentions, likelihood, in_title, specificity,
       max(likelihood) OVER (PARTITION BY paper) AS best_likelihood
FROM kept_terms
WHERE concept IN (SELECT concept FROM chosen_concepts)
ORDER BY paper, concept
