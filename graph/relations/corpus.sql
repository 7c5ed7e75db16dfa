-- What the user sets, and what changes with the number of papers: it stands here only, and changes smoothly. Its figures
-- rest on a rounded number, a power of the root of 2, so that a day more mostly leaves them as they are.
--   least_alone      how likely a reader marks a term that one paper names, for it to be a concept
--   least_agreeing   papers that agree on an acronym, times its letters less one
WITH counted AS (
    SELECT count(DISTINCT paper) + 1 AS positive FROM listing
),
rounded AS (
    SELECT power(2, round(2 * log2(positive)) / 2) AS size FROM counted
)
SELECT max_team, min_specificity,
       0.15 + 0.0001 * power(log10(size), 5) AS least_alone,
       1 + 0.5 * log10(size) AS least_agreeing
FROM rounded, settings
