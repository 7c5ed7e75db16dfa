// Papers of a concept, those most about it first
// param concept: concept; a name, alias or id, in any spelling
// param limit: integer = 25; how many papers
MATCH (c:Concept)
WHERE c.id IN $concept
MATCH (c)<-[m:MENTIONS]-(p:Paper)
WITH p, round(max(m.weight), 6) AS weight, sum(m.count) AS mentions
RETURN p.title AS title, weight AS weight, mentions AS mentions, p.votes AS votes, p.id AS id
ORDER BY weight DESC, mentions DESC, id
LIMIT $limit
