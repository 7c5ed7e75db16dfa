"""What tests of several rooms share."""

import contextlib
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

from paperatlas.graph.engines.duckdb import DuckDB
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.graph.relations.running import run_relations, settings_tables
from paperatlas.graph.schema import DEFAULT_MIN_SPECIFICITY
from paperatlas.loaders.neo4j.login import Login, read_login
from paperatlas.parsers import parse, parse_bytes
from tests.neo4j_servers import FETCHED, VERSIONS, Neo4jProcess, is_fetched, prepared

# No test waits on the clock being quick.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

EXAMPLES = Path(__file__).parent / "examples"
EXPECTED_FILES = Path(__file__).parent / "expected"
REAL_DIGESTS = os.environ.get("PAPERATLAS_TEST_DIGESTS")
"""A directory of real digests, where there is one; the tests on them run besides those on the examples."""
MAX_TEAM = 50


def tables_of_texts(
    texts: dict[str, str],
    spill: Path,
    max_team: int = MAX_TEAM,
    min_specificity: float = DEFAULT_MIN_SPECIFICITY,
) -> dict[str, pa.Table]:
    """The tables of digests given as source and text."""
    readings = [(source, reading_of(parse_bytes(text.encode(), source))) for source, text in texts.items()]
    return relations_of(join_readings(readings).tables, spill, max_team, min_specificity)


def relations_of(
    inputs: dict[str, pa.Table],
    spill: Path,
    max_team: int = MAX_TEAM,
    min_specificity: float = DEFAULT_MIN_SPECIFICITY,
) -> dict[str, pa.Table]:
    """The tables made of those of joined readings."""
    with DuckDB(1, "1GB", spill) as engine:
        return dict(run_relations(engine, inputs | settings_tables(max_team, min_specificity)))


def example_files() -> Iterable[Path]:
    """The example digests in the order of their days."""
    return sorted(EXAMPLES.glob("*.md"))


@pytest.fixture(scope="session")
def example_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """The tables of the example digests."""
    readings = [(path.name, reading_of(parse(path))) for path in example_files()]
    return relations_of(join_readings(readings).tables, tmp_path_factory.mktemp("spill"))


def pytest_configure() -> None:
    """Lets the processes that tests interrupt hear it, also where the tests run in the background, which hears none."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


ON_THE_SERVERS = (
    "tests/loaders/neo4j/",
    "tests/paperatlas/test_neo4j_commands.py",
    "tests/queries/test_conformance.py",
)
"""Where the tests use the Neo4j servers of `neo4j_login`; elsewhere, each process would start servers of its own."""


LONGEST_FIRST = ("on ", "tests/queries/", "tests/paperatlas/", "tests/viz/", "tests/graph/")
"""How the lots begin that take long; where one came last, the other processes would have nothing left to do."""


class Lots(LoadFileScheduling):  # type: ignore[misc]  # xdist says no types
    """What stays together where tests run side by side: a file, and all that share a server."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=_place), last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file: str = nodeid.split("::")[0]
        if not file.startswith(ON_THE_SERVERS):
            return file
        for version in VERSIONS:
            if f"[{version}" in nodeid:
                return f"on {version}"
        return file if file.endswith("test_conformance.py") else f"on {VERSIONS[0]}"


def _place(lot: str) -> int:
    """When it is a lot's turn."""
    return next((place for place, start in enumerate(LONGEST_FIRST) if lot.startswith(start)), len(LONGEST_FIRST))


@pytest.hookimpl(optionalhook=True)  # also without the plug-in that has it
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Lots:
    """Gives out the tests in such lots."""
    return Lots(config, log)


NO_SERVER = f"NO NEO4J: no server in {FETCHED.name}/; run tests/install_neo4j.sh or set PAPERATLAS_TEST_NEO4J_URI"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says it where nobody can miss it."""
    if not all(map(is_fetched, VERSIONS)):
        terminalreporter.write_line(NO_SERVER, yellow=True, bold=True)


@pytest.fixture(scope="session")
def neo4j_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Neo4jProcess]]:
    """Gives our own server of a version, the same each time; it runs or not, and what is in its database goes."""
    made: dict[str, Neo4jProcess] = {}
    with contextlib.ExitStack() as stack:

        def process(version: str) -> Neo4jProcess:
            if version not in made:
                require_neo4j(version)
                home = tmp_path_factory.mktemp("neo4j") / "home"
                made[version] = stack.enter_context(prepared(version, home))
            return made[version]

        yield process


@pytest.fixture(scope="session")
def neo4j_login(neo4j_process: Callable[[str], Neo4jProcess]) -> Callable[[str], Login]:
    """Gives the login to a running server of a version; what is in its database goes."""

    def login(version: str) -> Login:
        require_neo4j(version)
        if not is_fetched(version):
            return read_login(version)
        process = neo4j_process(version)
        process.start()
        return process.login

    return login


def require_neo4j(version: str) -> None:
    """Skips the test where there is no server of a version; in CI it fails."""
    if is_fetched(version) or "://" in version:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(NO_SERVER)
    pytest.skip(NO_SERVER)
