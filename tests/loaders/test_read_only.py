"""What a query does beyond reading the graph is told by its words, however they are written."""

import pytest

from paperatlas.base.errors import QueryError
from paperatlas.loaders.read_only import NEO4J_PROCEDURES, refuse_beyond_reading, without_explain

LOADS = [
    "LOAD CSV FROM 'file:///x.csv' AS r RETURN r",
    "load csv WITH HEADERS FROM $x AS r RETURN r",
    "LOAD\tCSV FROM 'x' AS r RETURN r",
    "LOAD // a comment\nCSV FROM 'x' AS r RETURN r",
    "LOAD /* a comment */ CSV FROM 'x' AS r RETURN r",
    "LOAD/**/CSV FROM 'x' AS r RETURN r",
    "LOAD\u00a0CSV FROM 'x' AS r RETURN r",
    "LOAD\u200bCSV FROM 'x' AS r RETURN r",
    "`LOAD`CSV FROM 'x' AS r RETURN r",
    "`load` `csv` FROM 'x' AS r RETURN r",
    "\\u004COAD CSV FROM 'x' AS r RETURN r",
    "LOAD \\uuu0043SV FROM 'x' AS r RETURN r",
    "WITH 1 AS `x\\\\u0060` \\u004COAD CSV FROM 'x' AS r RETURN r, 1 AS `y`",
    "PROFILE LOAD CSV FROM 'x' AS r RETURN r",
    "; LOAD CSV FROM 'x' AS r RETURN r",
    "MATCH (n) WHERE n.name = 'it\\'s' LOAD CSV FROM 'x' AS r RETURN r",
    "MATCH (n) CALL { LOAD CSV FROM 'x' AS r RETURN r } RETURN n",
    "RETURN 1 AS x UNION LOAD CSV FROM 'x' AS r RETURN r[0] AS x",
    'RETURN \'\\u0027 AS a LOAD CSV FROM "x" AS r RETURN r //',
]
READS = [
    "RETURN 'LOAD CSV' AS x",
    'RETURN "LOAD CSV FROM" AS x',
    "RETURN 'it\\'s LOAD CSV' AS x",
    "RETURN 1 AS x // LOAD CSV",
    "/* LOAD CSV */ RETURN 1 AS x",
    "MATCH (load:Paper) RETURN load.csv AS csv",
    "RETURN 1 AS load, 2 AS csv",
    "RETURN 1 AS `LOAD CSV`",
    "MATCH (p:Paper) RETURN p.title AS payload ORDER BY payload;",
    "MATCH (n) RETURN n ; // done\n;",
    "CALL { MATCH (n) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { RETURN 1 AS x } RETURN x",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.index.fulltext.queryNodes('paperatlas_papers_words', 'a') YIELD node RETURN node",
    "CALL `db`.`schema`.visualization()",
    "SHOW INDEXES",
    "RETURN date.truncate('month', date()) AS x, point.distance(null, null) AS y",
    "RETURN '",
    "RETURN `",
    "",
]


@pytest.mark.parametrize("cypher", LOADS)
def test_what_loads_a_file_is_refused(cypher: str) -> None:
    with pytest.raises(QueryError, match=r"^queries only read the graph: LOAD CSV reads files"):
        refuse_beyond_reading(cypher)


@pytest.mark.parametrize("cypher", READS)
def test_what_reads_the_graph_is_not(cypher: str) -> None:
    refuse_beyond_reading(cypher)
    refuse_beyond_reading(cypher, NEO4J_PROCEDURES)


@pytest.mark.parametrize(
    ("cypher", "message"),
    [
        ("CALL dbms.killConnection('bolt-1')", "of the procedure dbms.killconnection that is not known"),
        ("CALL `dbms`.`listConfig`()", "of the procedure dbms.listconfig that"),
        ("CALL dbms . killConnections ( [] )", "of the procedure dbms.killconnections that"),
        ("MATCH (n) CALL // x\n db.clearQueryCaches() YIELD value RETURN value", "db.clearquerycaches that"),
        ("CALL apoc.load.json('http://127.0.0.1/')", "apoc.load.json that"),
        ("CALL \\u0061poc.load.json('http://127.0.0.1/')", "apoc.load.json that"),
        ("RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV FROM $x AS r RETURN r', {})", "runfirstcolumnsingle does"),
        ("RETURN genai.vector.encode('x', 'y')", "genai.vector.encode does more"),
        ("TERMINATE TRANSACTION 'neo4j-transaction-1'", "TERMINATE ends what others do"),
        ("RETURN 1 AS x; RETURN 2 AS x", "one query at a time"),
    ],
)
def test_what_does_more_on_a_server_is_refused(cypher: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        refuse_beyond_reading(cypher, NEO4J_PROCEDURES)


def test_a_long_query_is_told_in_no_time() -> None:
    refuse_beyond_reading("RETURN '" + "\\'" * 1_000_000 + "' AS x" + "/*" * 100_000)
    refuse_beyond_reading("`" * 1_000_001 + "\\u" * 100_000)


@pytest.mark.parametrize(
    ("cypher", "plain"),
    [
        ("PROFILE MATCH (profile) RETURN profile", "        MATCH (profile) RETURN profile"),
        ("// explain\nexplain RETURN 1", "// explain\n        RETURN 1"),
        ("RETURN 'explain' AS x", "RETURN 'explain' AS x"),
    ],
)
def test_without_explain(cypher: str, plain: str) -> None:
    assert without_explain(cypher) == plain
