// A concept by month: papers that mention it, and their share of the month's papers
// param concept: concept; a name, alias or id, in any spelling
MATCH (c:Concept)
WHERE c.id IN $concept
MATCH (c)<-[:MENTIONS]-(p:Paper)
WHERE size(p.time) >= 7
WITH substring(p.time, 0, 7) AS month, count(DISTINCT p.id) AS papers
MATCH (q:Paper)
WHERE q.time STARTS WITH month
WITH month, papers, count(q) AS all_papers
RETURN month AS month, papers AS papers, round(1.0 * papers / all_papers, 6) AS share
ORDER BY month
