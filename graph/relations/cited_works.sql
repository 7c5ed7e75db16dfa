-- What each paper cites, each work once however often and by whichever of its ids: as the paper that it is where it is in
-- the atlas, else by the one name that the ids of a work have. Of several listings of a paper all references count.
SELECT DISTINCT listing.paper AS paper, coalesce(paper_ids.paper, work_name.name, listed_reference.value) AS work
FROM listed_reference
JOIN listing USING (listing)
LEFT JOIN work_name ON work_name.id = listed_reference.value
LEFT JOIN paper_ids ON paper_ids.id = coalesce(work_name.name, listed_reference.value)
WHERE listing.paper <> coalesce(paper_ids.paper, work_name.name, listed_reference.value)
ORDER BY paper, work
