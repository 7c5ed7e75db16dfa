-- What tells people of one name apart: the topics of which one of them has more than all others of the name together.
WITH shown AS (
    SELECT person, key, resolved, count(*) OVER (PARTITION BY key) AS bearers
    FROM author_spellings JOIN (SELECT DISTINCT person, resolved FROM people) each_person USING (person)
    WHERE place = 1
),
topic AS (
    SELECT shown.key, person, mentions.target AS concept, sum(mentions.weight) AS weight
    FROM shown
    JOIN authored ON authored.source = person
    JOIN mentions ON mentions.source = authored.target
    WHERE bearers > 1 AND resolved
    GROUP BY shown.key, person, mentions.target
),
compared AS (
    SELECT person, concept, weight, sum(weight) OVER (PARTITION BY key, concept) AS all_weight FROM topic
),
ranked AS (
    SELECT person, captions.name AS topic, row_number() OVER (PARTITION BY person ORDER BY weight DESC, concept) AS place
    FROM compared JOIN captions USING (concept)
    WHERE 2 * weight > all_weight
)
SELECT person, array_agg(topic ORDER BY place) AS topics, min_by(topic, place) AS first_topic
FROM ranked
WHERE place <= 3
GROUP BY person
ORDER BY person
