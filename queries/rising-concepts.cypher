// Rising concepts: in more papers of the latest days than of as many days before
// param days: integer = 30; length of both spans, the first ends with the latest paper
// param limit: integer = 10; how many concepts
MATCH (p:Paper)
WITH max(p.first_seen) AS latest
MATCH (p:Paper)
WHERE p.first_seen > latest - duration({days: 2 * $days})
MATCH (p)-[:MENTIONS]->(c:Concept)
WITH c, p.id AS paper, p.first_seen > latest - duration({days: $days}) AS recent
WITH c, count(DISTINCT CASE WHEN recent THEN paper END) AS papers,
     count(DISTINCT CASE WHEN NOT recent THEN paper END) AS before
WHERE papers > before
RETURN c.name AS name, papers AS papers, before AS before, papers - before AS rise, c.id AS id
ORDER BY rise DESC, papers DESC, id
LIMIT $limit
