-- Each key that was read as a term, over all listings: how often and in how many, how likely and how common it is at most.
SELECT key, count(*) AS mentions, count(DISTINCT listing) AS listings, max(text) AS text, max(score) AS score,
       coalesce(max(zipf), 0) AS zipf, bool_or(names_paper) AS is_own
FROM candidate
GROUP BY key
ORDER BY key
