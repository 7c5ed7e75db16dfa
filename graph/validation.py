"""Holds finished tables against the declared shape; a failure is our own bug, not a user's."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.kinds import EdgeKind, NodeKind, PropertyType, Table
from paperatlas.graph.schema import tables

MAX_ID_BYTES = 4_000
"""Longer keys are refused by stores that index them."""

Hashes = NDArray[np.int64]
_CALENDAR = ((pc.greater_equal, datetime.date.min), (pc.less_equal, datetime.date.max))


class InvalidTables(Exception):
    """The tables break the declared shape of the graph."""


def validate(made: Mapping[str, pa.Table]) -> None:
    """Checks types, nulls, texts, unique ids, ends of edges and finite numbers of every declared table.

    Raises:
        InvalidTables: With every violation.
    """
    check = TablesCheck()
    for kind in tables():
        check.look_at(kind, made[kind.table])
    check.finish()


class TablesCheck:
    """Holds tables that come one by one, each whole and in any order, against the declared shape.

    Of each it keeps the ids: of edges, those that they end at, each once.
    """

    def __init__(self) -> None:
        self._found: list[str] = []
        self._ids: dict[str, pa.Array] = {}
        self._ends: list[tuple[str, str, pa.Array]] = []

    def look_at(self, kind: Table, rows: pa.Table) -> None:
        """Checks a table as far as it goes without the others."""
        if rows.schema != arrow_schema(kind):
            self._found.append(f"{kind.table}: columns {rows.schema} instead of {arrow_schema(kind)}")
            return
        self._found += value_violations(kind, rows)
        if isinstance(kind, NodeKind):
            self._ids[kind.label] = rows["id"].combine_chunks()
            self._found += _id_violations(kind, rows["id"])
        if isinstance(kind, EdgeKind):
            self._ends += [(f"{kind.table}.{end}", label, rows[end].unique()) for end, label in _ends(kind)]
            self._found += _edge_violations(kind, rows)

    def finish(self) -> None:
        """Checks that edges end at nodes.

        Raises:
            InvalidTables: With every violation of all tables.
        """
        for end, label, ids in self._ends:
            known = self._ids.get(label)
            if known is not None and not pc.all(pc.is_in(ids, known), min_count=0).as_py():
                self._found.append(f"{end}: ids that no {label} has")
        if self._found:
            raise InvalidTables("; ".join(self._found))


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


class PartsCheck:
    """Holds tables that come in parts against the declared shape: nodes before edges, rows in the order of their keys.

    Of each node it keeps eight bytes, a hash of its id.
    """

    def __init__(self) -> None:
        self._ids: dict[str, Hashes] = {}

    def checked(self, kind: NodeKind | EdgeKind, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """The parts as they are, each when it has been looked at.

        Raises:
            InvalidTables: A part has what it must not have.
        """
        hashes: list[Hashes] = []
        last: pa.Table | None = None
        keys = [column.name for column in kind.columns[: len(kind.columns) - len(kind.properties)]]
        for part in parts:
            found = list(self._violations(kind, part))
            if not found and not ascending(part.select(keys), last):
                found = [f"{kind.table}: rows that are repeated, or not in the order of {' and '.join(keys)}"]
            if found:
                raise InvalidTables("; ".join(found))
            last = part.slice(len(part) - 1) if len(part) else last
            if isinstance(kind, NodeKind):
                hashes.append(_hashes(part["id"]))
            yield part
        if isinstance(kind, NodeKind):
            self._ids[kind.label] = np.sort(np.concatenate([np.empty(0, np.int64), *hashes]))

    def _violations(self, kind: NodeKind | EdgeKind, part: pa.Table) -> Iterator[str]:
        if part.schema != arrow_schema(kind):
            yield f"{kind.table}: columns {part.schema} instead of {arrow_schema(kind)}"
            return
        wrong = list(value_violations(kind, part))
        yield from wrong
        if wrong:
            return
        if isinstance(kind, NodeKind):
            yield from _long_ids(kind, part["id"])
            return
        for end, label in _ends(kind):
            wanted, ids = _hashes(part[end].unique()), self._ids[label]
            places = np.searchsorted(ids, wanted)
            if (places == len(ids)).any() or (ids[places] != wanted).any():
                yield f"{kind.table}.{end}: ids that no {label} has"
        yield from _turned(kind, part)


def _hashes(ids: pa.Array | pa.ChunkedArray) -> Hashes:
    return np.fromiter(map(hash, ids.to_pylist()), np.int64, len(ids))


def _has_years(days: pa.ChunkedArray) -> bool:
    """Whether all days are in the years 1 to 9999."""
    within = pc.and_(*(compare(days, day) for compare, day in _CALENDAR))
    return bool(pc.all(within, min_count=0).as_py())


def _id_violations(kind: NodeKind, ids: pa.ChunkedArray) -> Iterator[str]:
    if len(ids) != len(ids.unique()):
        yield f"{kind.table}: {len(ids) - len(ids.unique())} repeated ids"
    yield from _long_ids(kind, ids)


def _long_ids(kind: NodeKind, ids: pa.ChunkedArray) -> Iterator[str]:
    longest = pc.max(pc.binary_length(ids)).as_py()
    if longest is not None and longest > MAX_ID_BYTES:
        yield f"{kind.table}: an id of {longest} bytes"


def _ends(edge: EdgeKind) -> tuple[tuple[str, str], tuple[str, str]]:
    """The columns of the two ends, each with the label of its nodes."""
    return ("source", edge.source), ("target", edge.target)


def _edge_violations(edge: EdgeKind, rows: pa.Table) -> Iterator[str]:
    yield from _turned(edge, rows)
    if not ascending(rows.select(["source", "target"])):  # as relations end in an order; only then it needs counting
        pairs = rows.group_by(["source", "target"]).aggregate([([], "count_all")])
        if len(pairs) != len(rows):
            yield f"{edge.table}: {len(rows) - len(pairs)} repeated edges"


def _turned(edge: EdgeKind, rows: pa.Table) -> Iterator[str]:
    if not edge.directed and not pc.all(pc.less(rows["source"], rows["target"]), min_count=0).as_py():
        yield f"{edge.table}: ends that are not in order"


def ascending(keys: pa.Table, previous: pa.Table | None = None) -> bool:
    """Whether each row of keys comes after the one before it, the first after a previous one: then none is repeated."""
    if previous is not None and len(previous):
        keys = pa.concat_tables([previous.select(keys.column_names), keys])
    before, after = keys.slice(0, max(0, len(keys) - 1)), keys.slice(1)
    later = equal = None
    for name in keys.column_names:
        less, same = pc.less(before[name], after[name]), pc.equal(before[name], after[name])
        later = less if later is None else pc.or_(later, pc.and_(equal, less))
        equal = same if equal is None else pc.and_(equal, same)
    return bool(pc.all(later, min_count=0).as_py())
