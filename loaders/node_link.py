"""Node-link JSON, for NetworkX and D3; streamed from the tables, a line a node or an edge.

`networkx.node_link_graph(json.load(file), edges="edges")` gives the graph that `to_networkx` makes, with dates as
strings. What is null is left out.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.views import View
from paperatlas.loaders.attributes import attributes, is_undirected
from paperatlas.loaders.text_lines import Field, json_values, lines


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes a view of the graph to a binary file."""
    several = not is_undirected(view)
    head = json.dumps({"directed": several, "multigraph": several, "graph": {}})
    target.write(f'{head[:-1]}, "nodes": [\n'.encode())
    _write_array(chain.from_iterable(_nodes(tables[node.table], node) for node in view.nodes), target)
    target.write(b'], "edges": [\n')
    _write_array(chain.from_iterable(_edges(tables[edge.table], edge, several) for edge in view.edges), target)
    target.write(b"]}\n")


def _write_array(items: Iterator[memoryview], target: BinaryIO) -> None:
    """Writes lines that start with a comma, the first one without it."""
    target.write(next(items, memoryview(b""))[1:])
    target.writelines(items)


def _nodes(rows: pa.Table, kind: NodeKind) -> Iterator[memoryview]:
    return lines(rows, (Field(',{"id":', "id"), *_values(kind), "}"), json_values)


def _edges(rows: pa.Table, kind: EdgeKind, several: bool) -> Iterator[memoryview]:
    key = f',"key":{json.dumps(kind.type)}' if several else ""
    ends = (Field(',{"source":', "source"), Field(',"target":', "target", key))
    return lines(rows, (*ends, *_values(kind), "}"), json_values)


def _values(kind: NodeKind | EdgeKind) -> Iterator[str | Field]:
    for attribute in attributes(kind):
        before = f',"{attribute.name}":'
        if attribute.column is None:
            yield before + json.dumps(attribute.constant)
        else:
            yield Field(before, attribute.column)
