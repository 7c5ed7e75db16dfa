"""The graph in NetworkX: for walking and measuring it in Python."""

import contextlib
import gc
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.schema import EdgeKind, NodeKind
from paperatlas.graph.views import View
from paperatlas.loaders.attributes import attributes, is_undirected


def to_networkx(tables: Mapping[str, pa.Table], view: View) -> "nx.Graph[str]":
    """A view of the graph, its nodes named by their ids.

    Returns:
        A `Graph` where the view has one kind of edges without direction; else a `MultiDiGraph` with the edges' types as
        keys, in which undirected edges run from the smaller id. Nodes carry `kind`, `label` and their properties, edges
        `type`, `weight` if they have one and their properties. What is null is left out; dates are `datetime.date`.
    """
    graph: nx.Graph[str] = nx.Graph() if is_undirected(view) else nx.MultiDiGraph()
    with _collector_paused():
        for node in view.nodes:
            rows = tables[node.table]
            graph.add_nodes_from(zip(_values(rows["id"]), _attributes(rows, node), strict=True))
        for edge in view.edges:
            rows = tables[edge.table]
            ends = (_values(rows["source"]), _values(rows["target"]))
            _add_edges(graph, edge, zip(*ends, _attributes(rows, edge), strict=True))
    return graph


def _add_edges(graph: "nx.Graph[str]", kind: EdgeKind, edges: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
    if not isinstance(graph, nx.MultiDiGraph):
        graph.add_edges_from(edges)
        return
    for source, target, values in edges:  # add_edges_from takes twice as long in this class
        graph.add_edge(source, target, kind.type, **values)


def _attributes(rows: pa.Table, kind: NodeKind | EdgeKind) -> Iterator[dict[str, Any]]:
    """The attributes of each row."""
    carried = attributes(kind)
    names = [attribute.name for attribute in carried]
    columns = [
        [attribute.constant] * len(rows) if attribute.column is None else _values(rows[attribute.column])
        for attribute in carried
    ]
    for values in zip(*columns, strict=True):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _values(column: pa.ChunkedArray) -> list[Any]:
    """The values in Python's types; equal texts and equal dates are one object, which is faster and smaller."""
    if pa.types.is_string(column.type) or pa.types.is_date(column.type):
        distinct = column.unique()
        objects = distinct.to_pylist()
        return [objects[position] for position in pc.index_in(column, distinct).to_pylist()]
    values: list[Any] = column.to_pylist()
    return values


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Python's search for garbage takes as long as the work itself where millions of objects are made to stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
