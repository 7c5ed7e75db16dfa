// Top collaborators of an author
// param author: author; a name in any spelling, whoever bears it, or an id
// param limit: integer = 10; how many people
MATCH (a:Author)
WHERE a.id IN $author
MATCH (a)-[c:COLLABORATED_WITH]-(b:Author)
RETURN b.caption AS name, c.papers AS papers, round(c.weight, 6) AS strength, c.first AS first, c.last AS last,
       b.id AS id, a.id AS author_id
ORDER BY papers DESC, strength DESC, id, author_id
LIMIT $limit
