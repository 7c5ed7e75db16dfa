-- Where each mention was read.
SELECT paper, concept, passage, start, "end"
FROM paper_candidates JOIN selected_terms USING (paper, key)
ORDER BY paper, concept, passage, start
