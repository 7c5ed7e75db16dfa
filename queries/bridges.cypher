// Who bridges two concepts: authors with papers on both
// param concept: concept; a name, alias or id, in any spelling
// param other: concept; another one
// param limit: integer = 15; how many people
MATCH (c:Concept)
WHERE c.id IN $concept + $other
WITH c, c.id IN $concept AS is_concept, c.id IN $other AS is_other
MATCH (c)<-[:MENTIONS]-(p:Paper)
WITH p.id AS paper, max(CASE WHEN is_concept THEN 1 END) AS on_concept, max(CASE WHEN is_other THEN 1 END) AS on_other
MATCH (:Paper {id: paper})<-[:AUTHORED]-(a:Author)
WHERE a.resolved
WITH a.id AS id, count(on_concept) AS papers, count(on_other) AS other_papers
WHERE papers > 0 AND other_papers > 0
WITH id, papers, other_papers
ORDER BY CASE WHEN papers < other_papers THEN papers ELSE other_papers END DESC, papers + other_papers DESC, id
LIMIT $limit
MATCH (a:Author {id: id})
RETURN a.caption AS name, papers AS papers, other_papers AS other_papers, id AS id
ORDER BY CASE WHEN papers < other_papers THEN papers ELSE other_papers END DESC, papers + other_papers DESC, id
