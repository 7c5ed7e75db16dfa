-- Every id of each paper, and why it is one.
SELECT paper, id, rule, source, line
FROM given_id
ORDER BY paper, id
