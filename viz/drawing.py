"""What a picture shows: nodes and edges with how much they matter and the words beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from paperatlas.base.addresses import web_address
from paperatlas.base.visible import visible
from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.viz.selection import IMPORTANCE, Selection
from paperatlas.viz.text import shortened

UNTOLD = frozenset({"id", "url", "links", "image", "video", "source", "target", "resolved"})
"""Columns that say nothing to who looks at a picture, or what the caption says."""
LONGEST_FACT = 300
WEAKEST = 0.05
"""The least strength of an edge, so that it is seen and pulls."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node to draw.

    Attributes:
        id: Its id in the graph.
        kind: Its kind.
        name: In one line.
        importance: 0 to 1, the most important of its kind.
        facts: Its properties for people, `votes: 54`.
        address: Of the web page about it.
    """

    id: str
    kind: NodeKind
    name: str
    importance: float
    facts: tuple[str, ...]
    address: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to draw.

    Attributes:
        source: Id of a node.
        target: Id of a node.
        kind: Its kind.
        strength: `WEAKEST` to 1, the strongest of its kind.
        facts: Its properties for people.
    """

    source: str
    target: str
    kind: EdgeKind
    strength: float
    facts: tuple[str, ...]


def nodes_of(selection: Selection) -> list[Node]:
    """The selected nodes, the most important of every kind first."""
    nodes = [node for kind, rows in selection.nodes.items() for node in _nodes(kind, rows)]
    return sorted(nodes, key=lambda node: -node.importance)


def edges_of(selection: Selection) -> list[Edge]:
    """The selected edges."""
    return [edge for kind, rows in selection.edges.items() for edge in _edges(kind, rows)]


def _nodes(kind: NodeKind, rows: pa.Table) -> Iterator[Node]:
    values = rows.to_pylist()
    measure = IMPORTANCE[kind.label]
    greatest = max((row[measure] or 0 for row in values), default=0) or 1
    for row in values:
        yield Node(
            id=row["id"],
            kind=kind,
            name=_caption(kind, str(row[kind.caption])) or row["id"],
            importance=(row[measure] or 0) / greatest,
            facts=_facts(row, kind),
            address=web_address(row.get("url")),
        )


def _caption(kind: NodeKind, text: str) -> str:
    return visible(text)


def _edges(kind: EdgeKind, rows: pa.Table) -> Iterator[Edge]:
    values = rows.to_pylist()
    greatest = max((row[kind.weight] for row in values), default=1) if kind.weight else 1
    for row in values:
        strength = row[kind.weight] / greatest if kind.weight and greatest > 0 else 1.0
        yield Edge(row["source"], row["target"], kind, max(WEAKEST, strength), _facts(row, kind))


def _facts(row: Mapping[str, Any], kind: NodeKind | EdgeKind) -> tuple[str, ...]:
    caption = kind.caption if isinstance(kind, NodeKind) else None
    told = [column.name for column in kind.columns if column.name not in UNTOLD and column.name != caption]
    if caption is not None:
        told = [name for name in told if row[name] != row[caption]]
    facts = ((name.replace("_", " "), _for_people(row[name])) for name in told)
    return tuple(f"{name}: {value}" for name, value in facts if value)


def _for_people(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3g}"
        case date():
            return value.isoformat()
        case list():
            return shortened(", ".join(map(visible, value)), LONGEST_FACT)
        case _:
            return shortened(visible(str(value)), LONGEST_FACT)
