-- How the papers that define an acronym so write it: SPIN, not the verb.
SELECT DISTINCT acronym, rtrim(text, 's') AS form
FROM candidate
JOIN listing USING (listing)
JOIN paper_acronyms d ON d.paper = listing.paper AND d.acronym = key
JOIN acronyms USING (acronym, expansion)
ORDER BY acronym, form
