-- Acronyms that do not mean in a paper what they do elsewhere, as it neither defines them nor names what they stand for:
-- it is called so itself, or writes them otherwise than the few that define them (Eagle, EAGLE); or, of two letters,
-- explains by them a name that is known to mean something else: 흐름 매칭(FM) is no foundation model.
WITH written AS (
    SELECT paper, key AS acronym, bool_or(names_paper) AS is_own, bool_or(form IS NOT NULL) AS is_usual
    FROM candidate c
    JOIN listing USING (listing)
    LEFT JOIN acronym_forms f ON f.acronym = key AND form = rtrim(c.text, 's')
    WHERE key IN (SELECT acronym FROM acronyms)
    GROUP BY paper, key
),
glossed AS (
    SELECT paper, acronym, bool_or(is_same) AS is_same
    FROM listed_gloss g
    JOIN listing USING (listing)
    JOIN acronym_glosses k ON k.acronym = g.key AND k.name_key = g.name_key
    GROUP BY paper, acronym
)
SELECT w.paper, w.acronym
FROM written w
JOIN acronyms a ON a.acronym = w.acronym
LEFT JOIN paper_acronyms d ON d.paper = w.paper AND d.acronym = w.acronym
LEFT JOIN acronym_uses e ON e.paper = w.paper AND e.key = a.expansion
LEFT JOIN glossed g ON g.paper = w.paper AND g.acronym = w.acronym
WHERE d.paper IS NULL AND e.paper IS NULL
  AND (is_own OR (a.papers < 4 AND NOT is_usual) OR NOT coalesce(is_same, TRUE))
ORDER BY w.paper, w.acronym
