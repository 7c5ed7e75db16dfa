"""All relations in a database that is kept, for the next build to go on from."""

import contextlib
import functools
import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa

from paperatlas.base.paths import is_regular
from paperatlas.graph.arrow import conform
from paperatlas.graph.engines.duckdb import BATCH, explained
from paperatlas.graph.relations import COMPUTED, RELATIONS, relation, tables_read, waited_for
from paperatlas.graph.relations.differences import KeptTables
from paperatlas.graph.relations.running import settings_tables
from paperatlas.graph.schema import declared

LISTINGS_AT_ONCE = 20_000
"""Whose texts are searched at once; for memory."""
_KEY = "kept_key"
_OWN = """
SELECT (SELECT count(*) FROM duckdb_views() WHERE NOT internal)
     + (SELECT count(*) FROM duckdb_functions() WHERE NOT internal)
"""
"""How much a database holds that we would not put there: names that could stand for something else."""


class NotKept(Exception):
    """There is no database to go on from: it is missing, damaged, or of other settings or versions."""


@contextlib.contextmanager
def kept_tables(path: Path, key: str, threads: int, memory: int, is_new: bool) -> Iterator[KeptTables]:
    """A database. What the block does is kept if it ends well; else the database is as it was.

    Args:
        path: Where it is.
        key: What its content follows from, besides the readings.
        threads: Of the database.
        memory: In megabytes; what needs more is spilled to disk.
        is_new: Whether to begin a new one; else there must be one to go on from.

    Raises:
        OutputError: There is too little memory and disk.
        NotKept: There is none, or what the block reads of it turns out to be damaged.
    """
    if is_new:
        remove(path)
    elif not is_regular(path) or any(os.path.lexists(each) and not is_regular(each) for each in _beside(path)):
        raise NotKept
    with explained(), _spilling(_beside(path)[1]), _connected(path, threads, memory, is_new) as connection:
        connection.execute("BEGIN TRANSACTION")
        if is_new:
            connection.execute(f"CREATE TABLE {_KEY} AS SELECT ? AS key", [key])
        elif not _is_of(connection, key):
            raise NotKept
        try:
            yield KeptTables(connection, is_new, _memory(path))
            connection.execute("COMMIT")
        except duckdb.Error as error:
            if is_new or _is_for_lack_of_room(error):
                raise
            raise NotKept from error


def _is_for_lack_of_room(error: duckdb.Error) -> bool:
    is_of_system = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException)
    return is_of_system and "corrupt" not in str(error).lower()


def remove(path: Path) -> None:
    """Removes a database."""
    log, spill = _beside(path)
    shutil.rmtree(spill, ignore_errors=True)
    for each in (path, log, spill, _memory(path)):
        each.unlink(missing_ok=True)


def _beside(path: Path) -> tuple[Path, Path]:
    """The log of a database, and where it puts what needs more memory than it may take."""
    return path.with_name(f"{path.name}.wal"), path.with_name(f"{path.name}.spill")


def _memory(path: Path) -> Path:
    """Where what remembers keeps what it found, and of what: so it holds whatever becomes of the database."""
    return path.with_name(f"{path.name}.people")


@contextlib.contextmanager
def _spilling(directory: Path) -> Iterator[None]:
    """Clears a directory away when the database that uses it is closed, with all on the disk."""
    try:
        yield
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def bring_up_to_date(
    kept: KeptTables, max_team: int, min_specificity: float, known_blocks: pa.Table | None
) -> Generator[tuple[str, pa.Table]]:
    """Makes every declared table, with the rows and the order that `run_relations` gives them.

    Args:
        kept: A database with the flat tables.
        max_team: Papers with more authors make no collaborations.
        min_specificity: Terms of less are no concepts.
        known_blocks: What a build before told apart.
    """
    kinds = declared()
    given = settings_tables(max_team, min_specificity, known_blocks)
    kept.connection.register("known_blocks", given.pop("known_blocks"))
    for name, rows in given.items():
        kept.put(name, rows)
    begun: dict[str, Future[Mapping[str, pa.Table]]] = {}
    with ThreadPoolExecutor(2) as pool:
        for name in RELATIONS:
            for wanted in waited_for(begun, name):
                for table, rows in begun.pop(wanted).result().items():
                    kept.put(table, rows)
            computed = COMPUTED.get(name)
            reads = tables_read(name)
            if computed is None:
                kept.run(name, relation(name), reads)
            elif kept.takes_difference(name, reads):
                kept.run(name, functools.partial(_computed, kept, name), reads)
            elif kept.is_due(reads):
                asked = _asked(kept, computed.selects)
                begun[name] = pool.submit(computed.made, name, asked, kept.memory)
            if name in kinds:
                yield name, conform(kept.rows(name, relation(name)), kinds[name])


def _computed(kept: KeptTables, name: str) -> pa.Table:
    """One of COMPUTED, of what it then asks the database; of many listings piece by piece."""
    computed = COMPUTED[name]
    lots: list[pa.Table] = []
    for piece in _pieces(kept) if computed.by_listing else ("",):
        selects = (f"FROM ({select}) rows {piece}" for select in computed.selects[: computed.by_listing])
        asked = _asked(kept, (*selects, *computed.selects[computed.by_listing :]))
        lots += computed.made(name, asked).values()
    return pa.concat_tables(lots)


def _pieces(kept: KeptTables) -> list[str]:
    """Conditions that take some listings each, all together."""
    firsts = f"""
        SELECT listing FROM (SELECT listing, row_number() OVER (ORDER BY listing) AS place FROM listing) numbered
        WHERE place % {LISTINGS_AT_ONCE} = 0
        ORDER BY listing
    """
    edges = [first for (first,) in kept.connection.sql(firsts).fetchall()]
    begins = [f"listing >= {first}" for first in edges]
    ends = [f"listing < {first}" for first in edges]
    both = zip(["true", *begins], [*ends, "true"], strict=True)
    return [f"WHERE {begin} AND {end}" for begin, end in both]


def _asked(kept: KeptTables, selects: tuple[str, ...]) -> list[pa.Table]:
    return [kept.connection.sql(select).to_arrow_table(BATCH) for select in selects]


def _connected(path: Path, threads: int, memory: int, is_new: bool) -> duckdb.DuckDBPyConnection:
    configuration: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": f"{memory}MB",
        "temp_directory": str(_beside(path)[1]),
        "python_enable_replacements": False,  # a name in a SELECT is a table, never a variable of ours
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        return duckdb.connect(str(path), config=configuration)
    except duckdb.Error as error:
        if is_new or isinstance(error, duckdb.OutOfMemoryException):
            raise
        raise NotKept from error


def _is_of(connection: duckdb.DuckDBPyConnection, key: str) -> bool:
    try:
        return connection.execute(_OWN).fetchall() == [(0,)] and connection.execute(f"FROM {_KEY}").fetchall() == [
            (key,)
        ]
    except duckdb.Error:
        return False
