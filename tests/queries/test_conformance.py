"""Every saved query answers as its reference in plain Python, on every store, over several graphs."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pytest

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import tables
from paperatlas.graph.validation import validate
from paperatlas.loaders.embedded import EmbeddedStore, EmbeddedWriter
from paperatlas.loaders.neo4j.loading import load
from paperatlas.loaders.neo4j.login import Login
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.store import Neo4jStore
from paperatlas.loaders.store import CypherStore
from paperatlas.queries import find_saved_query, saved_queries
from tests.neo4j_servers import VERSIONS, empty
from tests.queries.cases import CASES
from tests.queries.references import REFERENCES, Graph
from tests.queries.small_graph import small_graph

Tables = Mapping[str, pa.Table]


def written_embedded(graph_tables: Tables, path: Path, large: bool) -> CypherStore:
    writer = EmbeddedWriter(path, large)
    for name, rows in graph_tables.items():
        writer.add(name, rows)
    writer.save()
    return EmbeddedStore.open(path)


def written_neo4j(graph_tables: Tables, login: Login) -> CypherStore:
    with Server(login, timeout=60) as server:
        empty(server)
        load(server, graph_tables.__getitem__, "graph", lambda done, total: None)
    return Neo4jStore(login)


# To hold another embedded store against the references, name here what fills one with the tables of a graph.
STORES: dict[str, Callable[[Tables, Path], CypherStore]] = {
    "embedded": partial(written_embedded, large=False),
    "embedded, from disk": partial(written_embedded, large=True),
}


@pytest.fixture(scope="module", params=["examples", "small", "empty"])
def graph_tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    if request.param == "examples":
        return cast(Tables, request.getfixturevalue("example_tables"))
    if request.param == "small":
        return small_graph(tmp_path_factory.mktemp("spill"))
    return {kind.table: arrow_schema(kind).empty_table() for kind in tables()}


@pytest.fixture(scope="module")
def graph(graph_tables: Tables) -> Graph:
    return Graph(graph_tables)


@pytest.fixture(scope="module", params=[*STORES, *VERSIONS])
def store(
    request: pytest.FixtureRequest, graph_tables: Tables, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CypherStore]:
    if request.param in STORES:
        opened = STORES[request.param](graph_tables, tmp_path_factory.mktemp("store") / "graph.kgl")
    else:
        opened = written_neo4j(graph_tables, request.getfixturevalue("neo4j_login")(request.param))
    with opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "given"),
    [pytest.param(name, case, id=f"{name} {' '.join(case.values())}") for name in CASES for case in CASES[name]],
)
def test_answers_as_its_reference(store: CypherStore, graph: Graph, name: str, given: dict[str, str]) -> None:
    query = find_saved_query(name)
    parameters = query.bind(given)
    answer = store.query(query.cypher, parameters)
    assert answer.columns == REFERENCES[name].columns
    assert answer.rows == tuple(REFERENCES[name].rows(graph, **parameters))


def test_each_query_has_a_reference_and_cases() -> None:
    assert set(saved_queries()) == set(REFERENCES) == set(CASES)


def test_graphs_are_valid(graph_tables: Tables) -> None:
    validate(graph_tables)


@pytest.mark.parametrize("graph_tables", ["examples", "small"], indirect=True)
def test_each_query_has_answers_to_compare(graph: Graph) -> None:
    assert {name for name in CASES if not any(_answers(graph, name))} == set()


def _answers(graph: Graph, name: str) -> Iterator[tuple[Any, ...]]:
    for case in CASES[name]:
        yield from REFERENCES[name].rows(graph, **find_saved_query(name).bind(case))
