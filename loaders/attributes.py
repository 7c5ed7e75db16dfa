"""What an exported node or edge carries, derived from the declared shape of the graph.

Besides its declared properties a node has `kind` (Paper, Author, …) and `label` (its caption: what programs that draw
graphs show), an edge has `type` (AUTHORED, …) and, where its kind has a strength, `weight`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.kinds import EdgeKind, NodeKind, PropertyType
from paperatlas.graph.views import View

Keys = dict[tuple[str, PropertyType], str]  # the key of an attribute by its name and type


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named value of exported nodes or edges: what a column holds, or the same for every row.

    Attributes:
        name: As it stands in exports.
        type: The type of its values.
        column: Where the values are; none if they are all `constant`.
        constant: The value of every row where there is no column.
    """

    name: str
    type: PropertyType
    column: str | None = None
    constant: str = ""


def attributes(kind: NodeKind | EdgeKind) -> tuple[Attribute, ...]:
    """The attributes of a kind of nodes without their id, or of a kind of edges without their ends."""
    if isinstance(kind, NodeKind):
        added = [
            Attribute("kind", PropertyType.STRING, constant=kind.label),
            Attribute("label", PropertyType.STRING, kind.caption),
        ]
    else:
        added = [Attribute("type", PropertyType.STRING, constant=kind.type)]
        if kind.weight:
            added.append(Attribute("weight", PropertyType.FLOAT, kind.weight))
    declared = (Attribute(each.name, each.type, each.name) for each in kind.properties)
    return (*added, *(each for each in declared if each not in added))  # an edge's weight may be a property itself


def edge_ids(rows: pa.Table, kind: EdgeKind) -> pa.ChunkedArray:
    """An id for each edge, unique in the whole graph and the same in every build: its type and its ends.

    There is one edge of a type between two nodes; `%` and `|` are escaped in the ends, so that none reads as another's.
    """
    return pc.binary_join_element_wise(kind.type, escaped_end(rows["source"]), escaped_end(rows["target"]), "|")


def escaped_end(ids: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """The ids of nodes as they stand in the ids of edges."""
    return pc.replace_substring(pc.replace_substring(ids, "%", "%25"), "|", "%7C")


def keys_of(kinds: Iterable[NodeKind | EdgeKind], prefix: str) -> Keys:
    """A short key for each attribute of some kinds."""
    distinct = dict.fromkeys((attribute.name, attribute.type) for kind in kinds for attribute in attributes(kind))
    return {attribute: f"{prefix}{number}" for number, attribute in enumerate(distinct)}


def is_undirected(view: View) -> bool:
    """Whether a view is a simple undirected graph, rather than a directed one with several kinds of edges."""
    return len(view.edges) == 1 and not view.edges[0].directed
