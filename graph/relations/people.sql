-- Which person each printed name is.
SELECT paper, author AS name, person, resolved
FROM resolved_mentions
ORDER BY paper, name
