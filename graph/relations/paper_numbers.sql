-- Numbers that stand in for paper ids while millions of pairs are joined and counted; they sort as the ids do.
SELECT id, CAST(row_number() OVER (ORDER BY id) AS INTEGER) AS number
FROM papers
ORDER BY id
