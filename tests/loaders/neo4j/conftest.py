"""An empty database, and the tables of three states of an atlas."""

from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest

from paperatlas.loaders.neo4j.login import Login
from paperatlas.loaders.neo4j.server import Server
from tests.conftest import example_files, tables_of_texts
from tests.neo4j_servers import VERSIONS, empty

Tables = dict[str, pa.Table]


@pytest.fixture
def server(neo4j_login: Callable[[str], Login]) -> Iterator[Server]:
    """A server of the oldest version, its database empty."""
    with Server(neo4j_login(VERSIONS[0]), timeout=60) as opened:
        empty(opened)
        yield opened


@pytest.fixture(scope="session")
def earlier_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the example digests but the last two."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in list(example_files())[:-2]}
    return tables_of_texts(texts, tmp_path_factory.mktemp("spill"))


@pytest.fixture(scope="session")
def other_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the example digests but the first one, with other votes: much vanishes, much changes."""
    files = list(example_files())[1:]
    texts = {path.name: path.read_text(encoding="utf-8").replace("Vote: 1", "Vote: 7") for path in files}
    return tables_of_texts(texts, tmp_path_factory.mktemp("spill"))
