-- The date of each paper that has one: of its most trusted source the most exact, of these the first.
WITH ranked AS (
    SELECT paper, published,
           row_number() OVER (PARTITION BY paper ORDER BY trust DESC, length(published) DESC, published) AS place
    FROM listing
    WHERE published IS NOT NULL
)
SELECT paper, published
FROM ranked
WHERE place = 1
ORDER BY paper
