-- Every name of a concept, and the rule by which it is one: as a spelling of the key, as an acronym, as a name in
-- another language that is believed everywhere or only where it is explained, or because the user says so. A name in
-- another language is written also where a text explains it, though there only the English one counts as a mention.
WITH by_paper AS (
    SELECT concept, text, paper, min(rule) AS rule, count(*) AS mentions
    FROM (SELECT concept, text, paper, rule FROM concept_mentions UNION ALL SELECT concept, text, paper, rule FROM explained_mentions) written
    GROUP BY concept, text, paper
),
counted AS (
    SELECT concept, text AS name, min(rule) AS rule, sum(mentions) AS mentions, count(*) AS papers
    FROM by_paper
    GROUP BY concept, text
)
SELECT coalesce(counted.concept, believed.concept) AS concept, coalesce(counted.name, believed.name) AS name,
       coalesce(rule, 'glossary') AS rule, coalesce(mentions, 0) AS mentions, coalesce(papers, 0) AS papers
FROM counted
FULL JOIN believed_names believed ON believed.concept = counted.concept AND believed.name = counted.name
ORDER BY concept, mentions DESC, name
