"""The batches that lead from one state of a server to another.

Their order follows from the two states alone: edges that vanished, nodes that did, then new and changed nodes, then new
and changed edges. So a load that was cut off goes on where it stopped, whoever takes it up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from paperatlas.graph.schema import EDGES, NODES, NodeKind
from paperatlas.loaders.neo4j.chunks import rows_in, unpacked
from paperatlas.loaders.neo4j.difference import changed, created, vanished
from paperatlas.loaders.neo4j.ledger import EMPTY, State
from paperatlas.loaders.neo4j.statements import Kind, change, create, delete

BATCH = 10_000
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


def batches(held: Side, coming: Side) -> Iterator[Batch]:
    """All that leads from one state to the other."""
    for kind in (*EDGES, *NODES):
        yield from _cut(kind, delete(kind), vanishing(held, coming, kind), "removed")
    for kind in KINDS:
        if _differing(coming, held, kind):
            before, after = _rows(held, coming, kind)
            yield from _cut(kind, create(kind), created(kind, before, after), "created")
            for names, rows in changed(kind, before, after):
                yield from _cut(kind, change(kind, names), rows, "changed")


def most_rows(held: Side, coming: Side) -> int:
    """How many rows the batches can have."""
    before, after = set(held.state.chunks), set(coming.state.chunks)
    return max(rows_in(before - after), rows_in(after - before))


def vanishing(held: Side, coming: Side, kind: Kind) -> pa.Table:
    """The keys of a table that are no longer there."""
    if not _differing(held, coming, kind):
        return NOTHING.rows(kind, [])
    return vanished(kind, *_rows(held, coming, kind))


def vanishing_ids(held: Side, coming: Side, kind: NodeKind) -> Iterator[list[str]]:
    """The ids of nodes that are no longer there, a batch at a time."""
    for batch in _cut(kind, "", vanishing(held, coming, kind), "removed"):
        yield batch.rows["id"].to_pylist()


def _differing(side: Side, other: Side, kind: Kind) -> list[str]:
    """The chunks of a table that only one side has."""
    others = set(other.state.chunks)
    return [name for name in side.state.of(kind.table) if name not in others]


def _rows(held: Side, coming: Side, kind: Kind) -> tuple[pa.Table, pa.Table]:
    """The rows of a table in the chunks that differ, before and after."""
    before, after = _differing(held, coming, kind), _differing(coming, held, kind)
    return held.rows(kind, before), coming.rows(kind, after)


def _cut(kind: Kind, cypher: str, rows: pa.Table, outcome: str) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH):
        yield Batch(kind, cypher, rows.slice(start, BATCH), outcome)
