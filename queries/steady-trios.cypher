// Three people who keep working together
// param papers: integer = 4; papers of all three together, at least
// param limit: integer = 20; how many trios
MATCH (a:Author)
WHERE a.papers >= $papers
MATCH (a)-[ab:COLLABORATED_WITH]->(b:Author)
WHERE ab.papers >= $papers
WITH a, collect(b) AS partners
UNWIND partners AS b
UNWIND partners AS c
WITH a, b, c
WHERE b.id < c.id
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (b)-[:AUTHORED]->(p)
MATCH (c)-[:AUTHORED]->(p)
WITH a, b, c, count(p) AS papers
WHERE papers >= $papers
MATCH (b)-[bc:COLLABORATED_WITH]->(c)
WHERE bc.papers >= $papers
RETURN [a.caption, b.caption, c.caption] AS names, papers AS papers, [a.id, b.id, c.id] AS ids
ORDER BY papers DESC, ids
LIMIT $limit
