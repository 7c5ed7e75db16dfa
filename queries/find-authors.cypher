// Authors whose name or alias contains a word
// param word: string; some letters, in upper or lower case
// param limit: integer = 25; how many people
MATCH (a:Author)
WHERE toLower(a.name) CONTAINS toLower($word) OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($word))
RETURN a.name AS name, a.aliases AS aliases, a.papers AS papers, a.id AS id
ORDER BY papers DESC, id
LIMIT $limit
