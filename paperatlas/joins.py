"""The joins of all readings: in memory, or for a large atlas in a database that the next build goes on from."""

import contextlib
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from paperatlas.base.errors import ShortageError
from paperatlas.base.memory import available_megabytes
from paperatlas.graph.records import Problem
from paperatlas.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from paperatlas.graph.kept_readings import File, KeptReadings
    from paperatlas.graph.relations.differences import KeptTables

LARGE = 120_000_000
"""Bytes of readings from which on the joins are kept, those of some 20,000 papers: making those of fewer anew takes no
longer."""

JOINS_SHARE = 0.25
"""Of the memory that is available: the joins may take it, what needs more is spilled to disk, with the same result."""
JOINS_LEAST, JOINS_MOST = 500, 8_000
"""Megabytes."""
KEPT_LEAST, KEPT_SHARE = 700, 0.8
"""Megabytes of a database that is kept, and of the size of the readings: the rest is on the disk anyway. Where that is
too little, it gets what joins may take."""
JOINS_ELSE = 1500
"""Where the system does not tell what is available."""


class DamagedJoins(Exception):
    """The joins that a build went on from were damaged; they are gone, and it can begin again."""


class TightJoins(ShortageError):
    """The joins that are kept need more memory than they got, and could get more."""


class Joins(Protocol):
    """All readings, and the tables that are made of them.

    Attributes:
        papers: Number of listings by source.
        paper_count: Number of papers.
        problems: What was met when files were read, and what only shows when all files are seen together.
        unmatched_people: Whom the user names and no paper has, each with the rule.
        fits: Whether all tables fit in memory together.
        tables: The flat tables of the readings by name.
    """

    papers: Mapping[str, int]
    paper_count: int
    problems: Sequence[Problem]
    unmatched_people: Sequence[tuple[str, str]]
    fits: bool
    tables: "Mapping[str, pa.Table]"

    def run(
        self, settings: Settings, jobs: int, known_blocks: "pa.Table | None", spill: Path
    ) -> "Generator[tuple[str, pa.Table]]":
        """Makes every declared table; see `paperatlas.graph.relations.running.run_relations`."""

    def beside(self) -> "Mapping[str, pa.Table]":
        """Once all are made, what comes beside them."""


class JoinsInMemory:
    """Joins of readings that are in memory, and used up; see `Joins`."""

    def __init__(self, readings: "Sequence[tuple[str, pa.Table]]", settings: Settings) -> None:
        from paperatlas.graph.consistency import title_conflicts
        from paperatlas.graph.extraction import problems_of
        from paperatlas.graph.joining import join_readings

        papers: Counter[str] = Counter()
        for source, table in readings:
            papers[source] += len(table)
        self.papers: Mapping[str, int] = papers
        read = [problem for source, table in readings for problem in problems_of(table, source)]
        inputs = join_readings(readings, settings.overrides, settings.vocabulary)
        self.fits = True
        self._inputs = inputs.tables
        self.tables: Mapping[str, pa.Table] = inputs.tables
        self.unmatched_people: Sequence[tuple[str, str]] = inputs.unmatched_people
        self.paper_count = len(inputs.tables["listing"]["paper"].unique())
        columns = (self._inputs["listing"][name].to_pylist() for name in ("paper", "title", "source", "line"))
        self.problems: Sequence[Problem] = [*read, *inputs.problems, *title_conflicts(zip(*columns, strict=True))]

    def run(
        self, settings: Settings, jobs: int, known_blocks: "pa.Table | None", spill: Path
    ) -> "Generator[tuple[str, pa.Table]]":
        """Makes every declared table."""
        from paperatlas.graph.engines.duckdb import DuckDB
        from paperatlas.graph.relations.running import run_relations, settings_tables

        self._inputs |= settings_tables(settings.max_team, settings.min_specificity, known_blocks)
        with DuckDB(jobs, f"{limit_of_joins()}MB", spill) as engine:
            yield from run_relations(engine, self._inputs)

    def beside(self) -> "Mapping[str, pa.Table]":
        """What comes beside them."""
        return self._inputs


class KeptJoins:
    """Joins in a database; see `Joins`.

    Args:
        kept: The database, where the readings are.
        readings: What there is to say of them.
    """

    def __init__(self, kept: "KeptTables", readings: "KeptReadings") -> None:
        from paperatlas.graph.consistency import title_conflicts

        self.fits = False
        self._kept = kept
        self.papers = readings.papers
        self.unmatched_people = readings.unmatched_people
        self.tables: Mapping[str, pa.Table] = kept
        self.paper_count = kept.count("SELECT count(DISTINCT paper) FROM listing")
        columns = (readings.titles[name].to_pylist() for name in ("paper", "title", "source", "line"))
        self.problems: Sequence[Problem] = [*readings.problems, *title_conflicts(zip(*columns, strict=True))]

    def run(
        self, settings: Settings, jobs: int, known_blocks: "pa.Table | None", spill: Path
    ) -> "Generator[tuple[str, pa.Table]]":
        """Makes every declared table."""
        from paperatlas.graph.relations.kept import bring_up_to_date

        yield from bring_up_to_date(self._kept, settings.max_team, settings.min_specificity, known_blocks)
        self._kept.limit_memory(JOINS_LEAST)  # what is made of the tables needs it

    def beside(self) -> "Mapping[str, pa.Table]":
        """What comes beside them."""
        return self._kept


Read = Callable[["Collection[File]"], "Iterable[tuple[File, pa.Table]]"]
"""Opens readings, one by one; those that can't be read are left out."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where and how joins are kept.

    Attributes:
        database: Where.
        key: What they follow from besides the readings.
        threads: Of the database.
        memory: That it may take, in megabytes.
        is_wanted: Whether the readings are many.
    """

    database: Path
    key: str
    threads: int
    memory: int
    is_wanted: bool


@contextlib.contextmanager
def joined(files: "Collection[File]", read: Read, settings: Settings, keeping: Keeping) -> Iterator[Joins]:
    """The joins of readings. Where these are many they are kept, if the block ends well.

    Args:
        files: The readings.
        read: Opens some.
        settings: What changes the content.
        keeping: Where and how they are kept.

    Raises:
        DamagedJoins: Those that are kept.
        TightJoins: Those that are kept.
        OutputError: There is too little memory and disk.
    """
    from paperatlas.graph.kept_readings import NoRoom
    from paperatlas.graph.relations.kept import NotKept, remove

    joins: Joins | None = None
    try:
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(NoRoom, NotKept):
                joins = stack.enter_context(_kept(files, read, settings, keeping, is_new=False))
            if joins is None:
                remove(keeping.database)
                if keeping.is_wanted:
                    joins = stack.enter_context(_kept(files, read, settings, keeping, is_new=True))
                else:
                    joins = JoinsInMemory([(file.source, reading) for file, reading in read(files)], settings)
            yield joins
    except NotKept as error:
        remove(keeping.database)
        raise DamagedJoins from error
    except ShortageError as error:
        if isinstance(joins, JoinsInMemory) or keeping.memory >= limit_of_joins():
            raise
        raise TightJoins(str(error)) from error


@contextlib.contextmanager
def _kept(
    files: "Collection[File]", read: Read, settings: Settings, keeping: Keeping, is_new: bool
) -> Iterator[KeptJoins]:
    """Joins in a database that is new, or holds most of the readings.

    Raises:
        NoRoom: A new listing finds no place among the others.
        NotKept: There is no such database.
    """
    from paperatlas.graph.kept_readings import declare_tables, exchange, known_files, place
    from paperatlas.graph.relations.kept import NotKept, kept_tables

    with kept_tables(keeping.database, keeping.key, keeping.threads, keeping.memory, is_new) as kept:
        declare_tables(kept)
        known = known_files(kept)
        new = [file for file in files if file not in known]
        if not is_new and 2 * len(new) > len(files):
            raise NotKept
        exchange(kept, known.difference(files), lambda: read(new))
        yield KeptJoins(kept, place(kept, settings.overrides, settings.vocabulary))


def limit_of_kept(size: int) -> int:
    """What a database that is kept gets first, in megabytes.

    Args:
        size: Of all readings, in bytes.
    """
    return min(limit_of_joins(), max(KEPT_LEAST, round(KEPT_SHARE * size / 1e6)))


def limit_of_joins() -> int:
    """In megabytes."""
    available = available_megabytes()
    if available is None:
        return JOINS_ELSE
    return min(JOINS_MOST, max(JOINS_LEAST, round(JOINS_SHARE * available)))
