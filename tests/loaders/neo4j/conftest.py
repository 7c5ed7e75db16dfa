"""An empty database, and the tables of three states of an atlas of three days."""

from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest

from paperatlas.loaders.neo4j import batches, chunks, windows
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


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Tables are read, cut and compared in small parts, each batch in a transaction of its own, as in a large atlas."""
    monkeypatch.setattr(chunks, "USUAL_ROWS", 64)
    monkeypatch.setattr(windows, "WINDOW", 200)
    monkeypatch.setattr(windows, "LOT", 1)
    monkeypatch.setattr(batches, "KEPT", 100)
    monkeypatch.setattr(batches, "TRANSACTION", 1)
    return monkeypatch


def _texts() -> dict[str, str]:
    """Three of the example digests, which are enough to create, change and remove each kind of thing."""
    return {path.name: path.read_text(encoding="utf-8") for path in list(example_files())[:3]}


@pytest.fixture(scope="session")
def all_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the three digests."""
    return tables_of_texts(_texts(), tmp_path_factory.mktemp("spill"))


@pytest.fixture(scope="session")
def earlier_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the three digests but the last one."""
    return tables_of_texts(dict(list(_texts().items())[:-1]), tmp_path_factory.mktemp("spill"))


@pytest.fixture(scope="session")
def other_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the three digests but the first one, edited: much vanishes, and of each kind something changes."""
    texts = dict(list(_texts().items())[1:])
    for before, after in {"Vote: ": "Vote: 7", "Authors: ": "Authors: Ann Able, ", "\n- ": "\n- Again, "}.items():
        texts = {name: text.replace(before, after) for name, text in texts.items()}
    return tables_of_texts(texts, tmp_path_factory.mktemp("spill"))
