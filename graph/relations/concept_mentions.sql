-- The mentions of the selected concepts.
SELECT paper, s.concept, text, rule, passage, start, "end"
FROM paper_candidates c JOIN (SELECT paper, concept, key FROM selected_terms) s USING (paper)
WHERE s.key = c.concept
ORDER BY paper, s.concept, passage, start, "end", text, rule
