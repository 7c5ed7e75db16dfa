// A concept by month: papers that mention it, and their share of the month's papers
// param concept: concept; a name, alias or id, in any spelling
MATCH (c:Concept)
WHERE c.id IN $concept
MATCH (c)<-[:MENTIONS]-(p:Paper)
MATCH (p)-[:FEATURED_ON]->(d:Date)
WITH d.month AS month, count(DISTINCT p.id) AS papers
MATCH (e:Date {month: month})
MATCH (e)<-[:FEATURED_ON]-(q:Paper)
WITH month, papers, count(DISTINCT q.id) AS all_papers
RETURN month AS month, papers AS papers, round(1.0 * papers / all_papers, 6) AS share
ORDER BY month
