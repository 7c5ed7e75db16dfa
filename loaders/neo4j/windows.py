"""Two states of a table side by side, some thousand rows at a time: no more of them is in memory."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.base.errors import StoreError
from paperatlas.graph.validation import ascending
from paperatlas.loaders.neo4j.chunks import key_columns, rows_in, unpacked
from paperatlas.loaders.neo4j.statements import Kind

Key = tuple[str, ...]

WINDOW = 50_000
"""Rows of a side that are compared at once; which rows these are is part of the ledger's FORMAT."""
LOT = 25_000
"""Rows of chunks that are fetched at once, at least."""


def lots(names: Iterable[str]) -> Iterator[list[str]]:
    """Chunks that are fetched together."""
    lot: list[str] = []
    for name in names:
        lot.append(name)
        if rows_in(lot) >= LOT:
            yield lot
            lot = []
    if lot:
        yield lot


def windows(kind: Kind, before: Iterator[pa.Table], after: Iterator[pa.Table]) -> Iterator[tuple[pa.Table, pa.Table]]:
    """The rows of both sides up to a key, then those up to a later one, to the end.

    Args:
        kind: What they are of.
        before: The rows of one side, in the order of their keys, a lot at a time.
        after: Those of the other one.

    Raises:
        StoreError: The rows of a side are in another order, and the other side has any.
    """
    one, other = _Side(kind, before), _Side(kind, after)
    while True:
        ends = [end for end in (one.filled(), other.filled()) if end is not None]
        if not ends:
            break
        yield one.up_to(min(ends)), other.up_to(min(ends))
    if len(one.rows) or len(other.rows):
        yield one.rows, other.rows


class _Side:
    """Rows of one side that were not compared yet."""

    def __init__(self, kind: Kind, lots: Iterator[pa.Table]) -> None:
        self._kind = kind
        self._keys = key_columns(kind)
        self._lots = lots
        self.rows = unpacked(kind, [])

    def filled(self) -> Key | None:
        """Takes lots until there are enough rows; gives the last key, none where the last lot is there."""
        while len(self.rows) < WINDOW:
            lot = next(self._lots, None)
            if lot is None:
                return None
            if not ascending(lot.select(self._keys), self.rows.slice(max(0, len(self.rows) - 1))):
                raise StoreError(
                    f"the server holds {self._kind.table} in an order that is not known; take the atlas out with "
                    "`paperatlas load --remove`, and load again"
                )
            self.rows = pa.concat_tables([self.rows, lot])
        return tuple(self.rows[name][-1].as_py() for name in self._keys)

    def up_to(self, end: Key) -> pa.Table:
        """Takes away the rows up to a key."""
        is_before = equal = None
        for name, value in zip(self._keys, end, strict=True):
            less, same = pc.less(self.rows[name], value), pc.equal(self.rows[name], value)
            is_before = less if equal is None else pc.or_(is_before, pc.and_(equal, less))
            equal = same if equal is None else pc.and_(equal, same)
        number = pc.sum(pc.or_(is_before, equal)).as_py() or 0
        taken, self.rows = self.rows.slice(0, number), self.rows.slice(number)
        return taken
