"""Brings a server from the atlas that it holds to another one, by what they differ in."""

import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperatlas.base.errors import StoreError, StoreUnavailable
from paperatlas.loaders.neo4j import ledger
from paperatlas.loaders.neo4j.batches import NOTHING, Batch, Plan, Side
from paperatlas.loaders.neo4j.chunks import rows_in, unpacked
from paperatlas.loaders.neo4j.coming import IN_MEMORY, Coming, ReadParts
from paperatlas.loaders.neo4j.ledger import EMPTY, Entry, State
from paperatlas.loaders.neo4j.refusals import refuse_links, refuse_strangers
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.statements import PREFIX, definitions, row_parameters

if TYPE_CHECKING:
    import neo4j

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


def load(server: Server, read_parts: ReadParts, build: str, progress: ReportProgress) -> LoadReport:
    """Brings a server to an atlas; where it holds it already, nothing is written.

    No table is in memory as a whole: it is read in parts, and compared with what the server holds some thousand rows
    at a time.

    Args:
        server: Where to.
        read_parts: Gives the tables of the atlas.
        build: The atlas's content id.
        progress: Told how far it is.

    Raises:
        StoreError: Our labels hold nodes that were not loaded, foreign nodes are linked to some that vanish, the tables
            hold what no store can keep, or another load is at work.
        OutputError: There is no room for what is new.
        StoreUnavailable: The server can't be reached or does not answer; what is there is consistent, and the next load
            goes on from it.
    """
    loading = _Loading(server, progress)
    entry = loading.finished_entry()
    refuse_strangers(server, entry.held)
    held = entry.held
    if held.build != build:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            coming = Coming(server, read_parts, build, kept)
            held = coming.state
            plan = Plan(_stored(server, entry.held), Side(held, coming.rows))
            refuse_links(server, plan)
            _define(server)
            ledger.store_chunks(server, coming.missing())
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
        """Runs the batches but those that are done; between them it asks for what is compared next."""
        total, through, last = plan.most_rows, 0, time.perf_counter()
        try:
            for first, batches in plan.transactions(done):
                self._outcomes += self._run(batches, first)
                rows = sum(len(batch.rows) for batch in batches)
                through += rows
                self._progress(min(through, total), total)
                now = time.perf_counter()
                for batch in batches:
                    share = (now - last) * len(batch.rows) / rows
                    self._seconds[batch.kind.table] = self._seconds.get(batch.kind.table, 0.0) + share
                last = now
        except StoreUnavailable as error:
            raise StoreUnavailable(f"{error}; what is there is consistent: load again, and it goes on") from error

    def _run(self, batches: Sequence[Batch], first: int) -> Counter[str]:
        """Runs some batches in one transaction; tells how many rows they reached."""
        parameters = [row_parameters(it.kind, it.rows, by_target=it.outcome == "changed") for it in batches]

        def work(tx: "neo4j.Transaction") -> Counter[str]:
            outcomes: Counter[str] = Counter()
            there_already = not ledger.count_batches(tx, first, len(batches), self._loader)
            for batch, given in zip(batches, parameters, strict=True):
                reached = len(batch.rows) if there_already else tx.run(batch.cypher, given).single(strict=True)["rows"]
                self._refuse_others_work(batch, reached)
                outcomes[batch.outcome] += reached
            return outcomes

        return self._server.write(work, patience=len(batches))

    def _refuse_others_work(self, batch: Batch, reached: int) -> None:
        """Raises a `StoreError` where a batch did not find what it is about; what is to go may be gone already."""
        gone_already = batch.outcome == "removed" and reached < len(batch.rows)
        if reached != len(batch.rows) and not gone_already:
            raise StoreError(
                f"{self._server.login.uri}: {reached:,} of {len(batch.rows):,} {batch.kind.table} could be "
                f"{batch.outcome}, something else changed the atlas; take it out with `paperatlas load --remove`, "
                "and load again"
            )


def _stored(server: Server, state: State) -> Side:
    return Side(state, lambda kind, names: unpacked(kind, ledger.read_chunks(server, names)))


def _define(server: Server) -> None:
    """Makes the constraints and indexes that are missing."""
    there = {row["name"] for row in server.read("SHOW INDEXES YIELD name")}
    for name, cypher in (*ledger.DEFINITIONS.items(), *definitions()):
        if name not in there:
            server.define(cypher)
