-- Every key that is an acronym somewhere, or what one stands for.
SELECT DISTINCT acronym AS key, 'acronym' AS side FROM acronym_meanings
UNION ALL
SELECT DISTINCT expansion AS key, 'expansion' AS side FROM acronym_meanings
ORDER BY side, key
