-- Where each mention was read.
SELECT paper, concept, passage, start, "end"
FROM concept_mentions
ORDER BY paper, concept, passage, start, "end"
