// Concepts whose name or alias contains a word
// param word: letters-of-concept; some of it, with or without accents, in upper or lower case
// param limit: integer = 25; how many concepts
MATCH (c:Concept)
WHERE c.name =~ $word OR any(alias IN c.aliases WHERE alias =~ $word)
RETURN c.name AS name, c.aliases AS aliases, c.papers AS papers, c.first_seen AS first_seen, c.id AS id
ORDER BY papers DESC, id
LIMIT $limit
