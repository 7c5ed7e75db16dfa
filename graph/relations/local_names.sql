-- The pairs that are believed, paper by paper that explains them; what the user calls different is not.
SELECT e.name_key, e.concept, verdict, probability, paper, e.name, e.english
FROM explained_names e
JOIN judged_pairs j ON j.name_key = e.name_key AND j.concept = e.concept
LEFT JOIN override_different d ON d.key = e.name_key AND d.other = e.concept
WHERE verdict <> 'no' AND d.key IS NULL
  AND e.name_key NOT IN (SELECT key FROM override_never)
ORDER BY e.name_key, e.concept, paper, e.name, e.english
