"""Asking a real server: values, limits, and that only who says so writes."""

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from paperatlas.base.errors import QueryError
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.store import Neo4jStore


@pytest.fixture
def store(server: Server) -> Iterator[Neo4jStore]:
    with Neo4jStore(server.login) as opened:
        yield opened


@pytest.mark.parametrize(
    ("cypher", "value"),
    [
        ("date('2024-02-29')", datetime.date(2024, 2, 29)),
        ("datetime('2024-02-29T12:00:00Z')", "2024-02-29T12:00:00.000000000+00:00"),
        ("duration({days: 3})", "P3D"),
        ("[1, 2.5, 'x', null, true]", [1, 2.5, "x", None, True]),
        ("{a: [date('2024-02-29')]}", {"a": [datetime.date(2024, 2, 29)]}),
        ("point({x: 1, y: 2})", [1.0, 2.0]),
        ("$given", "a\x00b 홍길동"),
    ],
)
def test_values(store: Neo4jStore, cypher: str, value: Any) -> None:
    assert store.query(f"RETURN {cypher} AS x", {"given": "a\x00b 홍길동"}).rows == ((value,),)


def test_nodes_edges_and_paths_are_their_properties(server: Server, store: Neo4jStore) -> None:
    server.write(lambda tx: tx.run("CREATE (:Book {name: 'Graphs'})-[:OF {x: 1}]->(:Person {name: 'Ann'})").consume())
    answer = store.query("MATCH path = (b:Book)-[r]->(p) RETURN b, r, path")
    assert answer.rows == (({"name": "Graphs"}, {"x": 1}, [{"name": "Graphs"}, {"name": "Ann"}]),)


def test_queries_only_read(server: Server, store: Neo4jStore) -> None:
    with pytest.raises(QueryError, match="queries only read"):
        store.query("CREATE (:Book)")
    with Neo4jStore(server.login, writes=True) as writer:
        assert writer.query("CREATE (b:Book {name: 'Graphs'}) RETURN b.name AS name").rows == (("Graphs",),)
        with pytest.raises(QueryError, match="/ by zero"):
            writer.query("CREATE (b:Book) RETURN 1 / 0")
    assert store.query("MATCH (b:Book) RETURN count(b) AS n").rows == ((1,),)


@pytest.mark.parametrize(
    ("cypher", "message"),
    [("RETURN 1 AS", "can't be answered"), ("RETURN $missing AS x", "missing"), ("RETURN nothing()", "nothing")],
)
def test_wrong_queries(store: Neo4jStore, cypher: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        store.query(cypher)


def test_a_query_that_takes_too_long(store: Neo4jStore) -> None:
    with pytest.raises(QueryError, match=r"took longer than 0\.5 s"):
        store.query("UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y) AS s", timeout=0.5)
    assert store.query("RETURN 1 AS one").rows == ((1,),)


def test_a_query_that_needs_too_much_memory(store: Neo4jStore) -> None:
    with pytest.raises(QueryError, match="more memory than the server gives"):
        store.query("UNWIND range(1, 100000000) AS x WITH collect(toString(x)) AS texts RETURN size(texts) AS n")


def test_large_answers_come_row_by_row(store: Neo4jStore) -> None:
    with store.stream("UNWIND range(1, 1000000000) AS x RETURN x") as streamed:
        assert list(itertools.islice(streamed.rows, 2500))[-1] == (2500,)
    assert store.query("RETURN 1 AS one").rows == ((1,),)


def test_a_slip_is_warned_of(store: Neo4jStore) -> None:
    assert any("Autor" in warning for warning in store.query("MATCH (a:Autor) RETURN a").warnings)
