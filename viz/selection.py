"""Which part of the tables is drawn: where there is too much, the most important of every kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.schema import EDGES, NODES

IMPORTANCE = {"Paper": "votes", "Author": "papers", "Date": "papers", "Concept": "papers"}
"""By label, the property that says how important a node is."""
EDGES_PER_NODE = 10
"""How many edges may be drawn for each node that may."""

Kind = TypeVar("Kind", NodeKind, EdgeKind)


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows to draw by kind, most important first, and notes on what is left out."""

    nodes: Mapping[NodeKind, pa.Table]
    edges: Mapping[EdgeKind, pa.Table]
    notes: tuple[str, ...]


def select(tables: Mapping[str, pa.Table], max_nodes: int) -> Selection:
    """Chooses the nodes, then among the edges between them; each kind gives up the same share of its least."""
    all_edges = {kind: tables[kind.table] for kind in EDGES if kind.table in tables}
    degrees = _degrees(list(all_edges.values()))
    all_nodes = {kind: _ranked_nodes(kind, tables[kind.table], degrees) for kind in NODES if kind.table in tables}
    nodes = _first_rows(all_nodes, max_nodes)
    ids = _joined([rows["id"] for rows in nodes.values()])
    between = {kind: _ranked_edges(kind, _between(rows, ids)) for kind, rows in all_edges.items()}
    edges = _first_rows(between, max_nodes * EDGES_PER_NODE)
    return Selection(nodes, edges, tuple(_notes(all_nodes, nodes, between, edges)))


def _degrees(edges: Sequence[pa.Table]) -> pa.StructArray:
    """How many edges each id has: `values` and `counts`."""
    return _joined([rows[end] for rows in edges for end in ("source", "target")]).value_counts()


def _ranked_nodes(kind: NodeKind, rows: pa.Table, degrees: pa.StructArray) -> pa.Table:
    """Most important first; then those with most edges, then by id."""
    positions = pc.index_in(rows["id"], degrees.field("values"))
    ranks = pa.table(
        {
            "importance": pc.fill_null(rows[IMPORTANCE[kind.label]], pa.scalar(0, pa.int64())),
            "degree": pc.fill_null(pc.take(degrees.field("counts"), positions), pa.scalar(0, pa.int64())),
            "id": rows["id"],
        }
    )
    return rows.take(
        pc.sort_indices(ranks, [("importance", "descending"), ("degree", "descending"), ("id", "ascending")])
    )


def _ranked_edges(kind: EdgeKind, rows: pa.Table) -> pa.Table:
    """Strongest first, then by ids."""
    strongest = [(kind.weight, "descending")] if kind.weight else []
    return rows.sort_by([*strongest, ("source", "ascending"), ("target", "ascending")])


def _between(edges: pa.Table, ids: pa.Array) -> pa.Table:
    return edges.filter(pc.and_(pc.is_in(edges["source"], ids), pc.is_in(edges["target"], ids)))


def _first_rows(tables: Mapping[Kind, pa.Table], limit: int) -> dict[Kind, pa.Table]:
    """As many of the first rows as the limit allows, of each table the same share."""
    counts = [len(rows) for rows in tables.values()]
    if sum(counts) <= limit:
        return dict(tables)
    owners = np.repeat(np.arange(len(counts)), counts)
    quantiles = np.concatenate([(np.arange(count) + 0.5) / count for count in counts if count])
    kept = np.bincount(owners[np.argsort(quantiles, kind="stable")[:limit]], minlength=len(counts))
    return {kind: rows.slice(0, count) for (kind, rows), count in zip(tables.items(), kept.tolist(), strict=True)}


def _joined(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    chunks = [chunk for column in columns for chunk in column.chunks]
    return pa.chunked_array(chunks, pa.string()).combine_chunks()


def _notes(
    all_nodes: Mapping[NodeKind, pa.Table],
    nodes: Mapping[NodeKind, pa.Table],
    all_edges: Mapping[EdgeKind, pa.Table],
    edges: Mapping[EdgeKind, pa.Table],
) -> Iterator[str]:
    fewer_nodes = [
        f"{len(nodes[kind]):,} of {len(rows):,} {kind.table} (those with the most {IMPORTANCE[kind.label]})"
        for kind, rows in all_nodes.items()
        if len(nodes[kind]) < len(rows)
    ]
    if fewer_nodes:
        yield f"Not all is drawn: {', '.join(fewer_nodes)}."
    fewer_edges = [
        f"{len(edges[kind]):,} of {len(rows):,} {kind.type}"
        for kind, rows in all_edges.items()
        if len(edges[kind]) < len(rows)
    ]
    if fewer_edges:
        yield f"Of the edges between them only the strongest are drawn: {', '.join(fewer_edges)}."
