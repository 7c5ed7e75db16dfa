"""What goes wrong with servers, on real ones: a message in our own time, and nothing half-way.

No test counts seconds, for a busy machine takes as many as it likes: a server that is stopped answers nobody, so an
error that comes at all has come from our own limit.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from signal import SIGCONT, SIGKILL, SIGSTOP
from typing import Any

import neo4j
import pytest

from paperatlas.base.errors import PaperatlasError, StoreUnavailable, UsageError
from paperatlas.loaders.neo4j import batches
from paperatlas.loaders.neo4j import server as connecting
from paperatlas.loaders.neo4j.loading import load
from paperatlas.loaders.neo4j.login import Login
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.store import Neo4jStore
from tests.loaders.neo4j.graphs import Tables, in_parts, load_tables, rows_of, rows_on
from tests.neo4j_servers import OLDEST, Neo4jProcess, empty


@pytest.fixture
def process(neo4j_process: Callable[[str], Neo4jProcess]) -> Iterator[Neo4jProcess]:
    """A server of our own, to stop and to kill."""
    shared = neo4j_process(OLDEST)
    shared.start()
    yield shared
    shared.send(SIGCONT)


def raised(work: Callable[[], object]) -> PaperatlasError:
    """The error that comes of it."""
    with pytest.raises(PaperatlasError) as caught:
        work()
    return caught.value


def wait_until_idle(server: Server) -> None:
    """Waits for the end of what a client that gave up left behind on the server."""
    others = (
        "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW TRANSACTIONS' RETURN 1 AS one"
    )
    while server.read(others):
        time.sleep(0.1)


def test_a_server_that_is_not_there() -> None:
    error = raised(lambda: Server(Login("bolt://127.0.0.1:9", "neo4j", "secret-word"), timeout=60))
    assert isinstance(error, StoreUnavailable)
    assert "can't reach the Neo4j server at bolt://127.0.0.1:9" in str(error)
    assert "secret-word" not in f"{error} {error.__cause__}"


def test_an_address_that_is_none() -> None:
    error = raised(lambda: Server(Login("http://127.0.0.1:7474", "neo4j", "x"), timeout=60))
    assert isinstance(error, UsageError)


def test_who_is_not_let_in(process: Neo4jProcess) -> None:
    uri = process.login.uri
    error = raised(lambda: Server(Login(uri, "neo4j", "secret-word"), timeout=60))
    assert isinstance(error, StoreUnavailable)
    assert "wrong name or password" in str(error)
    assert "secret-word" not in str(error)
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", process.login.password)) as driver:
        driver.execute_query("CREATE USER ann SET PASSWORD 'secret-word' CHANGE REQUIRED", database_="system")
    error = raised(lambda: Server(Login(uri, "ann", "secret-word"), timeout=60))
    assert isinstance(error, StoreUnavailable)
    assert "does not let 'ann' in" in str(error)
    assert "expired" in str(error)
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", process.login.password)) as driver:
        driver.execute_query("DROP USER ann", database_="system")


def test_a_database_that_is_missing(process: Neo4jProcess) -> None:
    login = Login(process.login.uri, "neo4j", process.login.password, "nowhere")
    error = raised(lambda: Server(login, timeout=60))
    assert isinstance(error, StoreUnavailable)
    assert "has no database 'nowhere'" in str(error)


def test_encrypted_connections(process: Neo4jProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    address = process.login.uri.removeprefix("bolt://")
    login = Login(f"bolt+s://{address}", "neo4j", process.login.password)
    assert isinstance(raised(lambda: Server(login, timeout=60)), StoreUnavailable)  # nobody vouches for it
    monkeypatch.setenv("SSL_CERT_FILE", str(process.authority))
    for scheme in ("bolt+s", "neo4j+s"):
        with Neo4jStore(Login(f"{scheme}://{address}", "neo4j", process.login.password)) as store:
            assert store.query("RETURN 1 AS one").rows == ((1,),)


def test_a_server_that_hangs(process: Neo4jProcess, all_tables: Tables) -> None:
    process.send(SIGSTOP)
    error = raised(lambda: Server(process.login, timeout=60, connect_seconds=2))
    process.send(SIGCONT)
    assert isinstance(error, StoreUnavailable)

    def hang(done: int, total: int) -> None:
        process.send(SIGSTOP)
        server.timeout = 1

    with Server(process.login, timeout=60) as server:
        empty(server)
        error = raised(lambda: load(server, in_parts(all_tables), "all", hang))
    process.send(SIGCONT)
    assert "did not answer within" in str(error)
    with Server(process.login, timeout=60) as server:
        load_tables(server, all_tables, "all")
        assert rows_on(server) == rows_of(all_tables)


def test_a_lock_of_someone_else(process: Neo4jProcess, earlier_tables: Tables, other_tables: Tables) -> None:
    with Server(process.login, timeout=60) as server:
        empty(server)
        load_tables(server, earlier_tables, "earlier")
        with server.session(writes=True) as session, session.begin_transaction() as transaction:
            transaction.run("MATCH (p:Paper) SET p.locked = true").consume()
            with Server(process.login, timeout=5) as impatient:
                error = raised(lambda: load_tables(impatient, other_tables, "other"))
            transaction.rollback()
        wait_until_idle(server)
        assert isinstance(error, StoreUnavailable)
        assert "holds a lock" in str(error)
        load_tables(server, other_tables, "other")
        assert rows_on(server) == rows_of(other_tables)


def test_a_server_that_is_killed_in_the_middle(
    process: Neo4jProcess, all_tables: Tables, earlier_tables: Tables, small_parts: pytest.MonkeyPatch
) -> None:
    """Who has no patience is told to load again; who does so before the server is back waits for it."""
    small_parts.setattr(connecting, "RETURN_PAUSES", (0.1,))
    with (
        Server(process.login, timeout=60) as server,
        Server(process.login, timeout=600, connect_seconds=600) as patient,
    ):
        empty(server)
        load_tables(server, earlier_tables, "earlier")
        assert patient.read("RETURN 1 AS one") == [{"one": 1}]
        steps = itertools.count(1)

        def kill(done: int, total: int) -> None:
            if next(steps) == 15:
                process.stop(SIGKILL)

        error = raised(lambda: load(server, in_parts(all_tables), "all", kill))
        assert isinstance(error, StoreUnavailable)
        assert "load again, and it goes on" in str(error)
        small_parts.setattr(connecting, "RETURN_PAUSES", (0.2,) * 3000)
        starting = threading.Thread(target=process.start)
        starting.start()
        load_tables(patient, all_tables, "all")
        starting.join()
        assert rows_on(patient) == rows_of(all_tables)


def test_a_load_goes_on_when_its_server_comes_back(
    process: Neo4jProcess, all_tables: Tables, earlier_tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the address is that of a cluster, from whose servers other errors come."""
    monkeypatch.setattr(batches, "TRANSACTION", 1)
    monkeypatch.setattr(connecting, "RETURN_PAUSES", (0.2,) * 3000)
    starting = threading.Thread(target=process.start)
    steps = itertools.count(1)

    def restart(done: int, total: int) -> None:
        if next(steps) == 5:
            process.stop(SIGKILL)
            starting.start()

    login = Login(process.login.uri.replace("bolt", "neo4j"), process.login.username, process.login.password)
    with Server(login, timeout=600, connect_seconds=600) as connected:
        empty(connected)
        load_tables(connected, earlier_tables, "earlier")
        report = load(connected, in_parts(all_tables), "all", restart)
        starting.join()
        assert report.created > 0
        assert rows_on(connected) == rows_of(all_tables)


def test_reading_and_writing_go_where_they_belong_and_see_what_was_before(
    process: Neo4jProcess, all_tables: Tables, caplog: pytest.LogCaptureFixture
) -> None:
    login = Login(process.login.uri.replace("bolt", "neo4j"), process.login.username, process.login.password)
    with Server(login, timeout=600, connect_seconds=600) as connected, caplog.at_level("DEBUG", logger="neo4j.io"):
        empty(connected)
        caplog.clear()
        load_tables(connected, all_tables, "all")
    begun = [record.getMessage() for record in caplog.records if "C: BEGIN" in record.getMessage()]
    reads, writes = [it for it in begun if "'mode': 'r'" in it], [it for it in begun if "'mode': 'r'" not in it]
    assert len(reads) > 2
    assert len(writes) > 2
    assert all("'bookmarks': [" in it for it in begun)  # emptying it was a step before


@pytest.mark.parametrize(
    "parameters",
    [{"x": "\ud800"}, {"x": 2**63}, {"x": {1, 2}}, {"x": object()}],
    ids=["surrogate", "large", "set", "own"],
)
def test_parameters_that_can_not_be_sent(process: Neo4jProcess, parameters: dict[str, Any]) -> None:
    with Neo4jStore(process.login) as store:
        error = raised(lambda: store.query("RETURN $x AS x", parameters))
        assert "a parameter can't be sent" in str(error)
        assert store.query("RETURN 1 AS one").rows == ((1,),)
