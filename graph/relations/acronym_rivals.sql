-- What each acronym is to papers that define it so, and whether that goes before what it means elsewhere: it does not where
-- ten times as many papers agree on another meaning.
SELECT m.acronym, m.expansion, coalesce(k.concept, m.expansion) AS concept, coalesce(k.rule, 'acronym') AS rule,
       a.expansion IS NULL OR a.expansion = m.expansion OR a.papers < 10 * m.papers AS goes_first
FROM acronym_meanings m
LEFT JOIN acronyms a ON a.acronym = m.acronym
LEFT JOIN key_concepts k ON k.key = m.expansion
ORDER BY m.acronym, m.expansion
