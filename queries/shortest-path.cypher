// Shortest paths between two people over their collaborations, a row a path
// param author: author; a name in any spelling, whoever bears it, or an id
// param other: author; another name or id
// param limit: integer = 10; how many paths
MATCH (a:Author)
WHERE a.id IN $author
MATCH (b:Author)
WHERE b.id IN $other AND a.id <> b.id
MATCH path = allShortestPaths((a)-[:COLLABORATED_WITH*..10]-(b))
RETURN length(path) AS length, [person IN nodes(path) | person.caption] AS people, a.id AS author_id,
       b.id AS other_id
ORDER BY length, people, author_id, other_id
LIMIT $limit
