// Collaborators of an author's collaborators with whom the author has not worked yet
// param author: author; a name in any spelling
// param limit: integer = 10; how many people
MATCH (a:Author {id: $author})
MATCH (a)-[:COLLABORATED_WITH]-(b:Author)
MATCH (b)-[:COLLABORATED_WITH]-(c:Author)
WITH a, c, count(b) AS shared
WHERE c.id <> a.id AND NOT EXISTS { MATCH (a)-[:COLLABORATED_WITH]-(c) }
WITH a, c, shared
ORDER BY shared DESC, c.id
LIMIT $limit
MATCH (a)-[:COLLABORATED_WITH]-(b:Author)
MATCH (b)-[:COLLABORATED_WITH]-(c)
WITH c, shared, b.name AS friend
ORDER BY friend
RETURN c.name AS name, shared AS shared, collect(friend) AS through, c.id AS id
ORDER BY shared DESC, id
