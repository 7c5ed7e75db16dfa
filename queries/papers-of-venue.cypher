// Papers of a journal, conference or book, the latest first
// param word: letters-of-venue; some of the venue's name, with or without accents, in upper or lower case
// param limit: integer = 50; how many papers
MATCH (p:Paper)
WHERE p.venue =~ $word
RETURN p.venue AS venue, p.published AS published, p.title AS title, p.citations AS citations, p.id AS id
ORDER BY published IS NULL, published DESC, id
LIMIT $limit
