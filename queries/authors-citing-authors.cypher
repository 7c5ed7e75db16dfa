// Whose papers cite the papers of whom, the most often first
// param papers: integer = 2; citing papers, at least
// param limit: integer = 20; how many pairs
MATCH (a:Author)-[:AUTHORED]->(p:Paper)
MATCH (p)-[:CITES]->(q:Paper)
MATCH (q)<-[:AUTHORED]-(b:Author)
WHERE a.id <> b.id AND a.resolved AND b.resolved
WITH a, b, count(DISTINCT p.id) AS papers
WHERE papers >= $papers
RETURN a.caption AS name, b.caption AS cited, papers AS papers, a.id AS id, b.id AS cited_id
ORDER BY papers DESC, id, cited_id
LIMIT $limit
