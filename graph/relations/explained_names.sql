-- What the papers explain in brackets: a name in another language, and the concept that the English one beside it is of.
SELECT paper, name, name_key, g.language, english, well_formed, coalesce(concept, key) AS concept
FROM listed_gloss g
JOIN listing USING (listing)
LEFT JOIN paper_key_concepts USING (paper, key)
ORDER BY paper, name_key, concept, name, english, well_formed, g.language
