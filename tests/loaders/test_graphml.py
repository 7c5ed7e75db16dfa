"""GraphML: what NetworkX reads back, and the rules of the format."""

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyarrow as pa
import pytest

from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.graphml import write
from paperatlas.loaders.networkx import to_networkx
from tests.loaders.graphs import as_text, content, empty_tables, hostile_tables, in_small_chunks

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}
SIMPLE_VIEWS = [view for view in VIEWS.values() if view.name != "all"]
READ_TYPE: dict[str | None, Callable[[str], object]] = {
    "string": str,
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


@pytest.fixture(params=["examples", "hostile", "empty"])
def tables(request: pytest.FixtureRequest, example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {"examples": example_tables, "hostile": hostile_tables(), "empty": empty_tables()}[request.param]


def test_the_whole_graph_is_what_networkx_writes(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    read = nx.read_graphml(io.BytesIO(written(tables)), force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    assert content(read) == content(by_networkx(to_networkx(tables, VIEWS["all"]), tmp_path / "theirs.graphml"))


@pytest.mark.parametrize("view", SIMPLE_VIEWS, ids=lambda view: view.name)
def test_other_views_are_what_networkx_writes(view: View, tables: dict[str, pa.Table], tmp_path: Path) -> None:
    read = nx.read_graphml(io.BytesIO(written(tables, view)))
    theirs = by_networkx(to_networkx(tables, view), tmp_path / "theirs.graphml")
    assert not read.is_directed() and not read.is_multigraph()
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
        assert edge.keys() == ["source", "target"]
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
    for element in graph:
        data = element.findall("g:data", NAMESPACE)
        assert list(element) == data
        assert len({each.get("key") for each in data}) == len(data)
        for each in data:
            key = keys[each.get("key")]
            assert element.tag.endswith("}" + (key.get("for") or ""))
            READ_TYPE[key.get("attr.type")](each.text or "")


def test_programs_that_draw_find_label_and_weight(example_tables: dict[str, pa.Table]) -> None:
    read = nx.read_graphml(io.BytesIO(written(example_tables, VIEWS["concepts"])))
    concept = example_tables["concepts"].slice(0, 1).to_pylist()[0]
    assert read.nodes[concept["id"]]["label"] == concept["name"]
    pair = example_tables["co_occurs_with"].slice(0, 1).to_pylist()[0]
    assert read.edges[pair["source"], pair["target"]]["weight"] == pair["npmi"]


def test_what_is_null_is_left_out() -> None:
    read = nx.read_graphml(io.BytesIO(written(hostile_tables(), VIEWS["papers"])))
    votes = [values.get("votes") for _, values in read.nodes(data=True)]
    assert votes == hostile_tables()["papers"]["votes"].to_pylist()
    assert b"None" not in written(hostile_tables())


def test_equal_tables_give_equal_bytes(tables: dict[str, pa.Table]) -> None:
    assert written(tables) == written(tables) == written(in_small_chunks(tables))
