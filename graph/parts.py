"""Parts of an atlas's tables: those of a view, or around some nodes."""

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.graph.views import View


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
