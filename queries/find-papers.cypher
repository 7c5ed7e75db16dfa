// Papers whose title contains a word
// param word: letters-of-paper; some of it, with or without accents, in upper or lower case
// param limit: integer = 25; how many papers
MATCH (p:Paper)
WHERE p.title =~ $word
RETURN p.title AS title, p.votes AS votes, p.published_month AS published_month, p.id AS id
ORDER BY votes IS NULL, votes DESC, id
LIMIT $limit
