-- What the user sets, and what changes with the number of papers: it stands here only, and changes smoothly. Its figures
-- rest on a rounded number, a power of the root of 2, so that a day more mostly leaves them as they are.
--   least_alone      how likely a reader marks a term that one paper names, for it to be a concept
--   least_agreeing   papers that agree on an acronym, times its letters less one
--   least_together   papers that name two concepts, times 1 + NPMI, for the concepts to be tied
--   most_telling     papers of a concept that still tells papers apart
--   least_shared     rarity of what two papers share, for them to be tied
WITH counted AS (
    SELECT count(DISTINCT paper) AS papers, count(DISTINCT paper) + 1 AS positive FROM listing
),
rounded AS (
    SELECT papers, power(2, round(2 * log2(positive)) / 2) AS size FROM counted
)
SELECT papers, max_team, min_specificity,
       0.15 + 0.0001 * power(log10(size), 5) AS least_alone,
       1 + 0.5 * log10(size) AS least_agreeing,
       log10(size) AS least_together,
       least(200, greatest(20, 0.02 * size)) AS most_telling,
       5 * size / (size + 500) AS least_shared
FROM rounded, settings
