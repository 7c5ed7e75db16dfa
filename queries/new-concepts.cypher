// Concepts seen for the first time in a month
// param month: month = null; as 2024-04; the latest where left out
// param limit: integer = 25; how many concepts
MATCH (p:Paper)
WHERE size(p.time) >= 7
WITH date(coalesce($month, max(substring(p.time, 0, 7))) + '-01') AS start
MATCH (c:Concept)
WHERE c.first_seen >= start AND c.first_seen < start + duration({months: 1})
RETURN c.name AS name, c.papers AS papers, c.first_seen AS first_seen, c.id AS id
ORDER BY papers DESC, first_seen, id
LIMIT $limit
