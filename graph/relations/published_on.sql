-- Paper to the date of its publication, as exact as it is known.
SELECT paper AS source, published AS target
FROM publication
ORDER BY source, target
