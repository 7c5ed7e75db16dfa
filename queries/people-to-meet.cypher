// Collaborators of an author's collaborators with whom the author has not worked yet
// param author: author; a name in any spelling, whoever bears it, or an id
// param limit: integer = 10; how many people
MATCH (a:Author)
WHERE a.id IN $author
MATCH (a)-[:COLLABORATED_WITH]-(b:Author)
MATCH (b)-[:COLLABORATED_WITH]-(c:Author)
WITH a, c, count(b) AS shared
WHERE c.id <> a.id AND NOT EXISTS { MATCH (a)-[:COLLABORATED_WITH]-(c) }
WITH a, c, shared
ORDER BY shared DESC, c.id, a.id
LIMIT $limit
MATCH (a)-[:COLLABORATED_WITH]-(b:Author)
MATCH (b)-[:COLLABORATED_WITH]-(c)
WITH a, c, shared, b.caption AS friend
ORDER BY friend
RETURN c.caption AS name, shared AS shared, collect(friend) AS through, c.id AS id, a.id AS author_id
ORDER BY shared DESC, id, author_id
