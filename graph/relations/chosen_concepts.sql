-- What is a concept: what two papers keep, or one that is likely enough about it or bears it as its name.
SELECT concept
FROM kept_terms
GROUP BY concept
HAVING count(*) >= 2 OR bool_or(needs_no_second)
ORDER BY concept
