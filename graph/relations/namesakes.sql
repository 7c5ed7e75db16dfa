-- Papers that mean something of their own by a name, with the concept and what tells it from others of the name: those that
-- give themselves a name that another paper bears too (UFO), and those that write all in capitals what others begin with a
-- small letter (VLLM, vLLM). The first that bears it keeps the bare name, unless it is a word that older papers use for
-- something else (FLAME, a head model). What mostly others name, or a paper writes in lower case, is a term (Malaria: a
-- review), and a paper that defines an acronym says itself what it means.
WITH owner AS (
    SELECT key, paper, min(CASE WHEN names_paper THEN listing END) AS listing
    FROM candidate JOIN listing USING (listing)
    WHERE key IN (SELECT key FROM candidate WHERE names_paper AND strpos(key, ' ') = 0)
    GROUP BY key, paper
    HAVING bool_or(names_paper) AND (
        bool_or(names_paper AND lower(substr(text, 2)) <> substr(text, 2))
        OR (bool_or(passage > 0) AND NOT bool_or(passage > 0 AND lower(text) = text))
    )
),
written AS (
    SELECT DISTINCT key, rtrim(text, 's') AS form, paper, names_paper
    FROM candidate JOIN listing USING (listing)
    WHERE strpos(key, ' ') = 0 AND lower(text) <> text
),
bearing AS (
    SELECT key, count(*) AS papers, min(published_month) AS since
    FROM owner JOIN papers ON papers.id = paper
    GROUP BY key
),
used AS (
    SELECT w.key, count(DISTINCT w.paper) AS papers, bool_or(published_month < since) AS is_older
    FROM written w JOIN bearing b ON b.key = w.key JOIN papers ON papers.id = w.paper
    GROUP BY w.key
),
shared AS (
    SELECT b.key, CASE WHEN is_older AND c.key IS NOT NULL THEN 1 ELSE 0 END AS older
    FROM bearing b JOIN used u ON u.key = b.key LEFT JOIN common_names c ON c.key = b.key
    WHERE 3 * b.papers >= u.papers AND (b.papers > 1 OR (is_older AND c.key IS NOT NULL))
),
owned AS (
    SELECT o.key, o.paper, trim(substr(title, strpos(title, ':') + 1)) AS note,
           CASE WHEN place = 1 THEN o.key ELSE concat(o.key, '~', o.paper) END AS concept
    FROM (
        SELECT o.key, o.paper, older + row_number() OVER (PARTITION BY o.key ORDER BY o.listing, o.paper) AS place
        FROM owner o
        JOIN shared ON shared.key = o.key
        LEFT JOIN paper_acronyms d ON d.paper = o.paper AND d.acronym = o.key
        WHERE d.paper IS NULL
    ) o
    JOIN papers ON papers.id = o.paper
),
form AS (
    SELECT key, form, count(DISTINCT paper) AS papers, bool_or(names_paper) AS is_own FROM written GROUP BY key, form
),
capital AS (
    SELECT c.key, c.form, s.form AS small
    FROM form c JOIN form s ON s.key = c.key AND substr(s.form, 1, 1) = lower(substr(c.form, 1, 1))
    WHERE upper(c.form) = c.form AND upper(s.form) = c.form AND upper(substr(c.form, 1, 1)) <> lower(substr(c.form, 1, 1))
      AND (c.papers > 1 OR c.is_own) AND (s.papers > 1 OR s.is_own)
      AND c.papers <= 4 * s.papers AND s.papers <= 4 * c.papers
),
meant AS (
    SELECT paper, key, concept, note, 1 AS rank FROM owned
    UNION ALL
    SELECT w.paper, w.key, concat(w.key, '~', w.form) AS concept, NULL AS note, 2 AS rank
    FROM capital c
    JOIN written w ON w.key = c.key AND w.form = c.form
    LEFT JOIN written s ON s.key = c.key AND s.form = c.small AND s.paper = w.paper
    WHERE s.paper IS NULL
),
ranked AS (
    SELECT m.*, row_number() OVER (PARTITION BY m.paper, m.key ORDER BY rank, concept) AS first
    FROM meant m LEFT JOIN paper_acronyms d ON d.paper = m.paper AND d.acronym = m.key
    WHERE d.paper IS NULL
)
SELECT paper, key, concept, note FROM ranked WHERE first = 1 ORDER BY paper, key
