-- What a concept is called: as the user says, else by its most frequent name, of words written out by those of its key
-- (Synthetic Data, not Synthetic Dataset); by one in another language only where no
-- English is known, never by one that is believed in single papers only; by an acronym of two letters only where nothing
-- else is. Of the concepts that share a name, the one whose key it is (unless another bears it ten times as often), or that
-- bears it most often, is called so, and the others are told apart: ASR (attack success rate), UFO (A UI-Focused Agent).
WITH once AS (
    SELECT concept, name, min(rule) AS rule, min(rank) AS rank, max(mentions) AS mentions
    FROM concept_callings
    GROUP BY concept, name
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY concept ORDER BY rank, is_other, mentions DESC, name) AS place
    FROM (
        SELECT *, rule = 'spelling' AND concept NOT IN (
                   concat('concept:', replace(lower(name), '-', ' ')),
                   concat('concept:', replace(lower(rtrim(name, 's')), '-', ' '))
               ) AND bool_or(rule = 'spelling' AND concept IN (
                   concat('concept:', replace(lower(name), '-', ' ')),
                   concat('concept:', replace(lower(rtrim(name, 's')), '-', ' '))
               )) OVER (PARTITION BY concept) AS is_other
        FROM once
    ) compared
),
long_form AS (
    SELECT concept, name AS long,
           row_number() OVER (PARTITION BY concept ORDER BY mentions DESC, name) AS place
    FROM concept_names
    WHERE rule = 'spelling'
),
sharing AS (
    SELECT concept, lower(rtrim(name, 's')) AS folded, min(rank) AS rank, sum(mentions) AS mentions
    FROM concept_callings
    WHERE rule NOT IN ('glossary', 'composed')
    GROUP BY concept, lower(rtrim(name, 's'))
),
borne AS (
    SELECT concept, folded, row_number() OVER (
               PARTITION BY folded
               ORDER BY rank = 0 DESC,
                        rtrim(concat('concept:', folded), 's') = rtrim(concept, 's') AND 10 * mentions >= most DESC,
                        mentions DESC, concept
           ) AS place
    FROM (SELECT *, max(mentions) OVER (PARTITION BY folded) AS most FROM sharing) counted
),
told AS (
    SELECT ranked.concept,
           CASE WHEN borne.place > 1 AND n.concept IS NOT NULL
                THEN CASE WHEN note IS NULL THEN name ELSE concat(name, ' (', note, ')') END
                WHEN borne.place > 1 AND lower(coalesce(long, '')) <> lower(name)
                THEN concat(name, ' (', coalesce(long, replace(ranked.concept, 'concept:', '')), ')')
                WHEN borne.place > 1 THEN concat(name, ' (', replace(ranked.concept, 'concept:', ''), ')')
                ELSE name END AS name
    FROM ranked
    LEFT JOIN (SELECT concept, long FROM long_form WHERE place = 1) l ON l.concept = ranked.concept
    LEFT JOIN (SELECT DISTINCT concept, note FROM namesakes) n ON concat('concept:', n.concept) = ranked.concept
    LEFT JOIN borne ON borne.concept = ranked.concept AND borne.folded = lower(rtrim(ranked.name, 's'))
    WHERE ranked.place = 1
),
others AS (
    SELECT ranked.concept, array_agg(ranked.name ORDER BY place) AS aliases
    FROM ranked JOIN told ON told.concept = ranked.concept AND told.name <> ranked.name
    GROUP BY ranked.concept
)
SELECT told.concept, told.name, coalesce(aliases, array[]) AS aliases
FROM told LEFT JOIN others ON others.concept = told.concept
ORDER BY told.concept
