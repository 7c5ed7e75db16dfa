"""What a server says it holds: the chunks of one atlas, and how far a load has come.

One node (:PaperatlasLoad) names the chunks that were loaded, `held`. While a load is at work it also names those that
are to be there at its end, `coming`, and how many batches are `done`: batches count themselves in their transaction,
so a load that dies at any point can be finished by another one. The chunks are nodes of their own, (:PaperatlasChunk).
"""

import base64
import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paperatlas.base.errors import StoreError
from paperatlas.loaders.neo4j.chunks import Chunk, table_of
from paperatlas.loaders.neo4j.server import Server

if TYPE_CHECKING:
    import neo4j

FORMAT = 2
"""Says which batches lead from one state to another, and in which order: they are counted."""
FORMATS = (1, 2)
"""Those in which it says the same of what is held."""
LOAD, CHUNK = "PaperatlasLoad", "PaperatlasChunk"
CHUNKS_AT_ONCE = 50
DEFINITIONS = {
    name: f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for name, label in (("paperatlas_load_id", LOAD), ("paperatlas_chunk_id", CHUNK))
}
ANOTHER_LOAD = "another load is at work on this database; wait for it, then try again"


@dataclass(frozen=True, slots=True)
class State:
    """An atlas as it stands on a server.

    Attributes:
        build: Its content id; None for nothing at all, and where it is not known.
        chunks: The names of its chunks.
    """

    build: str | None
    chunks: tuple[str, ...]

    def of(self, table: str) -> list[str]:
        """The chunks of a table, in order."""
        return [name for name in self.chunks if table_of(name) == table]


EMPTY = State(None, ())


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says.

    Attributes:
        held: What is there, or was before the load that is at work.
        coming: What is there after it; None where none is at work.
        done: The batches of it that are through.
        loader: Who wrote last.
        format: In which it was written.
    """

    held: State = EMPTY
    coming: State | None = None
    done: int = 0
    loader: str | None = None
    format: int = FORMAT


def read(server: Server) -> Entry:
    """Reads the ledger; an empty one where nothing was ever loaded.

    Raises:
        StoreError: A newer version of paperatlas wrote it.
    """
    rows = server.read(f"MATCH (load:{LOAD} {{id: 'atlas'}}) RETURN load {{.*}} AS load")
    if not rows:
        return Entry()
    load: Mapping[str, Any] = rows[0]["load"]
    if load["format"] not in FORMATS:
        raise StoreError(f"a newer version of paperatlas loaded {server.login.uri}; use that one")
    coming = State(load.get("coming_build"), tuple(load["coming"])) if "coming" in load else None
    held = State(load.get("held_build"), tuple(load["held"]))
    return Entry(held, coming, load["done"], load["loader"], load["format"])


def record(held: State) -> dict[str, Any]:
    """The properties of a ledger that says what is held, and no load at work."""
    held_values = {"held": list(held.chunks), "held_build": held.build}
    return {"id": "atlas", "format": FORMAT, **held_values, "done": 0, "loader": ""}


def begin(server: Server, entry: Entry, coming: State, loader: str) -> None:
    """Writes down what is coming.

    Raises:
        StoreError: Another load has written since the entry was read.
    """
    new = record(EMPTY)
    values = {
        "coming": list(coming.chunks),
        "coming_build": coming.build,
        "done": 0,
        "loader": loader,
        "format": FORMAT,
    }

    def work(tx: "neo4j.Transaction") -> None:
        if entry.loader is None:
            tx.run(f"MERGE (load:{LOAD} {{id: 'atlas'}}) ON CREATE SET load += $new", new=new).consume()
        _claim(tx, "load.loader IN $loaders", loaders=[entry.loader or new["loader"], loader], values=values)
        stored = f"UNWIND $names AS name MATCH (:{CHUNK} {{id: name}}) RETURN count(*) AS number"
        if tx.run(stored, names=list(coming.chunks)).single(strict=True)["number"] < len(coming.chunks):
            raise StoreError(ANOTHER_LOAD)

    server.write(work)


def take_over(server: Server, entry: Entry, loader: str) -> None:
    """Goes on with the load that the entry tells of; should that one still be alive, it notices.

    Raises:
        StoreError: It has come further since the entry was read, or another version began it.
    """
    if entry.format != FORMAT:
        raise StoreError(
            f"an earlier version of paperatlas began a load of {server.login.uri} that was cut off; finish it with "
            "that one, or take the atlas out with `paperatlas load --remove` and load again"
        )
    seen = {"loaders": [entry.loader, loader], "done": entry.done, "values": {"loader": loader}}
    server.write(lambda tx: _claim(tx, "load.loader IN $loaders AND load.done = $done", **seen))


def give_up(server: Server, entry: Entry, loader: str) -> Entry:
    """Ends the load that the entry tells of where it is: of the chunks before and after it, any row may be there.

    Raises:
        StoreError: It has come further since the entry was read.
    """
    coming = entry.coming or EMPTY
    held = State(None, tuple(dict.fromkeys((*entry.held.chunks, *coming.chunks))))
    values = {**record(held), "coming": None, "coming_build": None, "loader": loader}
    seen = {"before": entry.loader, "done": entry.done, "loader": loader, "values": values}
    # Ours already where it went through, and only the answer was lost.
    as_seen = "load.loader = $loader OR load.loader = $before AND load.done = $done"
    server.write(lambda tx: _claim(tx, as_seen, **seen))
    return Entry(held, loader=loader)


def count_batches(tx: "neo4j.Transaction", first: int, number: int, loader: str) -> bool:
    """Counts batches in their own transaction; False where it went through before, and only the answer was lost.

    Raises:
        StoreError: Another load has taken over.
    """
    seen = {"loader": loader, "before": first, "after": first + number}
    rows = _locked(tx, "load.loader = $loader AND load.done IN [$before, $after]", "load.done = $after", **seen)
    if not rows:
        raise StoreError(ANOTHER_LOAD)
    return bool(rows[0]["done"] == first)


def finish(server: Server, coming: State, loader: str) -> None:
    """What was coming is now held; chunks that are no longer needed go.

    Raises:
        StoreError: Another load has taken over.
    """
    values = {"held": list(coming.chunks), "held_build": coming.build, "done": 0, "coming": None, "coming_build": None}
    server.write(lambda tx: _claim(tx, "load.loader = $loader", loader=loader, values=values))
    drop_chunks(server, chunk_names(server) - set(coming.chunks))


def _claim(tx: "neo4j.Transaction", condition: str, **parameters: Any) -> None:
    if not _locked(tx, condition, "load += $values", **parameters):
        raise StoreError(ANOTHER_LOAD)


def _locked(tx: "neo4j.Transaction", condition: str, change: str, **parameters: Any) -> "list[neo4j.Record]":
    """Changes the ledger if it is as expected, nobody else meanwhile; gives the batches done before."""
    cypher = (
        f"MATCH (load:{LOAD} {{id: 'atlas'}}) SET load.loader = load.loader "  # the lock
        f"WITH load, load.done AS done WHERE {condition} SET {change} RETURN done"
    )
    return list(tx.run(cypher, parameters))


def remove(server: Server) -> None:
    """Takes the ledger away."""
    drop_chunks(server, chunk_names(server))
    server.write(lambda tx: tx.run(f"MATCH (load:{LOAD}) DELETE load").consume())


def chunk_names(server: Server) -> set[str]:
    """The chunks whose content is there."""
    return {row["name"] for row in server.read(f"MATCH (chunk:{CHUNK}) RETURN chunk.id AS name")}


def store_chunks(server: Server, chunks: Iterable[Chunk]) -> None:
    """Puts the content of chunks there."""
    left = iter(chunks)
    while rows := [[chunk.name, as_text(chunk.content)] for chunk in itertools.islice(left, CHUNKS_AT_ONCE)]:
        server.write(functools.partial(_merge_chunks, rows=rows))


def _merge_chunks(tx: "neo4j.Transaction", rows: list[list[str]]) -> None:
    tx.run(f"UNWIND $rows AS row MERGE (chunk:{CHUNK} {{id: row[0]}}) SET chunk.content = row[1]", rows=rows).consume()


def read_chunks(server: Server, names: Sequence[str]) -> list[bytes]:
    """The content of chunks, in the order of their names.

    Raises:
        StoreError: Some are gone.
    """
    contents: dict[str, bytes] = {}
    for start in range(0, len(names), CHUNKS_AT_ONCE):
        wanted = list(names[start : start + CHUNKS_AT_ONCE])
        cypher = f"UNWIND $names AS name MATCH (chunk:{CHUNK} {{id: name}}) RETURN name, chunk.content AS content"
        contents |= {row["name"]: base64.b64decode(row["content"]) for row in server.read(cypher, names=wanted)}
    if len(contents) < len(names):
        raise StoreError(
            f"{server.login.uri}: nodes of {CHUNK} were removed, so what the database holds is no longer known; delete "
            f"what is left of the atlas with its {LOAD} node, and load again"
        )
    return [contents[name] for name in names]


def drop_chunks(server: Server, names: Iterable[str]) -> None:
    """Takes chunks away."""
    cypher = f"UNWIND $names AS name MATCH (chunk:{CHUNK} {{id: name}}) DELETE chunk"
    doomed = sorted(names)
    if doomed:
        server.write(lambda tx: tx.run(cypher, names=doomed).consume())


def as_text(content: bytes) -> str:
    """A chunk's content as it is kept: bulk files have no bytes."""
    return base64.b64encode(content).decode("ascii")
