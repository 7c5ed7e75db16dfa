"""The graph in NetworkX: for walking and measuring it in Python."""

import contextlib
import gc
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.views import View
from paperatlas.loaders.attributes import attributes, edge_ids, is_undirected
from paperatlas.loaders.text_lines import json_values
from paperatlas.loaders.xml_text import without_forbidden


def to_networkx(tables: Mapping[str, pa.Table], view: View, plain: bool = False) -> "nx.Graph[str]":
    """A view of the graph, its nodes named by their ids.

    Args:
        tables: The graph.
        view: Which part of it.
        plain: Whether it is made for those writers of NetworkX that keep attributes (GraphML, GEXF, GML, and node-link,
            adjacency and Cytoscape JSON), which take no lists or dates and use some names for parts of their own: lists
            are JSON arrays, dates texts, an edge's `type` is called `kind`, and the edges' keys are unique in the
            graph, as ids of edges in files have to be. Characters that XML can't hold become U+FFFD. Lists of edges and
            of neighbours need a tab as `delimiter`, as ids have blanks, and keep what such lists keep: no attributes of
            nodes. Pajek's format loses numbers and can't hold every text, and Graphviz's takes the `:` in ids for
            something else; for these, relabel the nodes and leave out what they can't have.

    Returns:
        A `Graph` where the view has one kind of edges without direction; else a `MultiDiGraph` with the edges' types as
        keys, in which undirected edges run from the smaller id. Nodes carry `kind`, `label` and their properties, edges
        `type`, `weight` if they have one and their properties. What is null is left out; dates are `datetime.date`.
    """
    graph: nx.Graph[str] = nx.Graph() if is_undirected(view) else nx.MultiDiGraph()
    with _collector_paused():
        for node in view.nodes:
            rows = _plain(tables[node.table]) if plain else tables[node.table]
            graph.add_nodes_from(zip(_values(rows["id"]), _attributes(rows, node), strict=True))
        for edge in view.edges:
            rows = _plain(tables[edge.table]) if plain else tables[edge.table]
            keys = edge_ids(rows, edge).to_pylist() if plain else itertools.repeat(edge.type, len(rows))
            values = _attributes(rows, edge, {"type": "kind"} if plain else {})
            _add_edges(graph, zip(_values(rows["source"]), _values(rows["target"]), keys, values, strict=True))
    return graph


def _plain(rows: pa.Table) -> pa.Table:
    """The rows with texts, numbers and truth values only."""
    columns = []
    for column in rows.columns:
        if pa.types.is_list(column.type):
            column = _each_chunk(column, json_values)
        elif pa.types.is_date(column.type):
            column = pc.cast(column, pa.string())
        columns.append(_each_chunk(column, without_forbidden) if pa.types.is_string(column.type) else column)
    return pa.table(columns, rows.column_names)


def _each_chunk(column: pa.ChunkedArray, change: Callable[[pa.Array], pa.Array]) -> pa.ChunkedArray:
    return pa.chunked_array([change(chunk) for chunk in column.chunks], pa.string())


def _add_edges(graph: "nx.Graph[str]", edges: Iterable[tuple[str, str, str, dict[str, Any]]]) -> None:
    if not isinstance(graph, nx.MultiDiGraph):
        graph.add_edges_from((source, target, values) for source, target, _, values in edges)
        return
    for source, target, key, values in edges:  # add_edges_from takes twice as long in this class
        graph.add_edge(source, target, key, **values)


def _attributes(
    rows: pa.Table, kind: NodeKind | EdgeKind, renamed: Mapping[str, str] = MappingProxyType({})
) -> Iterator[dict[str, Any]]:
    """The attributes of each row, some under other names."""
    carried = attributes(kind)
    names = [renamed.get(attribute.name, attribute.name) for attribute in carried]
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
