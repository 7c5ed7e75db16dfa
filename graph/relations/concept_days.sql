-- How many papers mention each concept, and since when.
SELECT target AS concept, count(*) AS papers, min(day) AS first_seen
FROM mentions JOIN paper_times ON paper = source
GROUP BY target
ORDER BY concept
