"""The second phase of a build, all that needs every file: joins the readings and writes what a build holds."""

import contextlib
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from paperatlas.graph.problems import told_once
from paperatlas.graph.records import Problem
from paperatlas.inputs import InputFile
from paperatlas.joins import Joins
from paperatlas.manifest import FORMAT, STORE, TABLES, fingerprints, write_manifest, write_problems
from paperatlas.settings import Settings
from paperatlas.versions import Versions, content_key

if TYPE_CHECKING:
    import pyarrow as pa

    from paperatlas.graph.validation import TablesCheck
    from paperatlas.loaders.embedded import EmbeddedWriter


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the content of a build follows from."""

    files: Sequence[InputFile]
    settings: Settings
    versions: Versions
    problems: Sequence[Problem] = ()
    """Of files that can't be read."""

    @property
    def content_id(self) -> str:
        """The name of the build: of the same content, the same name."""
        files = [[file.source, file.piece.start, file.piece.sha256] for file in self.files]
        problems = [asdict(problem) for problem in self.problems]
        return content_key([files, self.settings.recorded(), self.versions.recorded(), problems])

    @property
    def joins_key(self) -> str:
        """What all tables follow from besides the files."""
        return content_key([self.settings.recorded(), self.versions.recorded()])

    def recorded(self, papers: Mapping[str, int]) -> dict[str, Any]:
        """What the manifest says of it.

        Args:
            papers: How many listings were read of each source.
        """
        return {
            "format": FORMAT,
            "content_id": self.content_id,
            "versions": self.versions.recorded(),
            "settings": self.settings.recorded(),
            "inputs": [
                {"source": source, "sha256": hashes, "papers": papers.get(source, 0)}
                for source, hashes in _hashes(self.files).items()
            ],
        }

    def without(self, unread: Collection[str], problems: Iterable[Problem]) -> "Plan":
        """The plan that is left where some files, by their sources, can't be read."""
        files = [file for file in self.files if file.source not in unread]
        return replace(self, files=files, problems=sorted([*self.problems, *problems]))


class _Made(NamedTuple):
    """All declared tables.

    Attributes:
        tables: By name; of a large atlas each is read when it is asked for.
        counts: How many rows each has.
    """

    tables: "Mapping[str, pa.Table]"
    counts: Mapping[str, int]


class Joined:
    """The readings of all files together.

    Attributes:
        papers: Number of listings by source.
        problems: What could not be read, and what only shows when all files are seen together; once they are written,
            also what contradicts of who is who.
    """

    def __init__(self, plan: Plan, joins: Joins) -> None:
        from paperatlas.queries.unmatched import suggest_people, unmatched_names, unmatched_papers

        self._plan, self._joins = plan, joins
        self.papers = joins.papers
        self._unmatched = unmatched_names(plan.settings.overrides, joins.tables)
        self._unmatched_papers = unmatched_papers(plan.settings.overrides, joins.tables)
        self._unmatched_people = suggest_people(joins.unmatched_people, joins.tables)
        self.problems: Sequence[Problem] = sorted(told_once([*plan.problems, *joins.problems]))

    def write(self, staged: Path, jobs: int, known_blocks: "pa.Table | None" = None) -> "pa.Table":
        """Makes everything that a build holds; uses the readings up.

        Args:
            staged: An empty directory.
            jobs: Threads and processes to join with.
            known_blocks: What was told apart before.

        Returns:
            What is told apart now, for the next time.

        Raises:
            OutputError: There is too little memory or disk.
        """
        import pyarrow as pa

        from paperatlas.loaders.embedded import LARGE, EmbeddedWriter

        spill = staged / "spill"
        writer = None
        with contextlib.closing(self._joins.run(self._plan.settings, jobs, known_blocks, spill)) as relations:
            if self._joins.fits:
                writer = EmbeddedWriter(staged / STORE, large=self._joins.paper_count > LARGE)
                made = _write_while_made(relations, staged / TABLES, writer)
            else:
                made = _write_one_by_one(relations, staged / TABLES)
        blocks = self._describe(made, staged)
        if spill.exists():
            shutil.rmtree(spill)
        if writer is not None:  # else the store is left to the first question: it takes longer than a digest more
            pa.default_memory_pool().release_unused()  # saving needs as much memory as the tables did
            writer.save()
        return blocks

    def _describe(self, made: "_Made", staged: Path) -> "pa.Table":
        """Writes what there is to say of the tables; gives what is told apart."""
        from paperatlas.graph.people.contradictions import contradicted_people
        from paperatlas.graph.relations import BESIDE

        beside = self._joins.beside()
        blocks, contradictions = (beside[name] for name in BESIDE)
        self.problems = sorted([*self.problems, *contradicted_people(contradictions, made.tables)])
        write_problems(self.problems, staged)
        write_manifest(self._manifest(made, fingerprints(staged)), staged)
        return blocks

    def _manifest(self, made: "_Made", files: Mapping[str, str]) -> dict[str, Any]:
        from paperatlas.graph.parts import large_teams
        from paperatlas.queries.unmatched import suggest

        plan = self._plan
        days = made.tables["dates"]["id"]
        return {
            **plan.recorded(self.papers),
            "counts": made.counts,
            "days": [days[0].as_py(), days[-1].as_py()] if len(days) else [],
            "papers_without_collaborations": large_teams(made.tables["authored"], plan.settings.max_team),
            "problems": len(self.problems),
            "unmatched_overrides": [
                *suggest(self._unmatched, made.tables["concept_names"]),
                *self._unmatched_papers,
                *self._unmatched_people,
            ],
            "files": files,
        }


def _hashes(files: Iterable[InputFile]) -> dict[str, list[str]]:
    """The hash of each piece of each file."""
    hashes: dict[str, list[str]] = {}
    for file in files:
        hashes.setdefault(file.source, []).append(file.piece.sha256)
    return hashes


def _write_one_by_one(relations: "Iterable[tuple[str, pa.Table]]", directory: Path) -> "_Made":
    """Checks tables and writes them to files, of which they are read again: together they take much memory."""
    from paperatlas.graph.validation import TablesCheck
    from paperatlas.loaders.parquet import WrittenTables

    directory.mkdir()
    check, counts = TablesCheck(), {}
    with ThreadPoolExecutor(1) as pool:
        written = None
        for name, table in relations:
            if written is not None:
                written.result()  # no more than one waits
            written = pool.submit(_checked_and_written, check, name, table, directory)
            counts[name] = len(table)
            del table
        if written is not None:
            written.result()
    check.finish()
    return _Made(WrittenTables(directory, list(counts)), counts)


def _checked_and_written(check: "TablesCheck", name: str, table: "pa.Table", directory: Path) -> None:
    from paperatlas.graph.engines.duckdb import write_table
    from paperatlas.graph.schema import declared

    check.look_at(declared()[name], table)
    write_table(table, directory, name)


def _write_while_made(relations: "Iterable[tuple[str, pa.Table]]", directory: Path, store: "EmbeddedWriter") -> "_Made":
    """Writes tables to files and into the embedded store while the next ones are made, and checks them together."""
    from paperatlas.graph.engines.duckdb import write_table
    from paperatlas.graph.validation import validate

    directory.mkdir()
    made = {}
    with ThreadPoolExecutor(1) as pool:
        written = []
        for name, table in relations:
            made[name] = table
            written += [pool.submit(write_table, table, directory, name), pool.submit(store.add, name, table)]
        for future in written:
            future.result()
    validate(made)
    return _Made(made, {name: len(table) for name, table in made.items()})
