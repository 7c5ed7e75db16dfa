"""The stores that are no server: what they refuse, their limits of time and memory, threads, and being closed."""

import functools
import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import kglite
import psutil
import pyarrow as pa
import pytest

from paperatlas.base.errors import AtlasError, QueryError, StoreError
from paperatlas.loaders.confined import ConfinedStore
from paperatlas.loaders.embedded import EmbeddedStore, write_embedded
from paperatlas.loaders.store import CypherStore

MEMORY = 300 * 2**20
GROWING = "RETURN size(reduce(text = 'a', x IN range(1, 40) | text + text)) AS length"
PRODUCT = "MATCH (a), (b), (c), (d) WHERE a.id + b.id + c.id + d.id CONTAINS '\t' RETURN count(*) AS n"


@pytest.fixture(scope="module")
def path(example_tables: dict[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "graph.kgl"
    write_embedded(example_tables, path)
    return path


@pytest.fixture(scope="module", params=["embedded", "confined"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[CypherStore]:
    opened = functools.partial(EmbeddedStore.open, path)
    with opened() if request.param == "embedded" else ConfinedStore(opened, MEMORY) as store:
        yield store


@pytest.fixture
def confined(path: Path) -> Iterator[ConfinedStore]:
    with ConfinedStore(functools.partial(EmbeddedStore.open, path), MEMORY) as store:
        yield store


@pytest.fixture
def started() -> Callable[[], list[psutil.Process]]:
    """Gives the processes that a test has started and that still run."""
    before = set(psutil.Process().children())
    return lambda: [child for child in psutil.Process().children() if child not in before]


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "fifo")
    return tmp_path / "fifo"


@pytest.mark.parametrize(
    "cypher",
    [
        "LOAD CSV FROM $path AS row RETURN row",
        "load // a comment\ncsv FROM $path AS row RETURN row",
        "`load``csv` FROM $path AS row RETURN row",
        "`load` csv FROM $path AS row RETURN row",
        "PROFILE LOAD CSV FROM $path AS row RETURN row",
        "EXPLAIN LOAD CSV FROM $path AS row RETURN row",
        ";;LOAD CSV FROM $path AS row RETURN row",
        "FOR VALID_TIME ALL LOAD CSV FROM $path AS row RETURN row",
        "LOAD CSV WITH HEADERS FROM $path AS row RETURN row",
    ],
)
def test_no_file_is_read(store: CypherStore, cypher: str, tmp_path: Path, fifo: Path) -> None:
    """A fifo that nobody writes would keep the query waiting for ever."""
    (tmp_path / "secret.csv").write_text("secret\n", encoding="utf-8")
    for path in (tmp_path / "secret.csv", fifo):
        with pytest.raises(QueryError):
            store.query(cypher, {"path": str(path)})


def test_the_plan_tells_what_the_words_did_not(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.csv").write_text("secret\n", encoding="utf-8")
    monkeypatch.setattr("paperatlas.loaders.embedded.refuse_beyond_reading", lambda cypher: None)
    with EmbeddedStore.open(path) as store:
        for before in ("", "PROFILE ", "; ", "FOR VALID_TIME ALL ", "FOR VALID_TIME ALL PROFILE "):
            with pytest.raises(QueryError, match="LOAD CSV reads files"):
                store.query(f"{before}LOAD CSV FROM $path AS row RETURN row", {"path": str(tmp_path / "secret.csv")})


def test_procedures_that_write_are_refused(path: Path) -> None:
    """The store lists its procedures and what they do; a new one that writes would be tried here too."""
    with EmbeddedStore.open(path) as store:
        modes = dict(store.query("SHOW PROCEDURES YIELD name, mode RETURN name, mode").rows)
        writing = [name for name, mode in modes.items() if mode != "READ"]
        assert len(writing) > 20
        for name in writing:
            with pytest.raises(QueryError, match="queries only read"):
                store.query(f"CALL {name}()")


@pytest.mark.parametrize(
    ("cypher", "message"),
    [
        ("CREATE (p:Paper {id: 'x'}) RETURN p", "queries only read"),
        ("FOREACH (x IN [1] | CREATE (:Paper))", "queries only read"),
        ("CREATE INDEX FOR (p:Paper) ON (p.title)", "queries only read"),
        ("RETURN 1 AS x; RETURN 2 AS x", "one query at a time"),
        ("MATCH (p:Paper) RETURN p.id AS id FORMAT CSV", "FORMAT CSV gives no rows"),
        ("MATCH (p:Paper)\nRETURN p.id AS", r"^line 2, column \d+ of the query"),
        ("MATCH (p:Paper RETURN p", r"^line 1, column \d+ of the query: [A-Z].*\n  MATCH \(p:Paper RETURN p\n +\^$"),
        ("RETURN $x AS x", r"^the query needs a value for \$x: give x=…"),
        ("", "query"),
    ],
)
def test_wrong_queries(store: CypherStore, cypher: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        store.query(cypher)
    assert store.query("RETURN 1 AS one").rows == ((1,),)


@pytest.mark.parametrize("word", ["EXPLAIN", "profile", "// c\nPROFILE"])
def test_a_plan_may_be_asked_for(store: CypherStore, word: str) -> None:
    assert len(store.query(f"{word} MATCH (`profile`:Paper) RETURN `profile`.id AS id")) > 0


def test_paths_come_in_one_shape(store: CypherStore) -> None:
    cypher = (
        "MATCH path = (a:Author {name: 'Tri Dao'})-[r:AUTHORED]->(p:Paper)-[f:FEATURED_ON]->(d:Date)\n"
        "RETURN path, a, r, p, f, d ORDER BY p.id, d.id"
    )
    rows = store.query(cypher).rows
    assert rows
    assert all(path == rest for path, *rest in rows)
    one = store.query("MATCH path = (d:Date) RETURN path, d ORDER BY d.id LIMIT 1").rows
    assert one[0][0] == [one[0][1]]


def test_rows_may_be_taken_one_by_one_and_left(store: CypherStore) -> None:
    cypher = "UNWIND range(1, 100000) AS x RETURN x, toString(x) AS text"
    with store.stream(cypher) as streamed:
        assert streamed.columns == ("x", "text")
        assert list(itertools.islice(streamed.rows, 2)) == [(1, "1"), (2, "2")]
    with store.stream(cypher) as streamed:
        assert sum(row["x"] for row in streamed) == 100_000 * 100_001 // 2
        assert not streamed.warnings
    with store.stream("MATCH (p:Papr) RETURN p") as streamed:
        assert list(streamed.rows) == []
        assert "Paper" in streamed.warnings[0]


def test_a_query_that_takes_too_long(store: CypherStore) -> None:
    with pytest.raises(QueryError, match=r"took longer than 0\.2 s"):
        store.query(PRODUCT, timeout=0.2)
    assert store.query("RETURN 1 AS one").rows == ((1,),)


@pytest.mark.parametrize("parameter", [2**70, object(), {"a": {1}}, threading.Lock()])
def test_a_parameter_of_no_type_that_a_store_knows(store: CypherStore, parameter: object) -> None:
    with pytest.raises(QueryError):
        store.query("RETURN $x AS x", {"x": parameter})
    assert store.query("RETURN $x AS x", {"x": [1, "a"]}).rows == (([1, "a"],),)


def test_threads_get_their_own_answers(store: CypherStore) -> None:
    def asked(number: int) -> int:
        answer: int = store.query("UNWIND range(1, $n) AS x RETURN sum(x) AS sum", {"n": number}).rows[0][0]
        return answer

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(asked, range(200))) == [n * (n + 1) // 2 for n in range(200)]


@pytest.mark.parametrize("kind", ["embedded", "confined"])
def test_what_is_closed_says_so(path: Path, kind: str) -> None:
    opened = functools.partial(EmbeddedStore.open, path)
    store = opened() if kind == "embedded" else ConfinedStore(opened, MEMORY)
    with store:
        assert store.query("RETURN 1 AS one").rows == ((1,),)
        assert not store.closed
    assert store.closed
    store.close()
    with pytest.raises(StoreError, match="this store is closed; open it again"):
        store.query("RETURN 1 AS one")
    with pytest.raises(StoreError, match="this store is closed"), store:
        pass


@pytest.mark.parametrize("kind", ["embedded", "confined"])
def test_closing_while_others_ask(path: Path, kind: str, started: Callable[[], list[psutil.Process]]) -> None:
    """Each query is answered, or told that the store is closed."""
    opened = functools.partial(EmbeddedStore.open, path)
    store = opened() if kind == "embedded" else ConfinedStore(opened, MEMORY)
    begun = threading.Barrier(5)

    def asked() -> str:
        store.query("RETURN 1 AS one")
        begun.wait()
        try:
            while True:
                assert store.query("UNWIND range(1, 1000) AS x RETURN sum(x) AS sum").rows == ((500_500,),)
        except StoreError as error:
            return str(error)

    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(asked) for _ in range(4)]
        begun.wait()
        store.close()
        assert {answer.result() for answer in answers} == {"this store is closed; open it again to ask it"}
    assert started() == []


def test_the_example_of_a_query_without_bound_ends_the_process_it_runs_in(path: Path) -> None:
    """What the confined store is for: nothing in the process itself can hold this."""
    code = (
        "import resource, sys, pathlib; from paperatlas.loaders.embedded import EmbeddedStore\n"
        "store = EmbeddedStore.open(pathlib.Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        "store.query(sys.argv[2])\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, path, GROWING], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGABRT


@pytest.mark.parametrize(
    "cypher",
    [
        GROWING,
        "RETURN reduce(items = [1], x IN range(1, 40) | items + items) AS items",
        f"WITH '{'a' * 1000}' AS a RETURN replace(replace(replace(a, 'a', a), 'a', a), 'a', a) AS text",
        "MATCH (a), (b), (c) RETURN a.id AS a, b.id AS b, c.id AS c",
    ],
)
def test_a_query_without_bound_is_an_error(confined: ConfinedStore, cypher: str) -> None:
    with pytest.raises(QueryError, match=r"needs more memory than the 300 MB it may take|exceeding"):
        confined.query(cypher)
    assert confined.query("RETURN 1 AS one").rows == ((1,),)


def test_a_confined_store_keeps_its_memory_limit(confined: ConfinedStore) -> None:
    with pytest.raises(QueryError, match=r"^the query needs more memory than the 300 MB it may take; narrow it down"):
        confined.query(GROWING)


def test_a_process_that_hangs_is_ended(
    path: Path, started: Callable[[], list[psutil.Process]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped by a signal, as by a read that never comes back: the store in it can keep no time."""
    monkeypatch.setattr("paperatlas.loaders.confined.GRACE_SECONDS", 0.1)
    with ConfinedStore(functools.partial(EmbeddedStore.open, path), MEMORY, processes=1) as store:
        store.query("RETURN 1 AS one")
        (child,) = started()
        child.suspend()
        with pytest.raises(QueryError, match=r"took longer than 0\.1 s"):
            store.query("RETURN 1 AS one", timeout=0.1)
        assert not child.is_running()
        monkeypatch.setattr("paperatlas.loaders.confined.GRACE_SECONDS", 60)
        assert store.query("RETURN 1 AS one").rows == ((1,),)


def test_a_process_that_was_killed_is_made_anew(
    started: Callable[[], list[psutil.Process]], confined: ConfinedStore
) -> None:
    confined.query("RETURN 1 AS one")
    (child,) = started()
    child.kill()
    with pytest.raises(QueryError, match=r"ended \(SIGKILL\)"):
        confined.query("RETURN 1 AS one")
    assert confined.query("RETURN 1 AS one").rows == ((1,),)


def test_more_than_the_processes_wait_their_turn(path: Path) -> None:
    opened = functools.partial(EmbeddedStore.open, path)
    with (
        ConfinedStore(opened, MEMORY, processes=1) as store,
        store.stream("RETURN 1 AS one"),
        pytest.raises(QueryError, match=r"waited longer than 0\.1 s for others"),
    ):
        store.query("RETURN 1 AS one", timeout=0.1)


def test_a_store_that_can_not_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "graph.kgl").write_bytes(b"junk")
    with (
        ConfinedStore(functools.partial(EmbeddedStore.open, tmp_path / "graph.kgl"), MEMORY) as store,
        pytest.raises(AtlasError, match=r"graph\.kgl: the embedded store can't be read"),
    ):
        store.query("RETURN 1 AS one")


def test_no_process_is_left(path: Path, started: Callable[[], list[psutil.Process]]) -> None:
    with ConfinedStore(functools.partial(EmbeddedStore.open, path), MEMORY) as store:
        store.query("RETURN 1 AS one")
        assert len(started()) == 1
    assert started() == []


def test_what_the_store_says_of_its_own_plan_is_as_we_read_it() -> None:
    """kglite names what it does to a file `LoadCsv`; under another name the guard would be blind."""
    plan: Any = kglite.KnowledgeGraph().cypher("EXPLAIN LOAD CSV FROM 'x' AS r RETURN r")
    assert [row["operation"] for row in plan] == ["LoadCsv", "Return"]


def test_a_kind_of_edge_that_an_atlas_has_none_of_is_no_slip(store: CypherStore) -> None:
    assert store.query("MATCH (p:Paper)-[:CITES]->(q:Paper) RETURN p.id AS id").warnings == ()
    (warning,) = store.query("MATCH (p:Paper)-[:CITE]->(q:Paper) RETURN p.id AS id").warnings
    assert "CITE" in warning
