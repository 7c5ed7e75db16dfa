-- What people are called where their name is that of several: Wei Zhang (diffusion models; with Bo Li). The co-author is one
-- who works with no other of the name, if there is one, and then the one of the most papers. Where neither topic nor
-- co-author tells, the year of the first paper does, and where that is no better, its id.
WITH shown AS (
    SELECT person, key, name, count(*) OVER (PARTITION BY key) AS bearers FROM author_spellings WHERE place = 1
),
namesake AS (
    SELECT person, key, name, resolved
    FROM shown JOIN (SELECT DISTINCT person, resolved FROM people) each_person USING (person)
    WHERE bearers > 1
),
began AS (
    SELECT source AS person, CAST(extract(year FROM min(day)) AS VARCHAR) AS first_year,
           replace(replace(CASE WHEN strpos(source, '~') > 0 THEN split_part(source, '~', 2) ELSE source END,
                           '%2F', '/'), 'author:', '') AS first_paper
    FROM authored JOIN paper_times ON paper = target
    GROUP BY source
),
pair AS (
    SELECT source AS person, target AS other, papers FROM collaborated_with
    UNION ALL
    SELECT target AS person, source AS other, papers FROM collaborated_with
),
met AS (
    SELECT namesake.person, other, papers, count(*) OVER (PARTITION BY key, other) AS bearers
    FROM namesake JOIN pair ON pair.person = namesake.person
),
partner AS (
    SELECT met.person, shown.name AS partner,
           row_number() OVER (PARTITION BY met.person ORDER BY met.bearers, papers DESC, other) AS place
    FROM met JOIN shown ON shown.person = other
),
told AS (
    SELECT namesake.person, key, name, concat(name, ' (', CASE
               WHEN NOT resolved THEN 'unresolved'
               WHEN first_topic IS NOT NULL AND partner IS NOT NULL THEN concat(first_topic, '; with ', partner)
               WHEN first_topic IS NOT NULL THEN first_topic
               WHEN partner IS NOT NULL THEN concat('with ', partner)
               ELSE coalesce(first_year, first_paper)
           END, ')') AS caption, first_paper
    FROM namesake
    JOIN began ON began.person = namesake.person
    LEFT JOIN known_for ON known_for.person = namesake.person
    LEFT JOIN (SELECT person, partner FROM partner WHERE place = 1) first_partner
      ON first_partner.person = namesake.person
),
counted AS (
    SELECT person, name, caption, first_paper, count(*) OVER (PARTITION BY key, caption) AS bearers FROM told
)
SELECT person, CASE WHEN bearers = 1 THEN caption
                    ELSE concat(name, ' (', first_paper, ')') END AS caption
FROM counted
ORDER BY person
