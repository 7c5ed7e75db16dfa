"""Holds finished tables against the declared shape; a failure is our own bug, not a user's."""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import EDGES, NODES, EdgeKind, NodeKind, PropertyType, node, tables

MAX_ID_BYTES = 4_000
"""Longer keys are refused by stores that index them."""


class InvalidTables(Exception):
    """The tables break the declared shape of the graph."""


def validate(made: Mapping[str, pa.Table]) -> None:
    """Checks types, nulls, unique ids, ends of edges and finite numbers of every declared table.

    Raises:
        InvalidTables: With every violation.
    """
    violations = [text for check in (_columns, _ids, _edges, _numbers) for text in check(made)]
    if violations:
        raise InvalidTables("; ".join(violations))


def _columns(made: Mapping[str, pa.Table]) -> Iterator[str]:
    for kind in tables():
        table = made[kind.table]
        if table.schema != arrow_schema(kind):
            yield f"{kind.table}: columns {table.schema} instead of {arrow_schema(kind)}"
            continue
        for column in kind.columns:
            if not column.optional and table[column.name].null_count:
                yield f"{kind.table}.{column.name}: {table[column.name].null_count} nulls"


def _ids(made: Mapping[str, pa.Table]) -> Iterator[str]:
    for kind in NODES:
        ids = made[kind.table]["id"]
        if len(ids) != len(ids.unique()):
            yield f"{kind.table}: {len(ids) - len(ids.unique())} repeated ids"
        longest = pc.max(pc.binary_length(ids)).as_py()
        if longest is not None and longest > MAX_ID_BYTES:
            yield f"{kind.table}: an id of {longest} bytes"


def _edges(made: Mapping[str, pa.Table]) -> Iterator[str]:
    for edge in EDGES:
        rows = made[edge.table]
        for end, label in (("source", edge.source), ("target", edge.target)):
            known = pc.is_in(rows[end], made[node(label).table]["id"].combine_chunks())
            if not pc.all(known, min_count=0).as_py():
                yield f"{edge.table}.{end}: ids that no {label} has"
        if not edge.directed and not pc.all(pc.less(rows["source"], rows["target"]), min_count=0).as_py():
            yield f"{edge.table}: ends that are not in order"
        pairs = rows.group_by(["source", "target"]).aggregate([([], "count_all")])
        if len(pairs) != len(rows):
            yield f"{edge.table}: {len(rows) - len(pairs)} repeated edges"


def _numbers(made: Mapping[str, pa.Table]) -> Iterator[str]:
    kinds: tuple[NodeKind | EdgeKind, ...] = (*NODES, *EDGES)
    for kind in kinds:
        for column in kind.columns:
            if column.type is PropertyType.FLOAT:
                finite = pc.is_finite(made[kind.table][column.name])
                if not pc.all(finite, min_count=0).as_py():
                    yield f"{kind.table}.{column.name}: numbers that are not finite"
