-- Two people on one paper. Each paper adds 1 / (team size - 1): M. E. J. Newman, Scientific collaboration networks II,
-- Phys. Rev. E 64, 016132 (2001). Very large teams say nothing of who works with whom and are left out.
SELECT a.source AS source, b.source AS target, count(*) AS papers,
       sum(CAST(1.0 / (size - 1) AS DECIMAL(18, 6))) AS weight, min(day) AS first, max(day) AS last
FROM authored a
JOIN authored b ON b.target = a.target
JOIN teams ON teams.paper = a.target
JOIN first_days ON first_days.paper = a.target, settings
WHERE a.source < b.source AND size <= max_team
GROUP BY a.source, b.source
ORDER BY a.source, b.source
