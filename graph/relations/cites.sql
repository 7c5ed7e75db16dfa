-- Paper to paper, where a reference of the one is an id of the other.
SELECT DISTINCT listing.paper AS source, paper_ids.paper AS target
FROM listed_reference
JOIN listing USING (listing)
JOIN paper_ids ON paper_ids.id = listed_reference.value
WHERE listing.paper <> paper_ids.paper
ORDER BY source, target
