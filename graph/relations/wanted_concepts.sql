-- Concepts that are some because the user says so.
SELECT coalesce(n.concept, j.concept, m.concept, k.concept, a.key) AS concept
FROM override_always a
LEFT JOIN key_concepts k ON k.key = a.key
LEFT JOIN name_meanings m ON m.name_key = a.key
LEFT JOIN decisions n ON n.kind = 'name' AND n.key = a.key
LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = coalesce(m.concept, k.concept, a.key)
UNION
SELECT concept FROM decisions WHERE kind IN ('name', 'wanted')
ORDER BY concept
