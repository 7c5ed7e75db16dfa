-- How likely a reader would mark a term of a paper: that comes from the term's words (specificity), its place in the text
-- (score; a middling one, of 0.27, for a name that was looked for) and how often the paper names it. The standing is the
-- same for a reader who asks whether the paper is about it, or only uses it: its title tells, and the titles of the others.
WITH weighed AS (
    SELECT paper, concept, mentions, in_title, specificity, is_wanted, is_wanted OR names_paper AS is_named,
           0.5 * ln(bounded / (1 - bounded)) + 0.5 * coalesce(ln(score / (1 - score)), -1) + ln(mentions) AS logit,
           CASE WHEN of_title THEN 1 ELSE 0 END - 0.175 * steps AS of_titles
    FROM paper_terms JOIN topics USING (concept) JOIN standings USING (concept)
)
SELECT paper, concept, mentions, in_title, specificity, is_wanted, is_named,
       CAST(1 / (1 + exp(-logit)) AS DECIMAL(18, 6)) AS likelihood,
       CAST(1 / (1 + exp(-logit - of_titles)) AS DECIMAL(18, 6)) AS standing
FROM weighed
ORDER BY paper, concept
