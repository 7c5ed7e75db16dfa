-- Concepts, named by their most frequent spelling.
WITH spelling AS (
    SELECT concept, text, count(*) AS mentions
    FROM paper_candidates JOIN selected_terms USING (paper, key)
    GROUP BY concept, text
),
ranked AS (
    SELECT concept, text, row_number() OVER (PARTITION BY concept ORDER BY mentions DESC, text) AS place
    FROM spelling
),
aliases AS (
    SELECT concept, array_agg(text ORDER BY place) AS aliases
    FROM ranked
    WHERE place > 1
    GROUP BY concept
),
seen AS (
    SELECT target AS concept, count(*) AS papers, min(day) AS first_seen
    FROM mentions JOIN first_days ON paper = source
    GROUP BY target
)
SELECT concept AS id, text AS name, coalesce(aliases, array[]) AS aliases, papers, first_seen
FROM ranked
JOIN seen USING (concept)
LEFT JOIN aliases USING (concept)
WHERE place = 1
ORDER BY id
