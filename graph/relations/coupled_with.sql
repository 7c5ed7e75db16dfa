-- Papers that cite the same works.
SELECT s.id AS source, t.id AS target, weight, count
FROM citation_pairs JOIN paper_numbers s ON s.number = source JOIN paper_numbers t ON t.number = target
WHERE coupled
ORDER BY s.number, t.number
