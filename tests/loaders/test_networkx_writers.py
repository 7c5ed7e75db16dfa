"""The plain graph goes through those writers of NetworkX that keep attributes, and comes back."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pytest
from networkx.readwrite.graphml import write_graphml_lxml, write_graphml_xml

from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.networkx import to_networkx
from tests.loaders.graphs import as_text, empty_tables, hostile_tables

Values = dict[str, Any]


def graphml(write: Callable[..., None]) -> Callable[["nx.Graph[str]", Path], "nx.Graph[str]"]:
    def through(graph: "nx.Graph[str]", path: Path) -> "nx.Graph[str]":
        write(graph, path)
        return nx.read_graphml(path, force_multigraph=graph.is_multigraph())

    return through


def gexf(graph: "nx.Graph[str]", path: Path) -> "nx.Graph[str]":
    nx.write_gexf(graph, path, version="1.3")
    return nx.read_gexf(path, version="1.3")


def gml(graph: "nx.Graph[str]", path: Path) -> "nx.Graph[str]":
    nx.write_gml(graph, path)
    read = nx.read_gml(path)
    for values in (*dict(read.nodes(data=True)).values(), *(values for _, _, values in read.edges(data=True))):
        values.update({name: "[]" for name, value in values.items() if value == []})  # its reader takes it for a list
    return read


def node_link(graph: "nx.Graph[str]", path: Path) -> "nx.Graph[str]":
    path.write_text(json.dumps(nx.node_link_data(graph, edges="edges")), encoding="utf-8")
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


def adjacency(graph: "nx.Graph[str]", path: Path) -> "nx.Graph[str]":
    path.write_text(json.dumps(nx.adjacency_data(graph)), encoding="utf-8")
    return nx.adjacency_graph(json.loads(path.read_text(encoding="utf-8")))


def cytoscape(graph: "nx.Graph[str]", path: Path) -> "nx.Graph[str]":
    path.write_text(json.dumps(nx.cytoscape_data(graph)), encoding="utf-8")
    return nx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))


WRITERS: dict[str, Callable[["nx.Graph[str]", Path], "nx.Graph[str]"]] = {
    "graphml of lxml": graphml(write_graphml_lxml),
    "graphml of xml": graphml(write_graphml_xml),
    "gexf": gexf,
    "gml": gml,
    "node-link": node_link,
    "adjacency": adjacency,
    "cytoscape": cytoscape,
}
OWN = {
    "gml": ({"label"}, set()),
    "gexf": (set(), {"id"}),
    "graphml of lxml": (set(), {"id"}),
    "graphml of xml": (set(), {"id"}),
    "cytoscape": ({"id", "value", "name"}, {"source", "target", "key"}),
}
"""What a format uses, of nodes and of edges, for parts of its own; `name` it gives to nodes that have none."""


def content(graph: "nx.Graph[str]", own: tuple[set[str], set[str]]) -> tuple[dict[Any, Values], dict[Any, Values]]:
    """Nodes and edges with their values, those left out that a format uses; texts without blanks around."""
    nodes = {node: values_of(values, own[0]) for node, values in graph.nodes(data=True)}
    edges = {}
    for source, target, values in graph.edges(data=True):
        ends = (source, target) if graph.is_directed() else frozenset((source, target))
        edges[ends, values["kind"]] = values_of(values, own[1])
    assert len(edges) == graph.number_of_edges()
    return nodes, edges


def values_of(values: Values, own: set[str]) -> Values:
    """The values; an empty text is left out, which XML does not tell from none."""
    return {name: value for name, value in values.items() if name not in own and value not in ("", None)}


@pytest.fixture(params=["examples", "empty"])
def tables(request: pytest.FixtureRequest, example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {"examples": example_tables, "empty": empty_tables()}[request.param]


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_graph_comes_back(writer: str, view: View, tables: dict[str, pa.Table], tmp_path: Path) -> None:
    graph = to_networkx(tables, view, plain=True)
    read = WRITERS[writer](graph, tmp_path / "graph")
    own = OWN.get(writer, (set(), set()))
    assert read.is_directed() == graph.is_directed()
    assert content(read, own) == content(graph, own)


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
@pytest.mark.parametrize("writer", WRITERS)
def test_hostile_text_stops_no_writer(writer: str, view: View, tmp_path: Path) -> None:
    graph = to_networkx(hostile_tables(), view, plain=True)
    read = WRITERS[writer](graph, tmp_path / "graph")
    assert (len(read), read.number_of_edges()) == (len(graph), graph.number_of_edges())


LISTS: dict[str, tuple[Callable[..., None], Callable[..., "nx.Graph[str]"]]] = {
    "edges": (nx.write_edgelist, nx.read_edgelist),
    "neighbours": (nx.write_multiline_adjlist, nx.read_multiline_adjlist),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
@pytest.mark.parametrize("kind", LISTS)
def test_lists_keep_the_edges(kind: str, view: View, example_tables: dict[str, pa.Table]) -> None:
    write, read_back = LISTS[kind]
    graph = to_networkx(example_tables, view, plain=True)
    file = io.BytesIO()
    write(graph, file, delimiter="\t")
    file.seek(0)
    read = read_back(file, delimiter="\t", create_using=type(graph))
    assert nx.utils.edges_equal(read.edges(data=True), graph.edges(data=True), directed=graph.is_directed())


def test_what_is_told_of_the_others_is_so(example_tables: dict[str, pa.Table]) -> None:
    graph = to_networkx(example_tables, VIEWS["collaborations"], plain=True)
    blanks = io.BytesIO()
    nx.write_edgelist(graph, blanks)
    blanks.seek(0)
    with pytest.raises(TypeError):
        nx.read_edgelist(blanks)
    with pytest.warns(UserWarning, match="(papers|resolved) is not processed"):
        nx.write_pajek(graph, io.BytesIO())


def test_without_plain_it_is_what_the_writers_refuse(example_tables: dict[str, pa.Table], tmp_path: Path) -> None:
    with pytest.raises((TypeError, nx.NetworkXError)):
        nx.write_graphml(to_networkx(example_tables, VIEWS["all"]), tmp_path / "graph")


def test_values_are_those_of_the_graph_as_texts(example_tables: dict[str, pa.Table]) -> None:
    plain = to_networkx(example_tables, VIEWS["all"], plain=True)
    assert isinstance(plain, nx.MultiDiGraph)
    expected = as_text(to_networkx(example_tables, VIEWS["all"]))
    assert isinstance(expected, nx.MultiDiGraph)
    assert dict(plain.nodes(data=True)) == dict(expected.nodes(data=True))
    for source, target, key, values in expected.edges(keys=True, data=True):
        named = {"kind" if name == "type" else name: value for name, value in values.items()}
        assert plain.edges[source, target, f"{key}|{source}|{target}"] == named


def test_ids_of_edges_are_unique_whatever_the_ends_hold() -> None:
    graph = to_networkx(hostile_tables(), VIEWS["all"], plain=True)
    assert isinstance(graph, nx.MultiDiGraph)
    keys = [key for _, _, key in graph.edges(keys=True)]
    assert len(set(keys)) == len(keys)
