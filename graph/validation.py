"""Holds finished tables against the declared shape; a failure is our own bug, not a user's."""

import datetime
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.kinds import EdgeKind, NodeKind, PropertyType, Table
from paperatlas.graph.schema import tables

MAX_ID_BYTES = 4_000
"""Longer keys are refused by stores that index them."""


_CALENDAR = ((pc.greater_equal, datetime.date.min), (pc.less_equal, datetime.date.max))


class InvalidTables(Exception):
    """The tables break the declared shape of the graph."""


def validate(made: Mapping[str, pa.Table]) -> None:
    """Checks types, nulls, texts, unique ids, ends of edges and finite numbers of every declared table.

    Raises:
        InvalidTables: With every violation.
    """
    ids = {kind.label: made[kind.table]["id"] for kind in tables() if isinstance(kind, NodeKind)}
    found = [text for kind in tables() for text in violations(kind, made[kind.table], ids)]
    if found:
        raise InvalidTables("; ".join(found))


def violations(kind: Table, rows: pa.Table, ids: Mapping[str, pa.ChunkedArray]) -> Iterator[str]:
    """What is wrong with a table, for people.

    Args:
        kind: What it should be.
        rows: The table.
        ids: The ids of the nodes by label, for edges to end at.
    """
    if rows.schema != arrow_schema(kind):
        yield f"{kind.table}: columns {rows.schema} instead of {arrow_schema(kind)}"
        return
    yield from value_violations(kind, rows)
    if isinstance(kind, NodeKind):
        yield from _ids(kind, rows["id"])
    if isinstance(kind, EdgeKind):
        yield from _edges(kind, rows, ids)


def value_violations(kind: Table, rows: pa.Table) -> Iterator[str]:
    """What is wrong with the values of a table that has the right columns, whatever other tables hold."""
    for column in kind.columns:
        values = rows[column.name]
        if not column.optional and values.null_count:
            yield f"{kind.table}.{column.name}: {values.null_count} nulls"
        try:
            values.validate(full=True)
        except pa.ArrowInvalid as error:
            yield f"{kind.table}.{column.name}: {error}"
            continue
        if column.type is PropertyType.STRINGS and pc.list_flatten(values).null_count:
            yield f"{kind.table}.{column.name}: lists with null"
        if column.type is PropertyType.FLOAT and not pc.all(pc.is_finite(values), min_count=0).as_py():
            yield f"{kind.table}.{column.name}: numbers that are not finite"
        if column.type is PropertyType.DATE and not _has_years(values):
            yield f"{kind.table}.{column.name}: days that no calendar has"


def _has_years(days: pa.ChunkedArray) -> bool:
    """Whether all days are in the years 1 to 9999."""
    within = pc.and_(*(compare(days, day) for compare, day in _CALENDAR))
    return bool(pc.all(within, min_count=0).as_py())


def _ids(kind: NodeKind, ids: pa.ChunkedArray) -> Iterator[str]:
    if len(ids) != len(ids.unique()):
        yield f"{kind.table}: {len(ids) - len(ids.unique())} repeated ids"
    longest = pc.max(pc.binary_length(ids)).as_py()
    if longest is not None and longest > MAX_ID_BYTES:
        yield f"{kind.table}: an id of {longest} bytes"


def _edges(edge: EdgeKind, rows: pa.Table, ids: Mapping[str, pa.ChunkedArray]) -> Iterator[str]:
    for end, label in (("source", edge.source), ("target", edge.target)):
        known = pc.is_in(rows[end], ids[label].combine_chunks())
        if not pc.all(known, min_count=0).as_py():
            yield f"{edge.table}.{end}: ids that no {label} has"
    if not edge.directed and not pc.all(pc.less(rows["source"], rows["target"]), min_count=0).as_py():
        yield f"{edge.table}: ends that are not in order"
    if not _ascending(rows):  # as relations end in an order; only then it needs counting
        pairs = rows.group_by(["source", "target"]).aggregate([([], "count_all")])
        if len(pairs) != len(rows):
            yield f"{edge.table}: {len(rows) - len(pairs)} repeated edges"


def _ascending(edges: pa.Table) -> bool:
    """Whether each edge comes after the one before it, which rules repeated ones out."""
    before, after = edges.slice(0, max(0, len(edges) - 1)), edges.slice(1)
    later = pc.less(before["source"], after["source"])
    same_source = pc.equal(before["source"], after["source"])
    later_there = pc.and_(same_source, pc.less(before["target"], after["target"]))
    return bool(pc.all(pc.or_(later, later_there), min_count=0).as_py())
