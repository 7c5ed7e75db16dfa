// Concepts that occur with a concept, the most telling first
// param concept: concept; a name, alias or id, in any spelling
// param limit: integer = 15; how many concepts
MATCH (c:Concept)
WHERE c.id IN $concept
MATCH (c)-[o:CO_OCCURS_WITH]-(r:Concept)
WITH r, round(max(o.weight), 6) AS weight, max(o.papers) AS papers
RETURN r.name AS concept, papers AS papers, weight AS weight, r.id AS id
ORDER BY weight DESC, papers DESC, id
LIMIT $limit
