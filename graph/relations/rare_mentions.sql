-- Mentions of the concepts that tell papers apart, by numbers. Rarity is ln(papers / papers with the concept); a very
-- frequent concept says nothing and would make the join of papers quadratic.
WITH rarity AS (
    SELECT id, name, CAST(row_number() OVER (ORDER BY id) AS INTEGER) AS concept,
           CAST(ln(corpus.papers / CAST(c.papers AS DOUBLE)) AS DECIMAL(18, 6)) AS rarity
    FROM concepts c, corpus
    WHERE c.papers >= 2 AND c.papers <= most_telling
)
SELECT number AS paper, concept, name, rarity
FROM mentions m
JOIN rarity ON rarity.id = m.target
JOIN paper_numbers p ON p.id = m.source
ORDER BY paper, concept
