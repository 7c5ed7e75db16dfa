-- The key of each concept, and how specific it is.
SELECT DISTINCT concept, key, specificity FROM selected_terms ORDER BY concept
