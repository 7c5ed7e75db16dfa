"""Every saved query answers as its reference in plain Python, on every store, over several graphs."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

import pyarrow as pa
import pytest

from paperatlas.asking import query
from paperatlas.base.errors import NotInAtlas, UsageError
from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import tables
from paperatlas.graph.validation import validate
from paperatlas.loaders.confined import ConfinedStore
from paperatlas.loaders.embedded import EmbeddedStore, EmbeddedWriter
from paperatlas.loaders.neo4j.loading import load
from paperatlas.loaders.neo4j.login import Login
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.store import Neo4jStore
from paperatlas.loaders.store import CypherStore
from paperatlas.queries import find_saved_query, saved_queries
from tests.loaders.neo4j.graphs import in_parts
from tests.neo4j_servers import VERSIONS, empty
from tests.queries.cases import CASES
from tests.queries.namesakes import namesakes_graph
from tests.queries.references import REFERENCES, Graph
from tests.queries.small_graph import small_graph

Tables = Mapping[str, pa.Table]


def written_embedded(graph_tables: Tables, path: Path, large: bool) -> CypherStore:
    writer = EmbeddedWriter(path, large)
    for name, rows in graph_tables.items():
        writer.add(name, rows)
    writer.save()
    return EmbeddedStore.open(path)


def written_confined(graph_tables: Tables, path: Path) -> CypherStore:
    written_embedded(graph_tables, path, large=False).close()
    return ConfinedStore(partial(EmbeddedStore.open, path), memory=2**30, processes=1)


def written_neo4j(graph_tables: Tables, login: Login) -> CypherStore:
    with Server(login, timeout=60) as server:
        empty(server)
        load(server, in_parts(graph_tables), "graph", lambda done, total: None)
    return Neo4jStore(login)


# To hold another embedded store against the references, name here what fills one with the tables of a graph.
STORES: dict[str, Callable[[Tables, Path], CypherStore]] = {
    "embedded": partial(written_embedded, large=False),
    "embedded, from disk": partial(written_embedded, large=True),
    "confined": written_confined,
}


@pytest.fixture(scope="module", params=["examples", "small", "namesakes", "empty"])
def graph_tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    if request.param == "examples":
        return cast(Tables, request.getfixturevalue("example_tables"))
    if request.param == "small":
        return small_graph(tmp_path_factory.mktemp("spill"))
    if request.param == "namesakes":
        return namesakes_graph(tmp_path_factory.mktemp("spill"))
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


@pytest.mark.parametrize("name", CASES)
def test_answers_as_its_reference(store: CypherStore, graph: Graph, name: str, request: pytest.FixtureRequest) -> None:
    """Or says that what it is asked about is not there."""
    is_strange = request.node.callspec.params["graph_tables"] == "small"
    for given in _cases(graph, name, sparing=isinstance(store, Neo4jStore) and not is_strange):
        absent = _absent(graph, name, given)
        if absent is None:
            answer = query(store, name, given)
            assert answer.columns == REFERENCES[name].columns
            assert answer.rows == tuple(REFERENCES[name].rows(graph, **_values(name, given))), given
        else:
            with pytest.raises(NotInAtlas, match=f"^no {re.escape(absent.words)}[;?]"):
                query(store, name, given)


def _cases(graph: Graph, name: str, sparing: bool) -> Iterator[dict[str, str]]:
    """What to ask.

    Args:
        graph: Which of it is there.
        name: The saved query's.
        sparing: Whether one name that is not there is enough for each parameter. A server is asked several questions
            for it, the same ones by each saved query; the small graph, whose names are strange, hears them all.
    """
    absent_before = set()
    for given in CASES[name]:
        absent = _absent(graph, name, given)
        if not (sparing and absent and absent.is_name and absent.parameter in absent_before):
            yield given
        if absent:
            absent_before.add(absent.parameter)


def _is_as_written(type_: str) -> bool:
    return type_ in ("author", "concept") or type_.startswith("letters-of-")


def _values(name: str, given: dict[str, str]) -> dict[str, Any]:
    """What a reference is given."""
    saved = find_saved_query(name)
    as_written = {parameter.name for parameter in saved.parameters if _is_as_written(parameter.type)}
    return {key: given[key] if key in as_written else value for key, value in saved.bind(given).items()}


class Absent(NamedTuple):
    """What a case asks about and a graph does not have.

    Attributes:
        parameter: Its name.
        words: How the error calls it.
        is_name: Whether a whole name is meant, not letters of it.
    """

    parameter: str
    words: str
    is_name: bool


def _absent(graph: Graph, name: str, given: dict[str, str]) -> Absent | None:
    """The first thing in a case that a graph does not have."""
    values = _values(name, given)
    for parameter in find_saved_query(name).parameters:
        value = values[parameter.name]
        if value is not None and not graph.has(parameter.type, value):
            kind = parameter.type.removeprefix("letters-of-")
            return Absent(parameter.name, f"{kind} {given[parameter.name]!r}", kind == parameter.type)
    return None


@pytest.mark.parametrize("graph_tables", ["small"], indirect=True)
@pytest.mark.parametrize(
    ("name", "given", "suggestions"),
    [
        ("top-collaborators", {"author": "Jose Alvarz"}, ("Jose Alvarez",)),
        ("top-collaborators", {"author": "김민재"}, ("김민지",)),
        ("top-collaborators", {"author": "기민지"}, ("김민지",)),
        ("top-collaborators", {"author": "FAY  FÓXX"}, ("Fay Fox",)),
        ("top-collaborators", {"author": "author:fay fix"}, ("Fay Fox",)),
        ("top-collaborators", {"author": "Zoe Smile"}, ("Zoë 😀 Smile",)),
        ("top-collaborators", {"author": "Abel, Ann"}, ("Ann Able",)),
        ("top-collaborators", {"author": "Able Ann"}, ("Ann Able",)),
        ("top-collaborators", {"author": "Öztürk"}, ("Ö. Öztürk",)),
        ("top-collaborators", {"author": "' OR true //"}, ()),
        ("papers-together", {"author": "Fay Fox", "other": "Ben Bakre"}, ("Ben Baker",)),
        ("papers-of-concept", {"concept": "diffusion modle"}, ("diffusion model",)),
        ("papers-of-concept", {"concept": "확산 모뎰"}, ("확산 모델",)),
        ("papers-of-concept", {"concept": "concept:lra"}, ("LoRA",)),
        ("papers-of-concept", {"concept": "vital"}, ("ÉLAN VITAL",)),
        ("papers-of-concept", {"concept": "nothing of the kind"}, ()),
        ("bridges", {"concept": "LoRA", "other": "atention"}, ("Attention",)),
        ("papers-of-day", {"day": "2024-02-28"}, ("2024-02-29", "2024-03-01", "2024-02-15")),
        ("papers-of-day", {"day": datetime.date(2019, 12, 24)}, ("2024-01-01", "2024-01-15", "2024-01-29")),
        ("most-voted", {"month": "2024-05"}, ("2024-03", "2024-02", "2024-01")),
        ("similar-papers", {"paper": "2401.00054"}, ("arxiv:2401.00004", "arxiv:2401.00014", "arxiv:2401.00024")),
        ("similar-papers", {"paper": "2403.00001"}, ("arxiv:2401.00001",)),
        ("similar-papers", {"paper": "1999.99999"}, ()),
        ("similar-papers", {"paper": "Able2042:3"}, ("arxiv:2401.00003", "arxiv:2401.00030", "arxiv:2401.00033")),
        ("similar-papers", {"paper": "Emiles own titel"}, ("arxiv:2401.00003",)),
        ("similar-papers", {"paper": "own title"}, ("arxiv:2401.00003",)),
        ("similar-papers", {"paper": "key:Emile's own title"}, ("arxiv:2401.00003",)),
        ("similar-papers", {"paper": "Nothing of the kind"}, ()),
    ],
    ids=str,
)
def test_what_is_not_there_gets_the_nearest_names(
    store: CypherStore, name: str, given: dict[str, Any], suggestions: tuple[str, ...]
) -> None:
    with pytest.raises(NotInAtlas) as raised:
        query(store, name, given)
    assert raised.value.suggestions == suggestions
    assert all(suggestion in str(raised.value) for suggestion in suggestions)
    wrong = list(given)[-1]
    for suggestion in suggestions:
        query(store, name, {**given, wrong: suggestion})


@pytest.mark.parametrize("graph_tables", ["small"], indirect=True)
@pytest.mark.parametrize("name", ["similar-papers", "citation-paths"])
def test_a_paper_is_asked_for_by_key_and_title_as_by_its_id(store: CypherStore, name: str) -> None:
    other = {"other": "key:Able2024:33"} if name == "citation-paths" else {}
    expected = query(store, name, {"paper": "2401.00003"} | ({"other": "2401.00033"} if other else {}))
    for paper in ("Able2024:3", "key:Able2024:3", "ÉMILE'S own title", "title: Emile’s own title"):
        assert query(store, name, {"paper": paper, **other}).rows == expected.rows, paper


@pytest.mark.parametrize("graph_tables", ["small"], indirect=True)
@pytest.mark.parametrize(
    ("author", "given_first"),
    [("Able, Ann", "Ann Able"), ("álvarez,José", "José Álvarez"), ("Öztürk, Ö.", "Ö. Öztürk"), ("李, 雷", "李雷")],
)
def test_a_person_is_asked_for_by_the_family_name_first(store: CypherStore, author: str, given_first: str) -> None:
    expected = query(store, "papers-of-author", {"author": given_first}).rows
    assert query(store, "papers-of-author", {"author": author}).rows == expected != ()


@pytest.mark.parametrize("graph_tables", ["small"], indirect=True)
def test_a_person_is_asked_for_by_a_paper_that_its_key_names(store: CypherStore) -> None:
    cypher = "MATCH (a:Author)-[:AUTHORED]->(p:Paper {citation_key: 'Able2024:3'}) RETURN a.id, a.name"
    signed = store.query(cypher).rows
    assert signed
    for id_, name in signed:
        given = {"author": f"{name} ~ key:Able2024:3"}
        assert {of for *_, of in query(store, "papers-of-author", given).rows} == {id_}


@pytest.mark.parametrize("graph_tables", ["small"], indirect=True)
def test_a_title_of_several_papers_is_none_of_them(store: CypherStore) -> None:
    with pytest.raises(UsageError, match=r"'Paper 6 on' is the title or the key of several papers; say arxiv:"):
        query(store, "similar-papers", {"paper": "Paper 6 on"})


@pytest.mark.parametrize("graph_tables", ["examples", "small"], indirect=True)
def test_paths_are_nodes_and_edges_in_turn(store: CypherStore) -> None:
    cypher = (
        "MATCH path = (a:Author)-[r:AUTHORED]->(p:Paper)<-[s:AUTHORED]-(b:Author) WHERE a.id < b.id\n"
        "RETURN path, [a, r, p, s, b] AS parts, {of: [path]} AS held ORDER BY a.id, p.id, b.id"
    )
    rows = store.query(cypher).rows
    assert len(rows) > 50
    assert all(path == parts and held == {"of": [path]} for path, parts, held in rows)
    with store.stream("MATCH path = (d:Date) RETURN path, d ORDER BY d.id") as streamed:
        assert all(row["path"] == [row["d"]] for row in streamed)


def test_each_query_has_a_reference_and_cases() -> None:
    assert set(saved_queries()) == set(REFERENCES) == set(CASES)


def test_graphs_are_valid(graph_tables: Tables) -> None:
    validate(graph_tables)


# Digests say neither what a paper cites nor where it was published.
OF_PUBLICATIONS = {
    "authors-citing-authors", "citation-paths", "cited-by", "co-cited-papers", "coupled-papers", "most-cited-here",
    "most-co-cited", "most-coupled", "papers-of-venue", "references-of"
}  # fmt: skip


@pytest.mark.parametrize(
    ("graph_tables", "unanswered"), [("examples", OF_PUBLICATIONS), ("small", set())], indirect=["graph_tables"]
)
def test_each_query_has_answers_to_compare(graph: Graph, unanswered: set[str]) -> None:
    assert {name for name in CASES if not any(_answers(graph, name))} == unanswered


def _answers(graph: Graph, name: str) -> Iterator[tuple[Any, ...]]:
    for case in CASES[name]:
        if _absent(graph, name, case) is None:
            yield from REFERENCES[name].rows(graph, **_values(name, case))
