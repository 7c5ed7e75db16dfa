-- Every name of a concept, and the rule by which it is one: as a spelling of the key, as an acronym, as a name in
-- another language that is believed everywhere or only where it is explained, or because the user says so.
WITH by_paper AS (
    SELECT concept, text, paper, min(rule) AS rule, count(*) AS mentions
    FROM concept_mentions
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
