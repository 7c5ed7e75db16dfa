// Who works on a concept
// param concept: concept; a name, alias or id, in any spelling
// param limit: integer = 15; how many people
MATCH (c:Concept)
WHERE c.id IN $concept
MATCH (c)<-[m:MENTIONS]-(p:Paper)
WITH p.id AS paper, sum(m.weight) AS weight
MATCH (:Paper {id: paper})<-[:AUTHORED]-(a:Author)
WHERE a.resolved
WITH a.id AS id, count(paper) AS papers, round(sum(weight), 6) AS weight
ORDER BY papers DESC, weight DESC, id
LIMIT $limit
MATCH (a:Author {id: id})
RETURN a.caption AS name, papers AS papers, weight AS weight, id AS id
ORDER BY papers DESC, weight DESC, id
