"""What an exported node or edge carries, derived from the declared shape of the graph.

Besides its declared properties a node has `kind` (Paper, Author, …) and `label` (its caption: what programs that draw
graphs show), an edge has `type` (AUTHORED, …) and, where its kind has a strength, `weight`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from paperatlas.graph.schema import EdgeKind, NodeKind, PropertyType
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


def keys_of(kinds: Iterable[NodeKind | EdgeKind], prefix: str) -> Keys:
    """A short key for each attribute of some kinds."""
    distinct = dict.fromkeys((attribute.name, attribute.type) for kind in kinds for attribute in attributes(kind))
    return {attribute: f"{prefix}{number}" for number, attribute in enumerate(distinct)}


def is_undirected(view: View) -> bool:
    """Whether a view is a simple undirected graph, rather than a directed one with several kinds of edges."""
    return len(view.edges) == 1 and not view.edges[0].directed
