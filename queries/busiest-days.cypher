// Days with the most papers
// param limit: integer = 10; how many days
MATCH (d:Date)
WHERE d.date IS NOT NULL
RETURN d.date AS day, d.papers AS papers
ORDER BY papers DESC, day
LIMIT $limit
