// Who cites a paper, the latest first
// param paper: paper; its id, address, citation key or title
// param limit: integer = 50; how many papers
MATCH (p:Paper {id: $paper})
MATCH (p)<-[:CITES]-(q:Paper)
RETURN q.title AS title, q.published AS published, q.id AS id
ORDER BY published IS NULL, published DESC, id
LIMIT $limit
