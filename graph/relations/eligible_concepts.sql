-- What may be a concept: what two papers name, or one that is likely enough about it or bears it as its name.
SELECT concept, bool_or(is_named) OR max(likelihood) >= max(least_alone) AS needs_no_second
FROM judged_terms, corpus
GROUP BY concept
HAVING count(*) >= 2 OR bool_or(is_named) OR max(likelihood) >= max(least_alone)
ORDER BY concept
