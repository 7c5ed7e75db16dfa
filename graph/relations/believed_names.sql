-- Names in another language that are believed everywhere, of concepts.
SELECT DISTINCT s.concept, name
FROM local_names l
LEFT JOIN decisions n ON n.kind = 'name' AND n.key = name_key
LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = l.concept
LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = name_key AND b.concept = coalesce(j.concept, l.concept)
JOIN (SELECT DISTINCT key, concept FROM selected_terms) s ON s.key = coalesce(j.concept, l.concept)
WHERE verdict = 'everywhere' AND b.key IS NULL AND n.key IS NULL
ORDER BY concept, name
