"""The second phase of a build, all that needs every file: joins the readings and writes what a build holds."""

import contextlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperatlas.base.memory import available_megabytes
from paperatlas.graph.records import Problem
from paperatlas.inputs import InputFile
from paperatlas.manifest import FORMAT, STORE, TABLES, fingerprints, write_manifest, write_problems
from paperatlas.settings import Settings
from paperatlas.versions import Versions, content_key

if TYPE_CHECKING:
    import pyarrow as pa

    from paperatlas.loaders.embedded import EmbeddedWriter

JOINS_SHARE = 0.25
"""Of the memory that is available: the joins may take it, what needs more is spilled to disk, with the same result."""
JOINS_LEAST, JOINS_MOST = 500, 8_000
"""Megabytes."""
JOINS_ELSE = 1500
"""Where the system does not tell what is available."""


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

    def without(self, unread: Collection[str], problems: Iterable[Problem]) -> "Plan":
        """The plan that is left where some files, by their sources, can't be read."""
        files = [file for file in self.files if file.source not in unread]
        return replace(self, files=files, problems=sorted([*self.problems, *problems]))


class Joined:
    """The readings of all files together.

    Attributes:
        papers: Number of listings by source.
        problems: What could not be read, and what only shows when all files are seen together; once they are written,
            also what contradicts of who is who.
    """

    def __init__(self, plan: Plan, readings: "Sequence[tuple[str, pa.Table]]") -> None:
        from paperatlas.graph.consistency import title_conflicts
        from paperatlas.graph.extraction import problems_of
        from paperatlas.graph.joining import join_readings
        from paperatlas.queries.unmatched import suggest_people, unmatched_names

        self._plan = plan
        self.papers: Counter[str] = Counter()
        for source, table in readings:
            self.papers[source] += len(table)
        inputs = join_readings(readings, plan.settings.overrides, plan.settings.vocabulary)
        self._inputs = inputs.tables
        self._unmatched = unmatched_names(plan.settings.overrides, self._inputs)
        self._unmatched_people = suggest_people(inputs.unmatched_people, self._inputs)
        columns = (self._inputs["listing"][name].to_pylist() for name in ("paper", "title", "source", "line"))
        read = [problem for source, table in readings for problem in problems_of(table, source)]
        joined = [*inputs.problems, *title_conflicts(zip(*columns, strict=True))]
        self.problems: Sequence[Problem] = sorted([*plan.problems, *read, *joined])

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

        writer = EmbeddedWriter(staged / STORE, large=len(self._inputs["listing"]["paper"].unique()) > LARGE)
        if known_blocks is not None:
            self._inputs["known_blocks"] = known_blocks
        blocks = self._write_tables(staged, jobs, writer)
        pa.default_memory_pool().release_unused()  # saving needs as much memory as the tables did
        writer.save()
        return blocks

    def _write_tables(self, staged: Path, jobs: int, writer: "EmbeddedWriter") -> "pa.Table":
        from paperatlas.graph.people.contradictions import contradicted_people
        from paperatlas.graph.relations import BESIDE, run_relations
        from paperatlas.graph.validation import validate

        spill, settings = staged / "spill", self._plan.settings
        with contextlib.closing(
            run_relations(self._inputs, settings.max_team, settings.min_specificity, jobs, _limit_of_joins(), spill)
        ) as relations:
            made = _write_while_made(relations, staged / TABLES, writer)
        blocks, contradictions = (self._inputs.pop(name) for name in BESIDE)
        validate(made)
        self.problems = sorted([*self.problems, *contradicted_people(contradictions, made)])
        write_problems(self.problems, staged)
        write_manifest(self._manifest(made, fingerprints(staged)), staged)
        if spill.exists():
            spill.rmdir()
        return blocks

    def _manifest(self, made: "Mapping[str, pa.Table]", files: Mapping[str, str]) -> dict[str, Any]:
        from paperatlas.graph.parts import large_teams
        from paperatlas.queries.unmatched import suggest

        plan = self._plan
        days = made["dates"]["id"]
        return {
            "format": FORMAT,
            "content_id": plan.content_id,
            "versions": plan.versions.recorded(),
            "settings": plan.settings.recorded(),
            "inputs": [
                {"source": source, "sha256": hashes, "papers": self.papers[source]}
                for source, hashes in _hashes(plan.files).items()
            ],
            "counts": {name: len(table) for name, table in made.items()},
            "days": [days[0].as_py(), days[-1].as_py()] if len(days) else [],
            "papers_without_collaborations": large_teams(made["authored"], plan.settings.max_team),
            "problems": len(self.problems),
            "unmatched_overrides": [
                *suggest(self._unmatched, made["concept_names"]),
                *self._unmatched_people,
            ],
            "files": files,
        }


def _limit_of_joins() -> str:
    """As the database writes it."""
    available = available_megabytes()
    if available is None:
        return f"{JOINS_ELSE}MB"
    return f"{min(JOINS_MOST, max(JOINS_LEAST, round(JOINS_SHARE * available)))}MB"


def _hashes(files: Iterable[InputFile]) -> dict[str, list[str]]:
    """The hash of each piece of each file."""
    hashes: dict[str, list[str]] = {}
    for file in files:
        hashes.setdefault(file.source, []).append(file.piece.sha256)
    return hashes


def _write_while_made(
    relations: "Iterable[tuple[str, pa.Table]]", directory: Path, store: "EmbeddedWriter"
) -> "dict[str, pa.Table]":
    """Writes tables to files and into the embedded store while the next ones are made."""
    from paperatlas.loaders.parquet import write_table

    directory.mkdir()
    made = {}
    with ThreadPoolExecutor(1) as pool:
        written = []
        for name, table in relations:
            made[name] = table
            written += [pool.submit(write_table, table, directory, name), pool.submit(store.add, name, table)]
        for future in written:
            future.result()
    return made
