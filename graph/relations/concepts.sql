-- Concepts, named as the user says, else by the most frequent spelling; a Korean name only where no English is known.
WITH unspelled AS (
    SELECT concept
    FROM concept_names
    GROUP BY concept
    HAVING max(CASE WHEN rule IN ('korean', 'acronym') THEN 0 ELSE 1 END) = 0
),
named AS (
    SELECT concept, name, CASE WHEN rule = 'korean' THEN 2 ELSE 1 END AS rank, mentions FROM concept_names
    UNION ALL
    SELECT concept, english AS name, 1 AS rank, 0 AS mentions
    FROM unspelled JOIN known_korean ON concat('concept:', key) = concept
    UNION ALL
    SELECT concat('concept:', key) AS concept, name, 0 AS rank, 0 AS mentions FROM override_same WHERE key = concept
),
once AS (
    SELECT concept, name, min(rank) AS rank, max(mentions) AS mentions FROM named GROUP BY concept, name
),
ranked AS (
    SELECT concept, name, row_number() OVER (PARTITION BY concept ORDER BY rank, mentions DESC, name) AS place
    FROM once
),
aliases AS (
    SELECT concept, array_agg(name ORDER BY place) AS aliases
    FROM ranked
    WHERE place > 1
    GROUP BY concept
),
topics AS (
    SELECT concat('concept:', coalesce(k.concept, v.key)) AS concept, array_agg(DISTINCT broader ORDER BY broader) AS broader
    FROM vocabulary v LEFT JOIN key_concepts k ON k.key = v.key
    GROUP BY coalesce(k.concept, v.key)
),
seen AS (
    SELECT target AS concept, count(*) AS papers, min(day) AS first_seen
    FROM mentions JOIN first_days ON paper = source
    GROUP BY target
)
SELECT concept AS id, name, coalesce(aliases, array[]) AS aliases, papers, first_seen, specificity,
       coalesce(broader, array[]) AS broader
FROM ranked
JOIN (SELECT DISTINCT concept, specificity FROM selected_terms) s USING (concept)
JOIN seen USING (concept)
LEFT JOIN aliases USING (concept)
LEFT JOIN topics USING (concept)
WHERE place = 1
ORDER BY id
