"""GraphML: what NetworkX reads back, and the rules of the format."""

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyarrow as pa
import pytest

from paperatlas.graph.schema import EDGES, NODES
from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.graphml import write
from paperatlas.loaders.networkx import to_networkx
from tests.loaders.graphs import as_text, content, empty_tables, hostile_tables, in_small_chunks

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}
SIMPLE_VIEWS = [view for view in VIEWS.values() if view.name not in ("all", "citations")]
READ_TYPE: dict[str | None, Callable[[str], object]] = {
    "string": str,
    "int": int,
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def written(tables: dict[str, pa.Table], view: View = VIEWS["all"]) -> bytes:
    file = io.BytesIO()
    write(tables, view, file)
    return file.getvalue()


def by_networkx(graph: "nx.Graph[str]", path: Path) -> "nx.Graph[str]":
    """The graph as NetworkX writes and reads it."""
    nx.write_graphml(as_text(graph), path)
    return nx.read_graphml(path, force_multigraph=graph.is_multigraph())


def edge_id(kind: str, source: str, target: str) -> str:
    """What an edge should be called, in a file and in every build."""
    return "|".join((kind, *(end.replace("%", "%25").replace("|", "%7C") for end in (source, target))))


@pytest.fixture(params=["examples", "hostile", "empty"])
def tables(request: pytest.FixtureRequest, example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {"examples": example_tables, "hostile": hostile_tables(), "empty": empty_tables()}[request.param]


def test_the_whole_graph_is_what_networkx_writes(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    read = nx.read_graphml(io.BytesIO(written(tables)), force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    assert content(read) == content(by_networkx(to_networkx(tables, VIEWS["all"]), tmp_path / "theirs.graphml"))


def test_citations_are_what_networkx_writes(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    read = nx.read_graphml(io.BytesIO(written(tables, VIEWS["citations"])), force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    assert content(read) == content(by_networkx(to_networkx(tables, VIEWS["citations"]), tmp_path / "theirs.graphml"))


@pytest.mark.parametrize("view", SIMPLE_VIEWS, ids=lambda view: view.name)
def test_other_views_are_what_networkx_writes(view: View, tables: dict[str, pa.Table], tmp_path: Path) -> None:
    read = nx.read_graphml(io.BytesIO(written(tables, view)))
    theirs = by_networkx(to_networkx(tables, view), tmp_path / "theirs.graphml")
    assert not read.is_directed() and not read.is_multigraph()
    for source, target, values in read.edges(data=True):
        assert {values.pop("id")} <= {edge_id(values["type"], *ends) for ends in ((source, target), (target, source))}
    assert nx.utils.graphs_equal(read, theirs)
    assert content(read) == content(theirs)


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_the_rules_of_the_format(view: View, tables: dict[str, pa.Table]) -> None:
    root = ElementTree.fromstring(written(tables, view))
    (graph,) = root.findall("g:graph", NAMESPACE)
    keys = {key.get("id"): key for key in root.findall("g:key", NAMESPACE)}
    assert len(keys) == len(root.findall("g:key", NAMESPACE))
    assert len({(key.get("for"), key.get("attr.name")) for key in keys.values()}) == len(keys)
    nodes = [node.get("id") for node in graph.findall("g:node", NAMESPACE)]
    assert len(set(nodes)) == len(nodes)
    for edge in graph.findall("g:edge", NAMESPACE):
        assert edge.keys() == ["id", "source", "target"]
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
    ids = [element.get("id") for element in graph]
    assert len(set(ids)) == len(ids)
    for element in graph:
        data = element.findall("g:data", NAMESPACE)
        assert list(element) == data
        assert len({each.get("key") for each in data}) == len(data)
        for each in data:
            key = keys[each.get("key")]
            assert element.tag.endswith("}" + (key.get("for") or ""))
            if key.get("yfiles.type"):
                continue
            READ_TYPE[key.get("attr.type")](each.text or "")


def test_programs_that_draw_find_label_and_weight(example_tables: dict[str, pa.Table]) -> None:
    read = nx.read_graphml(io.BytesIO(written(example_tables, VIEWS["concepts"])))
    concept = example_tables["concepts"].slice(0, 1).to_pylist()[0]
    assert read.nodes[concept["id"]]["label"] == concept["name"]
    pair = example_tables["co_occurs_with"].slice(0, 1).to_pylist()[0]
    assert read.edges[pair["source"], pair["target"]]["weight"] == pair["weight"]


def test_yed_finds_the_label_of_every_node(example_tables: dict[str, pa.Table]) -> None:
    root = ElementTree.fromstring(written(example_tables))
    (key,) = (key for key in root.findall("g:key", NAMESPACE) if key.get("yfiles.type") == "nodegraphics")
    labels = {
        node.get("id"): node.findtext(f"g:data[@key='{key.get('id')}']/y:ShapeNode/y:NodeLabel", None, NAMESPACE)
        for node in root.findall("g:graph/g:node", NAMESPACE)
    }
    captions = {row["id"]: row[kind.caption] for kind in NODES for row in example_tables[kind.table].to_pylist()}
    assert labels == captions


@pytest.mark.parametrize("title", ["<html><img src='http://x.example'>", "\n <HTML>", "<htmL"])
def test_a_label_is_no_markup_to_yed(title: str) -> None:
    papers = hostile_tables()["papers"].slice(0, 1)
    papers = papers.set_column(1, papers.schema.field("title"), pa.array([title]))
    file = written(empty_tables() | {"papers": papers}, VIEWS["papers"])
    label = ElementTree.fromstring(file).findtext(".//y:NodeLabel", None, NAMESPACE)
    assert label == title.replace("<", "‹", 1)
    assert list(nx.get_node_attributes(nx.read_graphml(io.BytesIO(file)), "label").values()) == [title]


def test_an_edge_keeps_its_id_when_others_come(example_tables: dict[str, pa.Table]) -> None:
    def ids(tables: dict[str, pa.Table]) -> set[str | None]:
        edges = ElementTree.fromstring(written(tables)).findall("g:graph/g:edge", NAMESPACE)
        return {edge.get("id") for edge in edges}

    fewer = example_tables | {kind.table: example_tables[kind.table].slice(2) for kind in EDGES}
    assert ids(fewer) < ids(example_tables)


@pytest.mark.parametrize(
    ("votes", "kind"),
    [([1, None], "int"), ([2**31 - 1, -(2**31)], "int"), ([1, 2**31], "long"), ([-(2**31) - 1], "long")],
)
def test_a_whole_number_is_an_int_where_it_fits(votes: list[int | None], kind: str) -> None:
    papers = hostile_tables()["papers"].slice(0, len(votes))
    column = papers.schema.get_field_index("votes")
    papers = papers.set_column(column, papers.schema.field(column), pa.array(votes, pa.int64()))
    file = written(empty_tables() | {"papers": papers}, VIEWS["papers"])
    keys = ElementTree.fromstring(file).findall("g:key", NAMESPACE)
    assert {key.get("attr.type") for key in keys if key.get("attr.name") == "votes"} == {kind}
    assert sorted(nx.get_node_attributes(nx.read_graphml(io.BytesIO(file)), "votes").values()) == sorted(
        filter(None, votes)
    )


def test_what_is_null_is_left_out() -> None:
    read = nx.read_graphml(io.BytesIO(written(hostile_tables(), VIEWS["papers"])))
    votes = [values.get("votes") for _, values in read.nodes(data=True)]
    assert votes == hostile_tables()["papers"]["votes"].to_pylist()
    assert b"None" not in written(hostile_tables())


def test_equal_tables_give_equal_bytes(tables: dict[str, pa.Table]) -> None:
    assert written(tables) == written(tables) == written(in_small_chunks(tables))
