-- Why parts of a person are one, and why people of one name are several.
SELECT person, other, action, rule, name, other_name, paper, other_paper, score, co_authors, ties, words, gap
FROM people_reasons
ORDER BY person, action, other, name, other_name, paper, other_paper, rule, score
