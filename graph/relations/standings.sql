-- How much seldomer a concept is in the titles of the papers that name it than a topic is, in steps of a sixteenth of an
-- octave from a quarter of them, sixteen at most; not at all for names. The papers are added to those that title_shares.tsv
-- knows, and to some that are as topics are: the fewer papers there are, the more of these.
WITH counted AS (
    SELECT concept, count(*) AS papers, sum(CASE WHEN of_title THEN 1 ELSE 0 END) AS titles
    FROM paper_terms
    GROUP BY concept
),
known AS (
    SELECT concept, is_name, papers + known_papers AS papers, titles + known_titles AS titles,
           600 / (papers + known_papers + 5) AS topics
    FROM counted JOIN specificities USING (concept)
)
SELECT concept, CASE WHEN is_name THEN 0 ELSE least(16, greatest(0, CAST(
           round(16 * log2((papers + topics) / (4 * titles + topics))) AS INTEGER
       ))) END AS steps
FROM known
ORDER BY concept
