-- Papers of the atlas that a citation ties, by numbers: those that cite one work, which need not be in the atlas
-- (bibliographic coupling), and those that one paper of the atlas cites (co-citation). Fractional counting: in a group of
-- n each tie weighs 1 / (n - 1), so that what ties a paper weighs 1 in all: A. Perianes-Rodriguez, L. Waltman,
-- N. J. van Eck, Constructing bibliometric networks, J. Informetrics 10, 1178 (2016). In co-citation n is all that the
-- paper cites, also what is not in the atlas. A work that more than 200 papers cite, and a paper that cites more than 200
-- works, say little of which two belong together and would make the join of papers quadratic.
WITH sized AS (
    SELECT 'coupled' AS tie, work AS hub, count(*) AS size
    FROM cited_works
    GROUP BY work
    HAVING count(*) BETWEEN 2 AND 200
    UNION ALL
    SELECT 'co-cited' AS tie, paper AS hub, count(*) AS size
    FROM cited_works
    GROUP BY paper
    HAVING count(*) BETWEEN 2 AND 200
),
hubs AS (
    SELECT tie, hub, CAST(row_number() OVER (ORDER BY tie, hub) AS INTEGER) AS number,
           CAST(1.0 / (size - 1) AS DECIMAL(18, 6)) AS share
    FROM sized
),
tied AS (
    SELECT tie, number, share, paper FROM cited_works JOIN hubs ON hub = work WHERE tie = 'coupled'
    UNION ALL
    SELECT tie, number, share, work AS paper FROM cited_works JOIN hubs ON hub = paper WHERE tie = 'co-cited'
)
SELECT tie = 'coupled' AS coupled, tied.number AS hub, paper_numbers.number AS paper, share
FROM tied JOIN paper_numbers ON id = paper
ORDER BY hub, paper
