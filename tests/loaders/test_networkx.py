"""The NetworkX graph against the tables it is made from."""

import datetime
import gc

import networkx as nx
import pyarrow as pa
import pytest

from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.networkx import to_networkx
from tests.loaders.graphs import DAY, HOSTILE_TEXTS, empty_tables, hostile_tables, in_small_chunks

SIMPLE_VIEWS = [view for view in VIEWS.values() if view.name not in ("all", "citations")]


@pytest.fixture(scope="module")
def everything(example_tables: dict[str, pa.Table]) -> "nx.MultiDiGraph[str]":
    graph = to_networkx(example_tables, VIEWS["all"])
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


@pytest.mark.parametrize("kind", NODES, ids=lambda kind: kind.label)
def test_nodes(kind: NodeKind, everything: "nx.MultiDiGraph[str]", example_tables: dict[str, pa.Table]) -> None:
    found = {node: values for node, values in everything.nodes(data=True) if values["kind"] == kind.label}
    expected = {}
    for row in example_tables[kind.table].to_pylist():
        named = {"kind": kind.label, "label": row[kind.caption]}
        node = row.pop("id")
        expected[node] = named | {name: value for name, value in row.items() if value is not None}
    assert found == expected


@pytest.mark.parametrize("kind", EDGES, ids=lambda kind: kind.type)
def test_edges(kind: EdgeKind, everything: "nx.MultiDiGraph[str]", example_tables: dict[str, pa.Table]) -> None:
    found = {
        (source, target): values
        for source, target, key, values in everything.edges(keys=True, data=True)
        if key == kind.type
    }
    expected = {}
    for row in example_tables[kind.table].to_pylist():
        named = {"type": kind.type} | ({"weight": row[kind.weight]} if kind.weight else {})
        values = named | {name: value for name, value in row.items() if value is not None}
        expected[values.pop("source"), values.pop("target")] = values
    assert found == expected


@pytest.mark.parametrize("view", SIMPLE_VIEWS, ids=lambda view: view.name)
def test_views_of_undirected_edges_are_weighted_simple_graphs(view: View, example_tables: dict[str, pa.Table]) -> None:
    graph = to_networkx(example_tables, view)
    (node,), (edge,) = view.nodes, view.edges
    assert type(graph) is nx.Graph
    assert graph.number_of_nodes() == len(example_tables[node.table])
    assert graph.number_of_edges() == len(example_tables[edge.table])
    for row in example_tables[edge.table].to_pylist():
        assert graph[row["target"]][row["source"]]["weight"] == row[edge.weight]


def test_values_have_the_types_of_python() -> None:
    graph = to_networkx(hostile_tables(), VIEWS["collaborations"])
    for _, values in graph.nodes(data=True):
        assert values["name"] in HOSTILE_TEXTS
        assert values["aliases"] == [values["name"], "", values["name"]]
        assert values["papers"] == 2**53 + 1
    for _, _, values in graph.edges(data=True):
        assert type(values["last"]) is datetime.date and values["last"] == DAY
        assert "first" not in values


def test_a_graph_without_papers() -> None:
    for view in VIEWS.values():
        assert len(to_networkx(empty_tables(), view)) == 0


def test_chunks_make_no_difference(example_tables: dict[str, pa.Table], everything: "nx.MultiDiGraph[str]") -> None:
    assert nx.utils.graphs_equal(to_networkx(in_small_chunks(example_tables), VIEWS["all"]), everything)


def test_the_collector_of_garbage_goes_on() -> None:
    to_networkx(hostile_tables(), VIEWS["all"])
    assert gc.isenabled()
    with pytest.raises(KeyError):
        to_networkx({}, VIEWS["all"])
    assert gc.isenabled()
