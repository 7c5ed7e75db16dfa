// Papers that the most papers of the atlas cite
// param limit: integer = 20; how many papers
MATCH (p:Paper)<-[:CITES]-(q:Paper)
WITH p, count(q) AS cited
RETURN p.title AS title, cited AS cited, p.citations AS citations, p.published AS published, p.id AS id
ORDER BY cited DESC, id
LIMIT $limit
