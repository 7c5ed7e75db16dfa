-- The languages of the papers.
SELECT DISTINCT language FROM listing WHERE language IS NOT NULL ORDER BY language
