"""The figures of Neo4j in docs/benchmarks.md, on a server that it starts itself (see tests/install_neo4j.sh).

python -m tests.benchmarks.neo4j ATLAS                         loads the atlas, beside two simple loaders
python -m tests.benchmarks.neo4j ATLAS --added OTHER_ATLAS     also brings the server from ATLAS to OTHER_ATLAS and back
python -m tests.benchmarks.neo4j ATLAS --alone                 our loader only, for large atlases
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from paperatlas import Atlas
from paperatlas.asking import query
from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.loaders.neo4j.loading import remove
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.statements import definitions
from paperatlas.loaders.neo4j.store import Neo4jStore
from paperatlas.loaders.store import CypherStore
from paperatlas.queries import saved_queries
from tests.neo4j_servers import NEWEST, OLDEST, Neo4jProcess, prepared

ROUNDS = 5
SIMPLE_BATCH = 10_000
EVERY = 50
TIMEOUT = 600.0


def main() -> None:
    """Prints the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("atlas", type=Path)
    options.add_argument("--added", type=Path, help="the same atlas with one digest more")
    options.add_argument("--alone", action="store_true", help="without the simple loaders")
    options.add_argument("--version", choices=[OLDEST, NEWEST], default=OLDEST)
    options.add_argument("--heap", default="2g", help="of the server")
    options.add_argument("--page-cache", default="512m", help="of the server, for its files")
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="paperatlas-bench-") as scratch,
        prepared(given.version, Path(scratch, "home"), given.heap, given.page_cache, quick_start=False) as process,
        Atlas.open(given.atlas) as atlas,
    ):
        process.start()
        papers = len(atlas.tables["papers"])
        print(f"Neo4j {given.version}, heap {given.heap}, page cache {given.page_cache}, {papers:,} papers\n")
        print("| what | seconds |\n|---|---|", flush=True)
        with Server(process.login, TIMEOUT) as server:
            if not given.alone:
                compare_loaders(server, atlas)
            load_commands(process, server, atlas, given)
        print("\n| saved query | embedded, ms | Neo4j, ms |\n|---|---|---|", flush=True)
        with Neo4jStore(process.login) as store:
            for name, milliseconds in query_times(atlas, store):
                print(f"| {name} | {milliseconds[0]:.1f} | {milliseconds[1]:.1f} |", flush=True)


def compare_loaders(server: Server, atlas: Atlas) -> None:
    """First loads into an empty database: MERGE row by row for a sample, MERGE by 10,000, and ours."""
    warm_up(server, atlas)
    for _ in range(3):
        report("MERGE in batches of 10,000", timed(lambda: merge_all(server, atlas, SIMPLE_BATCH)))
        clear(server)
        with Server(server.login, TIMEOUT) as ours:
            report("paperatlas", timed(lambda: atlas.load_to(ours, lambda done, total: None)))
        remove(server, lambda done, total: None)
    nodes = timed(lambda: merge_all(server, atlas, 1, NODES, every=EVERY))
    merge_all(server, atlas, SIMPLE_BATCH, NODES)
    edges = timed(lambda: merge_all(server, atlas, 1, EDGES, every=EVERY))
    report(f"MERGE a row (measured on every {EVERY}th row, times {EVERY})", (nodes + edges) * EVERY)
    clear(server)


def warm_up(server: Server, atlas: Atlas) -> None:
    """The server compiles what it runs often: each loader meets it in the same state."""
    merge_all(server, atlas, SIMPLE_BATCH)
    clear(server)
    atlas.load_to(server, lambda done, total: None)
    remove(server, lambda done, total: None)


def merge_all(
    server: Server, atlas: Atlas, batch: int, kinds: Iterable[NodeKind | EdgeKind] = (*NODES, *EDGES), every: int = 1
) -> None:
    """What a simple loader does: maps as rows, MERGE and SET, an index on each id."""
    for name, cypher in definitions():
        if name.endswith("_id"):
            server.define(cypher)
    with server.session(writes=True) as session:
        for kind in kinds:
            cypher, rows = merge(kind), atlas.tables[kind.table]
            if every > 1:
                rows = rows.take(list(range(0, len(rows), every)))
            for start in range(0, len(rows), batch):
                listed = rows.slice(start, batch).to_pylist()
                session.execute_write(lambda tx, c=cypher, r=listed: tx.run(c, rows=r).consume())  # type: ignore[misc]


def merge(kind: NodeKind | EdgeKind) -> str:
    """The statement of a simple loader."""
    assignments = ", ".join(f"it.`{column.name}` = row.`{column.name}`" for column in kind.properties)
    if isinstance(kind, NodeKind):
        return f"UNWIND $rows AS row MERGE (it:{kind.label} {{id: row.id}}) SET {assignments}"
    return (
        f"UNWIND $rows AS row MATCH (a:{kind.source} {{id: row.source}}) MATCH (b:{kind.target} {{id: row.target}}) "
        f"MERGE (a)-[it:{kind.type}]->(b) SET {assignments}"
    )


def clear(server: Server) -> None:
    """Empties the database in steps that fit into the server's memory."""
    for cypher in (
        "MATCH ()-[r]->() WITH r LIMIT 20000 DELETE r RETURN count(*) AS gone",
        "MATCH (n) WITH n LIMIT 20000 DELETE n RETURN count(*) AS gone",
    ):
        while server.write(lambda tx, c=cypher: tx.run(c).single(strict=True)["gone"]):  # type: ignore[misc]
            pass
    for name, _ in definitions():
        server.define(f"DROP {'CONSTRAINT' if name.endswith('_id') else 'INDEX'} {name} IF EXISTS")


def load_commands(process: Neo4jProcess, server: Server, atlas: Atlas, given: argparse.Namespace) -> None:
    """A first load by table, and the whole command as a user runs it: again, and with one digest more."""
    loaded = atlas.load_to(server, lambda done, total: None)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # most so far, of this process alone
    report(f"first load; {megabytes:.0f} MB of memory", loaded.seconds)
    for table, seconds in loaded.seconds_by_table.items():
        report(f"of that {table}, {len(atlas.tables[table]):,} rows", seconds)
    report("`paperatlas load` again, nothing changed", [command(process, given.atlas) for _ in range(ROUNDS)])
    if given.added:
        there, back = [], []
        for _ in range(ROUNDS):
            there.append(command(process, given.added))
            back.append(command(process, given.atlas))
        report("`paperatlas load`, one digest added", there)
        report("`paperatlas load`, one digest taken away", back)


def command(process: Neo4jProcess, atlas: Path) -> float:
    """Seconds of `paperatlas load`."""
    arguments = [sys.executable, "-m", "paperatlas", "load", "--quiet", "--timeout", "600", "--atlas", str(atlas)]
    environment = {**os.environ, "NEO4J_URI": process.login.uri, "NEO4J_PASSWORD": process.login.password}
    return timed(lambda: subprocess.run(arguments, env=environment, check=True))


def query_times(atlas: Atlas, store: CypherStore) -> Iterator[tuple[str, list[float]]]:
    """The median of some runs of each saved query on both stores, after one that warms up."""
    for name, given in questions(atlas).items():
        asked = [partial(query, each, name, given, timeout_seconds=TIMEOUT) for each in (atlas.store, store)]
        answers = [ask().rows for ask in asked]
        times = [statistics.median(timed(ask) for _ in range(ROUNDS)) * 1000 for ask in asked]
        yield name if answers[0] == answers[1] else f"{name} (ANSWERS DIFFER)", times


def questions(atlas: Atlas) -> dict[str, dict[str, Any]]:
    """Values for every saved query that has what it asks for: the most connected people, concepts and papers."""
    most: dict[str, list[Any]] = {
        "author": [row["id"] for row in atlas.query("prolific-authors", limit=2)],
        "concept": [row["name"] for row in atlas.query("find-concepts", word="", limit=2)],
        "paper": [row[-1] for row in atlas.query("most-voted", limit=2).rows],
        "integer": [int(atlas.tables["dates"]["id"][-1].as_py()[:4])],  # a year
    }
    venues = atlas.tables["papers"]["venue"]
    venueless = venues.null_count == len(venues)
    given: dict[str, dict[str, Any]] = {}
    for name, saved in saved_queries().items():
        required = [parameter for parameter in saved.parameters if parameter.required]
        if venueless and any(it.type == "letters-of-venue" for it in required):
            continue
        given[name] = {it.name: most[it.type][it.name == "other"] if it.type in most else "an" for it in required}
    return given


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(what: str, seconds: float | list[float]) -> None:
    """Prints a row of the table."""
    listed = seconds if isinstance(seconds, list) else [seconds]
    spread = f" ({min(listed):.2f} to {max(listed):.2f})" if len(listed) > 1 else ""
    print(f"| {what} | {statistics.median(listed):.2f}{spread} |", flush=True)


if __name__ == "__main__":
    main()
