"""Brings a server from the atlas that it holds to another one, by what they differ in."""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from paperatlas.base.errors import StoreError
from paperatlas.graph.kinds import NodeKind
from paperatlas.graph.validation import violations
from paperatlas.loaders.neo4j import ledger
from paperatlas.loaders.neo4j.batches import KINDS, NOTHING, Batch, Plan, Side
from paperatlas.loaders.neo4j.chunks import Chunk, rows_in, split, unpacked
from paperatlas.loaders.neo4j.ledger import EMPTY, Entry, State
from paperatlas.loaders.neo4j.refusals import refuse_links, refuse_strangers
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.statements import PREFIX, Kind, definitions, row_parameters

if TYPE_CHECKING:
    import neo4j

ReadTable = Callable[[str], pa.Table]  # gives the table of a name
ReportProgress = Callable[[int, int], None]  # told how many of how many rows are through


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, in nodes and edges.

    Attributes:
        created: New ones.
        changed: Those with other properties than before.
        removed: Those that vanished.
        unchanged: The others.
        seconds: In all.
        seconds_by_table: Of that, what their batches took.
    """

    created: int
    changed: int
    removed: int
    unchanged: int
    seconds: float
    seconds_by_table: Mapping[str, float]


def load(server: Server, read_table: ReadTable, build: str, progress: ReportProgress) -> LoadReport:
    """Brings a server to an atlas; where it holds it already, nothing is written.

    Args:
        server: Where to.
        read_table: Gives the tables of the atlas.
        build: The atlas's content id.
        progress: Told how far it is.

    Raises:
        StoreError: Our labels hold nodes that were not loaded, foreign nodes are linked to some that vanish, the tables
            hold what no store can keep, or another load is at work.
        StoreUnavailable: The server can't be reached or does not answer; what is there is consistent, and the next load
            goes on from it.
    """
    loading = _Loading(server, progress)
    entry = loading.finished_entry()
    refuse_strangers(server, entry.held)
    held = entry.held
    if held.build != build:
        coming = _Coming(read_table, ledger.chunk_names(server))
        held = State(build, tuple(coming.places))
        plan = Plan(_stored(server, entry.held), Side(held, coming.rows))
        refuse_links(server, plan)
        _define(server)
        ledger.store_chunks(server, coming.missing)
        loading.move(entry, held, plan)
    return loading.report(held)


def remove(server: Server, progress: ReportProgress) -> LoadReport:
    """Takes the atlas out of a server whole, with its constraints and indexes; also one whose load was cut off.

    Raises:
        StoreError: Foreign nodes are linked to ours.
        StoreUnavailable: The server can't be reached or does not answer; removing goes on from there the next time.
    """
    loading = _Loading(server, progress)
    entry = loading.entry_to_remove()
    if entry.loader is not None:
        plan = Plan(_stored(server, entry.held), NOTHING)
        refuse_links(server, plan)
        loading.move(entry, EMPTY, plan)
        ledger.remove(server)
    for row in server.read("SHOW INDEXES YIELD name, owningConstraint WHERE name STARTS WITH $prefix", prefix=PREFIX):
        server.define(f"DROP {'CONSTRAINT' if row['owningConstraint'] else 'INDEX'} {row['name']} IF EXISTS")
    return loading.report(EMPTY)


class _Coming:
    """An atlas that is to be loaded, cut into chunks.

    Attributes:
        places: The first row and the number of rows of each chunk.
        missing: The chunks that the server lacks.
    """

    def __init__(self, read_table: ReadTable, known: set[str]) -> None:
        self._read_table = read_table
        self.places: dict[str, tuple[int, int]] = {}
        self.missing: list[Chunk] = []
        ids: dict[str, pa.Array] = {}
        for kind in KINDS:
            rows = read_table(kind.table)
            if isinstance(kind, NodeKind):
                ids[kind.label] = rows["id"]
            wrong = list(violations(kind, rows, ids))
            if wrong:
                raise StoreError(f"the tables can't be loaded, build the atlas again: {'; '.join(wrong)}")
            self._cut(kind, rows, known)

    def _cut(self, kind: Kind, rows: pa.Table, known: set[str]) -> None:
        first = 0
        for chunk in split(kind, rows):
            self.places[chunk.name] = (first, chunk.rows)
            first += chunk.rows
            if chunk.name not in known:
                self.missing.append(chunk)

    def rows(self, kind: Kind, names: Sequence[str]) -> pa.Table:
        """The rows of some chunks."""
        table = self._read_table(kind.table)
        return pa.concat_tables([table.slice(0, 0), *(table.slice(*self.places[name]) for name in names)])


class _Loading:
    """One run: who it is to the ledger, and what it did."""

    def __init__(self, server: Server, progress: ReportProgress) -> None:
        self._server = server
        self._progress = progress
        self._loader = secrets.token_hex(8)
        self._started = time.perf_counter()
        self._outcomes: Counter[str] = Counter()
        self._seconds: dict[str, float] = {}

    def finished_entry(self) -> Entry:
        """What the server holds, after a load that was cut off is brought to its end."""
        entry = ledger.read(self._server)
        if entry.coming is None:
            return entry
        ledger.take_over(self._server, entry, self._loader)
        self._apply(Plan(_stored(self._server, entry.held), _stored(self._server, entry.coming)), entry.done)
        ledger.finish(self._server, entry.coming, self._loader)
        return Entry(entry.coming, loader=self._loader)

    def entry_to_remove(self) -> Entry:
        """What the server may hold; a load that was cut off is given up, for others may have made it impossible."""
        entry = ledger.read(self._server)
        return entry if entry.coming is None else ledger.give_up(self._server, entry, self._loader)

    def move(self, entry: Entry, coming: State, plan: Plan) -> None:
        """Brings the server from what it holds to what is coming."""
        ledger.begin(self._server, entry, coming, self._loader)
        self._apply(plan, done=0)
        ledger.finish(self._server, coming, self._loader)

    def report(self, held: State) -> LoadReport:
        """What was done, now that a state is held."""
        created, changed, removed = (self._outcomes[name] for name in ("created", "changed", "removed"))
        unchanged = max(0, rows_in(held.chunks) - created - changed)  # more was done where a load was finished first
        seconds = time.perf_counter() - self._started
        return LoadReport(created, changed, removed, unchanged, seconds, self._seconds)

    def _apply(self, plan: Plan, done: int) -> None:
        """Runs the batches but those that are done."""
        total, through, last = plan.most_rows, 0, time.perf_counter()
        for number, batch in enumerate(plan):
            if number >= done:
                self._outcomes[batch.outcome] += self._run(batch, number)
            through += len(batch.rows)
            self._progress(min(through, total), total)
            now = time.perf_counter()
            self._seconds[batch.kind.table] = self._seconds.get(batch.kind.table, 0.0) + now - last
            last = now

    def _run(self, batch: Batch, number: int) -> int:
        """Runs a batch; tells how many rows it reached."""
        parameters = row_parameters(batch.kind, batch.rows, by_target=batch.outcome == "changed")

        def work(tx: "neo4j.Transaction") -> int:
            if not ledger.count_batch(tx, number, self._loader):
                return len(batch.rows)
            reached: int = tx.run(batch.cypher, parameters).single(strict=True)["rows"]
            gone_already = batch.outcome == "removed" and reached < len(batch.rows)
            if reached != len(batch.rows) and not gone_already:
                raise StoreError(
                    f"{self._server.login.uri}: {reached:,} of {len(batch.rows):,} {batch.kind.table} could be "
                    f"{batch.outcome}, something else changed the atlas; take it out with `paperatlas load --remove`, "
                    "and load again"
                )
            return reached

        return self._server.write(work)


def _stored(server: Server, state: State) -> Side:
    return Side(state, lambda kind, names: unpacked(kind, ledger.read_chunks(server, names)))


def _define(server: Server) -> None:
    """Makes the constraints and indexes that are missing."""
    there = {row["name"] for row in server.read("SHOW INDEXES YIELD name")}
    for name, cypher in (*ledger.DEFINITIONS.items(), *definitions()):
        if name not in there:
            server.define(cypher)
