-- How many people bear a name: as expected of its parts, and as told apart.
SELECT author AS name, expected, persons
FROM borne_names
ORDER BY name
