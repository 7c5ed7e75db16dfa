// Shortest paths between two people over their collaborations, a row a path
// param author: author; a name in any spelling
// param other: author; another name in any spelling
// param limit: integer = 10; how many paths
MATCH (a:Author {id: $author})
MATCH (b:Author {id: $other})
WHERE a.id <> b.id
MATCH path = allShortestPaths((a)-[:COLLABORATED_WITH*..10]-(b))
RETURN length(path) AS length, [person IN nodes(path) | person.name] AS people
ORDER BY people
LIMIT $limit
