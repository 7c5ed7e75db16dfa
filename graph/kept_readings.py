"""Readings in a database that is kept: those that are gone are taken out, new ones come in, and all have their papers.

A listing keeps its number, and new ones get numbers in the gaps: only their order counts.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.base.errors import AtlasError
from paperatlas.graph.concepts.overrides import Overrides
from paperatlas.graph.concepts.vocabulary import Vocabulary
from paperatlas.graph.extraction import problems_of
from paperatlas.graph.joining import ORDER, READ, listing_order, of_user, with_source
from paperatlas.graph.kept_places import KEPT, append_listings, declare_listings, place_listings, remove_listings
from paperatlas.graph.people.told import told_people
from paperatlas.graph.problems import read_of_file, written_of_file
from paperatlas.graph.records import Problem
from paperatlas.graph.relations.differences import KeptTables

GAP = 4096
"""Between the numbers of two listings that follow each other in a new database."""
AT_ONCE = 5_000
"""Listings that are put in together."""
_NUMBER = pa.field("listing", pa.int64())
_FILE = pa.field("file", pa.string())
_FILES = pa.schema(
    [("file", pa.string()), ("source", pa.string()), ("listings", pa.int64()), ("problems", pa.string())]
)
_UNKNOWN = np.iinfo(np.int32).min
"""Stands for no day."""
_FILES_TABLE = "kept_files"


class NoRoom(Exception):
    """There are more new listings between two old ones than numbers."""


class File(NamedTuple):
    """A reading, by what it is called in the database, and the source that it is a reading of."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class KeptReadings:
    """What is to be said of the readings in a database.

    Attributes:
        papers: Number of listings by source.
        problems: What was met when files were read, and what only shows when all listings are seen together.
        titles: `paper`, `title`, `source` and `line` of the listings whose paper may have others.
        unmatched_people: Whom the user names and no paper has, each with the rule.
    """

    papers: Mapping[str, int]
    problems: Sequence[Problem]
    titles: pa.Table
    unmatched_people: Sequence[tuple[str, str]]


def known_files(kept: KeptTables) -> set[File]:
    """The readings that the database holds."""
    rows = kept.connection.sql(f"SELECT file, source FROM {_FILES_TABLE}").fetchall()
    return {File(*row) for row in rows}


def declare_tables(kept: KeptTables) -> None:
    """Makes the tables of a new database."""
    kept.declare(_FILES_TABLE, _FILES)
    declare_listings(kept)


def exchange(kept: KeptTables, gone: Iterable[File], new: Callable[[], Iterable[tuple[File, pa.Table]]]) -> None:
    """Takes readings out and puts others in.

    Args:
        kept: The database.
        gone: Which go.
        new: Opens those that come, one by one, twice: together they may not fit in memory.

    Raises:
        NoRoom: There is no number left for a new listing; a new database has some.
        AtlasError: A reading is another the second time.
    """
    lost = pa.table({"file": pa.array([each.name for each in gone], pa.string())})
    if len(lost):
        kept.connection.register("lost_files", lost)
        remove_listings(kept, "file IN (FROM lost_files)")
        kept.remove(_FILES_TABLE, "file IN (FROM lost_files)")
        kept.connection.unregister("lost_files")
    seen: list[tuple[File, int]] = []
    numbers = _numbered(kept, _noted(new(), seen))
    said, batch, at = [], [], 0
    for place, (file, reading) in enumerate(new()):
        if seen[place : place + 1] != [(file, len(reading))]:
            raise AtlasError(f"{file.source}: what was read of this file changed in the cache; build again")
        listing = numbers.slice(at, len(reading))
        at += len(reading)
        rows = with_source(reading, file.source).append_column(_NUMBER, listing)
        batch.append(rows.add_column(0, _FILE, pa.repeat(pa.scalar(file.name, pa.string()), len(rows))))
        said.append(_said(file, reading))
        if sum(map(len, batch)) >= AT_ONCE:
            _put_in(kept, batch)
            batch = []
    if batch:
        _put_in(kept, batch)
    kept.append(_FILES_TABLE, pa.Table.from_pylist(said, _FILES))


def _noted(new: Iterable[tuple[File, pa.Table]], seen: list[tuple[File, int]]) -> Iterator[tuple[File, pa.Table]]:
    for file, reading in new:
        seen.append((file, len(reading)))
        yield file, reading


def _said(file: File, reading: pa.Table) -> dict[str, str | int]:
    problems = written_of_file(problems_of(reading, ""))
    return {"file": file.name, "source": file.source, "listings": len(reading), "problems": problems}


def place(kept: KeptTables, overrides: Overrides, vocabulary: Vocabulary) -> KeptReadings:
    """Finds the paper of each listing, and puts in what follows from that."""
    placed = place_listings(kept, overrides)
    for name, table in of_user(overrides, vocabulary).items():
        kept.put(name, table)
    told, unmatched = told_people(overrides.same_people, overrides.different_people, kept)
    kept.put("told_people", told)
    files = kept.connection.sql(f"SELECT source, listings, problems FROM {_FILES_TABLE} ORDER BY file").fetchall()
    papers: dict[str, int] = {}
    for source, listings, _ in files:
        papers[source] = papers.get(source, 0) + listings
    read = [problem for source, _, problems in files for problem in read_of_file(problems, source)]
    return KeptReadings(papers, [*read, *placed.problems], placed.titles, unmatched)


def _put_in(kept: KeptTables, batch: Sequence[pa.Table]) -> None:
    rows = pa.concat_tables(batch).combine_chunks()
    append_listings(kept, rows.take(pc.sort_indices(rows, sort_keys=[("listing", "ascending")])))


def _numbered(kept: KeptTables, new: Iterable[tuple[File, pa.Table]]) -> pa.Array:
    """The numbers of new listings, reading by reading: among each other and among the old ones in `ORDER`."""
    select = f"SELECT line, day, source, listing FROM {KEPT} ORDER BY listing"
    old = kept.connection.sql(select).to_arrow_table()
    schema = pa.schema([READ.field(name) for name in ("line", "day", "source")])
    come = _line_day_source(new).cast(schema)
    keys = pa.concat_tables([old.select(schema.names).cast(schema), come])
    places = pc.sort_indices(listing_order(keys), sort_keys=ORDER).to_numpy()
    known = np.concatenate([old["listing"].to_numpy(), np.full(len(come), -1)])[places]
    found = np.empty(len(keys), np.int64)
    found[places] = _filled(known)
    return pa.array(found[len(old) :], pa.int64())


def _line_day_source(new: Iterable[tuple[File, pa.Table]]) -> pa.Table:
    """What orders new listings; an unknown day as null."""
    lines, days, sizes, sources = [], [], [], []
    for file, reading in new:
        lines.append(_copied(reading["line"], 0))  # a copy: the file of each reading would stay open
        days.append(_copied(pc.cast(reading["day"], pa.int32()), _UNKNOWN))
        sizes.append(len(reading))
        sources.append(file.source)
    named = np.repeat(np.arange(len(sources), dtype=np.int64), sizes)
    day = np.concatenate(days) if days else np.zeros(0, np.int32)
    return pa.table(
        {
            "line": np.concatenate(lines) if lines else np.zeros(0, np.int64),
            "day": pc.cast(pa.array(day, pa.int32(), mask=day == _UNKNOWN), pa.date32()),
            "source": pc.take(pa.array(sources, pa.string()), pa.array(named)),
        }
    )


def _copied(column: pa.ChunkedArray, unknown: int) -> np.ndarray:
    return np.array(pc.fill_null(column, unknown).to_numpy())


def _filled(known: np.ndarray) -> np.ndarray:
    """Rising numbers, some of which are known and the others -1.

    >>> _filled(np.array([64, -1, -1, 128, -1])).tolist()
    [64, 85, 106, 128, 4224]
    """
    filled = known.copy()
    given = np.flatnonzero(known >= 0)
    edges = [-1, *given.tolist(), len(known)]
    for before, after in itertools.pairwise(edges):
        count = after - before - 1
        if not count:
            continue
        low = int(known[before]) if before >= 0 else 0
        step = GAP if after == len(known) else (int(known[after]) - low) // (count + 1)
        if step < 1:
            raise NoRoom
        filled[before + 1 : after] = low + step * np.arange(1, count + 1)
    return filled
