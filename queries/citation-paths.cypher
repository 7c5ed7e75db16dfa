// How a paper leads to another one through what it cites, a row a shortest path
// param paper: paper; its id, address, citation key or title
// param other: paper; another one, cited in the end
// param limit: integer = 10; how many paths
MATCH (p:Paper {id: $paper})
MATCH (q:Paper {id: $other})
WHERE p.id <> q.id
MATCH path = allShortestPaths((p)-[:CITES*..10]->(q))
RETURN length(path) AS length, [paper IN nodes(path) | paper.title] AS papers
ORDER BY papers
LIMIT $limit
