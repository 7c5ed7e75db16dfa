-- The mentions of the selected concepts; a name that the user bars is none.
SELECT paper, s.concept, text, rule, passage, start, "end"
FROM paper_candidates c JOIN (SELECT paper, concept, key FROM selected_terms) s USING (paper)
WHERE s.key = c.concept AND c.key NOT IN (SELECT key FROM override_never)
ORDER BY paper, s.concept, passage, start
