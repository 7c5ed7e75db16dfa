-- Where each mention was read; a key that the user bars is no evidence.
SELECT paper, selected_terms.concept, passage, start, "end"
FROM paper_candidates c JOIN selected_terms USING (paper)
WHERE selected_terms.key = c.concept AND c.key NOT IN (SELECT key FROM override_never)
ORDER BY paper, selected_terms.concept, passage, start
