-- People; and, apart from them, the names that nobody could be told to bear.
WITH aliases AS (
    SELECT person, array_agg(name ORDER BY place) AS aliases
    FROM author_spellings
    WHERE place > 1
    GROUP BY person
),
written AS (
    SELECT source AS person, count(*) AS papers, min(day) AS first, max(day) AS last
    FROM authored JOIN paper_times ON paper = target
    GROUP BY source
),
identified AS (
    SELECT person, array_agg(DISTINCT value ORDER BY value) AS ids
    FROM listed_person_id
    JOIN listing USING (listing)
    JOIN people ON people.paper = listing.paper AND people.name = author
    GROUP BY person
),
place_of_work AS (
    SELECT person, value AS affiliation, count(DISTINCT people.paper) AS papers
    FROM listed_affiliation printed
    JOIN listing USING (listing)
    JOIN people ON people.paper = listing.paper AND people.name = printed.author
    GROUP BY person, value
),
affiliated AS (
    SELECT person, array_agg(affiliation ORDER BY papers DESC, affiliation) AS affiliations
    FROM place_of_work
    GROUP BY person
),
resolved_person AS (
    SELECT person, bool_and(resolved) AS resolved FROM people GROUP BY person
)
SELECT spelling.person AS id, name, coalesce(caption, name) AS caption, coalesce(aliases, array[]) AS aliases,
       written.papers AS papers, first, last, resolved, coalesce(ids, array[]) AS ids,
       coalesce(affiliations, array[]) AS affiliations, coalesce(topics, array[]) AS known_for
FROM author_spellings spelling
JOIN written ON written.person = spelling.person
JOIN resolved_person ON resolved_person.person = spelling.person
LEFT JOIN author_captions ON author_captions.person = spelling.person
LEFT JOIN aliases ON aliases.person = spelling.person
LEFT JOIN identified ON identified.person = spelling.person
LEFT JOIN affiliated ON affiliated.person = spelling.person
LEFT JOIN known_for ON known_for.person = spelling.person
WHERE place = 1
ORDER BY id
