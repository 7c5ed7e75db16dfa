// Papers of a year, the most cited first
// param year: integer; as 2024
// param limit: integer = 50; how many papers
MATCH (p:Paper)
WHERE p.year = $year
RETURN p.title AS title, p.venue AS venue, p.published AS published, p.citations AS citations, p.id AS id
ORDER BY citations IS NULL, citations DESC, id
LIMIT $limit
