-- Every name of a concept, and the rule by which it is one: as a spelling of the key, as an acronym, as a name in
-- another language that is believed everywhere or only where it is explained, or because the user says so. A name in
-- another language is written also where a text explains it, though there only the English one counts as a mention.
WITH explained AS (
    SELECT s.concept, g.name AS text, l.paper, CASE WHEN n.key IS NULL THEN 'glossary' ELSE 'override' END AS rule
    FROM listed_gloss g
    JOIN listing l USING (listing)
    LEFT JOIN numbered_passages p ON p.listing = g.listing AND p.position = g.passage
    LEFT JOIN paper_key_concepts k ON k.paper = l.paper AND k.key = g.key
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = g.name_key
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = coalesce(k.concept, g.key)
    LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = g.name_key AND b.concept = coalesce(j.concept, k.concept, g.key)
    JOIN (SELECT DISTINCT name_key, concept FROM local_names WHERE verdict = 'everywhere') e
        ON e.name_key = g.name_key AND e.concept = coalesce(k.concept, g.key)
    JOIN selected_terms s ON s.paper = l.paper AND s.key = coalesce(j.concept, k.concept, g.key)
    WHERE b.key IS NULL AND (n.key IS NULL OR n.concept = s.key) AND (g.passage = 0 OR p.listing IS NOT NULL)
),
by_paper AS (
    SELECT concept, text, paper, min(rule) AS rule, count(*) AS mentions
    FROM (SELECT concept, text, paper, rule FROM concept_mentions UNION ALL SELECT concept, text, paper, rule FROM explained) written
    GROUP BY concept, text, paper
),
counted AS (
    SELECT concept, text AS name, min(rule) AS rule, sum(mentions) AS mentions, count(*) AS papers
    FROM by_paper
    GROUP BY concept, text
),
believed AS (
    SELECT DISTINCT s.concept, name
    FROM local_names l
    LEFT JOIN decisions n ON n.kind = 'name' AND n.key = name_key
    LEFT JOIN decisions j ON j.kind = 'concept' AND j.key = l.concept
    LEFT JOIN decisions b ON b.kind = 'barred' AND b.key = name_key AND b.concept = coalesce(j.concept, l.concept)
    JOIN selected_terms s ON s.key = coalesce(j.concept, l.concept)
    WHERE verdict = 'everywhere' AND b.key IS NULL AND n.key IS NULL
)
SELECT coalesce(counted.concept, believed.concept) AS concept, coalesce(counted.name, believed.name) AS name,
       coalesce(rule, 'glossary') AS rule, coalesce(mentions, 0) AS mentions, coalesce(papers, 0) AS papers
FROM counted FULL JOIN believed ON believed.concept = counted.concept AND believed.name = counted.name
ORDER BY concept, mentions DESC, name
