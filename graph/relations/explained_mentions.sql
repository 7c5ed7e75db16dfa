-- Names in another language that are believed everywhere, where a text explains them.
SELECT s.concept, g.name AS text, l.paper, CASE WHEN n.key IS NULL THEN 'glossary' ELSE 'override' END AS rule
FROM listed_gloss g
JOIN listing l USING (listing)
LEFT JOIN numbered_passages p ON p.listing = g.listing AND p.position = g.passage
LEFT JOIN paper_key_concepts k ON k.paper = l.paper AND k.key = g.key
LEFT JOIN decisions n ON n.kind = 'name' AND n.key = g.name_key
LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = coalesce(k.concept, g.key)
LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = g.name_key AND b.concept = coalesce(j.concept, k.concept, g.key)
JOIN (SELECT DISTINCT name_key, concept FROM local_names WHERE verdict = 'everywhere') e
    ON e.name_key = g.name_key AND e.concept = coalesce(k.concept, g.key)
JOIN selected_terms s ON s.paper = l.paper AND s.key = coalesce(j.concept, k.concept, g.key)
WHERE b.key IS NULL AND (n.key IS NULL OR n.concept = s.key) AND (g.passage = 0 OR p.listing IS NOT NULL)
ORDER BY s.concept, text, l.paper, rule
