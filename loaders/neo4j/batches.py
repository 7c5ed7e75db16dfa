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
from paperatlas.loaders.neo4j.statements import Kind, change, create, delete

BATCH = 10_000
"""Rows of a transaction; like the order of the batches it is part of the ledger's FORMAT, which counts them."""
KINDS: tuple[Kind, ...] = (*NODES, *EDGES)


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
        self._compared: dict[Kind, Difference] = {}

    def __iter__(self) -> Iterator[Batch]:
        for kind in (*EDGES, *NODES):
            yield from _cut(kind, delete(kind), self._difference(kind).vanished, "removed")
        for kind in KINDS:
            differs = self._difference(kind)
            yield from _cut(kind, create(kind), differs.created, "created")
            for names, rows in differs.changed:
                yield from _cut(kind, change(kind, names), rows, "changed")

    @property
    def most_rows(self) -> int:
        """How many rows there can be in all."""
        before, after = set(self._held.state.chunks), set(self._coming.state.chunks)
        return max(rows_in(before - after), rows_in(after - before))

    def vanishing(self, kind: NodeKind) -> Iterator[list[str]]:
        """The ids of nodes that are no longer there, a batch at a time."""
        for batch in _cut(kind, delete(kind), self._difference(kind).vanished, "removed"):
            yield batch.rows["id"].to_pylist()

    def _difference(self, kind: Kind) -> Difference:
        """What the chunks differ in that only one side has; what was joined for it is kept, whole tables are not."""
        if kind in self._compared:
            return self._compared[kind]
        before, after = self._held.state.of(kind.table), self._coming.state.of(kind.table)
        common = set(before) & set(after)
        rows_before = self._held.rows(kind, [name for name in before if name not in common])
        rows_after = self._coming.rows(kind, [name for name in after if name not in common])
        differs = difference(kind, rows_before, rows_after)
        if len(rows_before) and len(rows_after):
            self._compared[kind] = differs
        return differs


def _cut(kind: Kind, cypher: str, rows: pa.Table, outcome: str) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH):
        yield Batch(kind, cypher, rows.slice(start, BATCH), outcome)
