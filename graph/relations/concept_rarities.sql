-- The concepts that tell papers apart. Rarity is 1 / ln(papers with the concept). It leaves out the number of all papers, and
-- rounds that of the concept's to a power of the root of 2, for a paper more to leave it as it is. What one paper names
-- ties nothing, and what more than 100 name says nothing and would make the join of papers quadratic.
SELECT id AS concept, name, CAST(1 / ln(power(2, round(2 * log2(papers)) / 2)) AS DECIMAL(18, 6)) AS rarity
FROM concepts
WHERE papers >= 2 AND papers <= 100
ORDER BY concept
