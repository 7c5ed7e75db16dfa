-- Paper to paper: what is cited and in the atlas.
SELECT paper AS source, work AS target
FROM cited_works JOIN papers ON id = work
ORDER BY source, target
