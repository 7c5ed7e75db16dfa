-- Paper to concept; the weight is the ratio of its likelihood to that of the paper's best.
SELECT paper AS source, concept AS target, CAST(likelihood / best_likelihood AS DECIMAL(18, 6)) AS weight,
       mentions AS count, in_title
FROM selected_terms
ORDER BY source, target
