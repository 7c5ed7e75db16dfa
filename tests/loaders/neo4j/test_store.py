"""Asking a real server: values, limits, and that only who says so writes."""

import datetime
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from paperatlas.base.errors import QueryError, StoreError
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


def test_nodes_and_edges_are_their_properties_and_paths_are_lists_of_them(server: Server, store: Neo4jStore) -> None:
    server.write(lambda tx: tx.run("CREATE (:Book {name: 'Graphs'})-[:OF {x: 1}]->(:Person {name: 'Ann'})").consume())
    answer = store.query("MATCH path = (b:Book)-[r]->(p) RETURN b, r, path")
    assert answer.rows == (({"name": "Graphs"}, {"x": 1}, [{"name": "Graphs"}, {"x": 1}, {"name": "Ann"}]),)


@pytest.mark.parametrize(
    ("cypher", "message"),
    [
        ("LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row", "LOAD CSV reads files and addresses"),
        ("MATCH (n) CALL (n) { LOAD /**/ CSV FROM 'file:///x' AS r RETURN r } RETURN r", "LOAD CSV reads files"),
        ("\\u004COAD CSV FROM 'file:///x' AS row RETURN row", "LOAD CSV reads files and addresses"),
        ("CALL dbms.killConnections(['bolt-0'])", "dbms.killconnections that is not known.* --write"),
        ("CALL dbms.listConfig('')", "dbms.listconfig that is not known"),
        ("TERMINATE TRANSACTION 'neo4j-transaction-1'", "TERMINATE ends"),
        ("CREATE USER eve SET PASSWORD 'a-long-password'", "queries only read"),
    ],
)
def test_a_server_reads_the_graph_and_nothing_else(store: Neo4jStore, cypher: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        store.query(cypher)


def test_who_may_write_may_do_the_rest(server: Server) -> None:
    with Neo4jStore(server.login, writes=True) as store:
        assert store.query("CALL dbms.listConfig('server.default_listen_address') YIELD value").rows
        with pytest.raises(QueryError, match="external resource"):
            store.query("LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row")
        assert store.query("TERMINATE TRANSACTION 'neo4j-transaction-0'").rows


def test_what_is_closed_says_so(server: Server) -> None:
    store = Neo4jStore.connect(
        server.login.uri, username=server.login.username, password=server.login.password, database=None
    )
    with store:
        assert store.query("RETURN 1 AS one").rows == ((1,),)
    assert store.closed
    with pytest.raises(StoreError, match="this store is closed"):
        store.query("RETURN 1 AS one")
    with pytest.raises(StoreError, match="this store is closed"), store:
        pass


def test_threads_get_their_own_answers(store: Neo4jStore) -> None:
    def asked(number: int) -> int:
        answer: int = store.query("UNWIND range(1, $n) AS x RETURN sum(x) AS sum", {"n": number}).rows[0][0]
        return answer

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(asked, range(60))) == [n * (n + 1) // 2 for n in range(60)]


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
    with pytest.raises(QueryError, match=r"took longer than 0\.5 s.*quick in SQL: paperatlas sql"):
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
