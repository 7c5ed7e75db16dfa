-- Every name of a concept, and the rule by which it is one: as a spelling of the key, as an acronym, as a Korean name, or
-- because the user says so.
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
korean AS (
    SELECT DISTINCT s.concept, name
    FROM local_names l JOIN selected_terms s ON s.key = l.concept
    WHERE verdict = 'everywhere'
)
SELECT coalesce(counted.concept, korean.concept) AS concept, coalesce(counted.name, korean.name) AS name,
       coalesce(rule, 'korean') AS rule, coalesce(mentions, 0) AS mentions, coalesce(papers, 0) AS papers
FROM counted FULL JOIN korean ON korean.concept = counted.concept AND korean.name = counted.name
ORDER BY concept, mentions DESC, name
