"""The parts of the graph that are looked at, exported and analysed on their own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.base.errors import UsageError
from paperatlas.graph.schema import (
    AUTHOR,
    CO_OCCURS_WITH,
    COLLABORATED_WITH,
    CONCEPT,
    EDGES,
    NODES,
    PAPER,
    SHARES_CONCEPT,
    EdgeKind,
    NodeKind,
)


@dataclass(frozen=True, slots=True)
class View:
    """A named part of the graph: its kinds of nodes and of edges."""

    name: str
    meaning: str
    nodes: tuple[NodeKind, ...]
    edges: tuple[EdgeKind, ...]


VIEWS = {
    view.name: view
    for view in (
        View("all", "every node and every edge", NODES, EDGES),
        View("collaborations", "who works with whom", (AUTHOR,), (COLLABORATED_WITH,)),
        View("papers", "papers that share concepts", (PAPER,), (SHARES_CONCEPT,)),
        View("concepts", "concepts that occur together", (CONCEPT,), (CO_OCCURS_WITH,)),
    )
}


def find_view(name: str) -> View:
    """The view of a name.

    Raises:
        UsageError: There is none.
    """
    if name not in VIEWS:
        raise UsageError(f"there is no view {name!r}; the views are {', '.join(VIEWS)}")
    return VIEWS[name]


def tables_of(view: View, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables that a view needs, by name."""
    kinds: tuple[NodeKind | EdgeKind, ...] = (*view.nodes, *view.edges)
    return {kind.table: tables[kind.table] for kind in kinds}


def induced(tables: Mapping[str, pa.Table], ids: Collection[str]) -> dict[str, pa.Table]:
    """The tables of the nodes with the given ids and of all edges between them."""
    wanted = pa.array(sorted(ids), pa.string())
    part = {kind.table: tables[kind.table].filter(pc.is_in(tables[kind.table]["id"], wanted)) for kind in NODES}
    for edge in EDGES:
        rows = tables[edge.table]
        both = pc.and_(pc.is_in(rows["source"], wanted), pc.is_in(rows["target"], wanted))
        part[edge.table] = rows.filter(both)
    return part


def large_teams(authored: pa.Table, max_team: int) -> int:
    """How many papers have too many authors to make collaborations."""
    sizes = pc.value_counts(authored["target"].combine_chunks()).field("counts")
    return pc.sum(pc.greater(sizes, max_team), min_count=0).as_py() or 0
