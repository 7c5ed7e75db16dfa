"""The batches that lead from one state of a server to another.

Their order follows from the two states alone: edges that vanished, nodes that did, then new and changed nodes, then new
and changed edges. So a load that was cut off goes on where it stopped, whoever takes it up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from paperatlas.graph.kinds import NodeKind
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.loaders.neo4j.chunks import rows_in, unpacked
from paperatlas.loaders.neo4j.difference import Difference, difference
from paperatlas.loaders.neo4j.ledger import EMPTY, State
from paperatlas.loaders.neo4j.statements import KINDS, Kind, change, create, delete
from paperatlas.loaders.neo4j.windows import lots, windows

BATCH = 10_000
"""Rows of a batch; like the order of the batches it is part of the ledger's FORMAT, which counts them."""
TRANSACTION = 10_000
"""Rows up to which batches share a transaction: a day more makes dozens, and each commit waits for the disk."""
KEPT = 200_000
"""Rows of chunks that differ up to which what was compared is kept: it is asked for twice and more."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states.

    Attributes:
        state: The names of its chunks.
        rows: Gives the rows of chunks of a kind.
    """

    state: State
    rows: Callable[[Kind, Sequence[str]], pa.Table]


NOTHING = Side(EMPTY, lambda kind, names: unpacked(kind, []))


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one kind for one statement.

    Attributes:
        kind: Of nodes or edges.
        cypher: Tells how many rows it reached.
        rows: What it is about.
        outcome: `created`, `changed` or `removed`.
    """

    kind: Kind
    cypher: str
    rows: pa.Table
    outcome: str


class Plan:
    """All that leads from one state to the other."""

    def __init__(self, held: Side, coming: Side) -> None:
        self._held = held
        self._coming = coming
        self._compared: dict[Kind, list[Difference]] = {}

    def __iter__(self) -> Iterator[Batch]:
        for kind in (*EDGES, *NODES):
            yield from self._removed(kind)
        for kind in KINDS:
            for differs in self._differences(kind) if self._changed_chunks(kind)[1] else ():
                yield from _cut(kind, create(kind), differs.created, "created")
                for names, rows in differs.changed:
                    yield from _cut(kind, change(kind, names), rows, "changed")

    def transactions(self, done: int) -> Iterator[tuple[int, list[Batch]]]:
        """The batches but the first that are done, small ones together, with the number of the first of each lot.

        Nodes are there before edges are: a server plans how to find ends by how many nodes it knows of.
        """
        lot: list[Batch] = []
        rows = 0
        for number, batch in enumerate(self):
            if number < done:
                continue
            others = bool(lot) and isinstance(lot[-1].kind, NodeKind) != isinstance(batch.kind, NodeKind)
            if others or (lot and rows + len(batch.rows) > TRANSACTION):
                yield number - len(lot), lot
                lot, rows = [], 0
            lot.append(batch)
            rows += len(batch.rows)
        if lot:
            yield number - len(lot) + 1, lot

    @property
    def most_rows(self) -> int:
        """How many rows there can be in all."""
        before, after = set(self._held.state.chunks), set(self._coming.state.chunks)
        return max(rows_in(before - after), rows_in(after - before))

    def vanishing(self, kind: NodeKind) -> Iterator[list[str]]:
        """The ids of nodes that are no longer there, a batch at a time."""
        for batch in self._removed(kind):
            yield batch.rows["id"].to_pylist()

    def _removed(self, kind: Kind) -> Iterator[Batch]:
        for differs in self._differences(kind) if self._changed_chunks(kind)[0] else ():
            yield from _cut(kind, delete(kind), differs.vanished, "removed")

    def _changed_chunks(self, kind: Kind) -> tuple[list[str], list[str]]:
        """The chunks that only one side has."""
        before, after = self._held.state.of(kind.table), self._coming.state.of(kind.table)
        common = set(before) & set(after)
        return [name for name in before if name not in common], [name for name in after if name not in common]

    def _differences(self, kind: Kind) -> Iterator[Difference]:
        """What these chunks differ in, some thousand rows at a time."""
        if kind in self._compared:
            yield from self._compared[kind]
            return
        before, after = self._changed_chunks(kind)
        found = []
        for one, other in self._side_by_side(kind, before, after):
            differs = difference(kind, one, other)
            found.append(differs)
            yield differs
            if rows_in([*before, *after]) > KEPT:
                found.clear()
        if before and after and rows_in([*before, *after]) <= KEPT:
            self._compared[kind] = found

    def _side_by_side(
        self, kind: Kind, before: Sequence[str], after: Sequence[str]
    ) -> Iterator[tuple[pa.Table, pa.Table]]:
        rows_before = (self._held.rows(kind, lot) for lot in lots(before))
        rows_after = (self._coming.rows(kind, lot) for lot in lots(after))
        if before and after:
            yield from windows(kind, rows_before, rows_after)
            return
        nothing = unpacked(kind, [])
        yield from ((rows, nothing) for rows in rows_before)
        yield from ((nothing, rows) for rows in rows_after)


def _cut(kind: Kind, cypher: str, rows: pa.Table, outcome: str) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH):
        yield Batch(kind, cypher, rows.slice(start, BATCH), outcome)
