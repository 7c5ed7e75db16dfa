// Authors whose name or alias contains a word
// param word: letters-of-author; some of it, with or without accents, in upper or lower case
// param limit: integer = 25; how many people
MATCH (a:Author)
WHERE a.name =~ $word OR any(alias IN a.aliases WHERE alias =~ $word)
RETURN a.caption AS name, a.aliases AS aliases, a.papers AS papers, a.id AS id
ORDER BY papers DESC, id
LIMIT $limit
