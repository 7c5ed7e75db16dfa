-- Concepts that are specific enough, or wanted.
SELECT concept, specificity, least(greatest(specificity, 0.01), 0.99) AS bounded,
       concept IN (SELECT concept FROM wanted_concepts) AS is_wanted
FROM specificities, settings
WHERE concept IN (SELECT concept FROM wanted_concepts)
   OR (specificity >= min_specificity AND concept NOT IN (SELECT key FROM boilerplate))
ORDER BY concept
