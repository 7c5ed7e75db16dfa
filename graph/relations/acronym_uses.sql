-- Which papers name an acronym, or what one stands for.
SELECT DISTINCT paper, coalesce(meaning, c.key) AS key
FROM candidate c
JOIN listing USING (listing)
LEFT JOIN variants v ON v.key = c.key
WHERE c.key IN (SELECT key FROM acronym_sides WHERE side = 'acronym')
   OR coalesce(meaning, c.key) IN (SELECT key FROM acronym_sides WHERE side = 'expansion')
ORDER BY paper, key
