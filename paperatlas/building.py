"""Builds an atlas: finds what changed, reads it, joins everything, and publishes the result in one step."""

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from paperatlas.assembling import Joined, Plan
from paperatlas.base.collecting import collecting_rarely
from paperatlas.base.counts import counted
from paperatlas.base.errors import AtlasError, InputError, ProblemsError, UsageError
from paperatlas.base.memory import require_memory, told_when_short
from paperatlas.base.paths import is_directory, is_regular
from paperatlas.directory import AtlasDirectory, explained
from paperatlas.graph.records import Problem
from paperatlas.graph.unexpected import in_detail
from paperatlas.inputs import FoundInputs, InputFile, SkippedFile, find_inputs, unreadable
from paperatlas.interrupts import interrupt_later, interruptible
from paperatlas.joins import LARGE, DamagedJoins, Keeping, TightJoins, joined, limit_of_joins, limit_of_kept
from paperatlas.known_people import read_known, write_known
from paperatlas.manifest import is_whole, read_manifest, read_problems
from paperatlas.parsing import refuse_without_papers, skipped_companions
from paperatlas.people_changes import UNCHANGED, PeopleChanges, changes_of, write_changes
from paperatlas.places import Places, located
from paperatlas.settings import Settings, refuse_unfit
from paperatlas.versions import Versions, content_key
from paperatlas.workers import ReportProgress, Task, open_reading, read_all, read_input

if TYPE_CHECKING:
    import pyarrow as pa

    from paperatlas.graph.kept_readings import File

LEAST_MEMORY = 4000
"""Megabytes of addresses, most of them never used; with fewer, libraries end the process."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How a build went.

    Attributes:
        build: The directory of the build that is now current.
        changed: False where nothing had to be done.
        read: Number of files that had to be read; the others came from the cache.
        skipped: Files and directories that were not looked into, with the reason.
        places: Where the files are that problems know by shorter names.
        people: What became of the people of the build before.
    """

    build: Path
    changed: bool
    read: int
    skipped: tuple[SkippedFile, ...]
    places: Places
    people: PeopleChanges = UNCHANGED


def build_atlas(
    paths: Iterable[str | Path],
    out: str | Path,
    settings: Settings,
    jobs: int | None = None,
    strict: bool = False,
    progress: ReportProgress = lambda done, total: None,
    records: Path | None = None,
) -> BuildReport:
    """Makes an atlas of lists of papers, or brings it up to date.

    Args:
        paths: Files, directories, or `-` for standard input.
        out: The atlas's directory.
        settings: What changes the content.
        jobs: Processes and threads; all processors where it is None.
        strict: Whether problems in the files are fatal.
        progress: Told how many of how many files were read.
        records: A file of ours with records that were made in Python.

    Raises:
        InputError: A path is missing, or no file holds a paper.
        ProblemsError: There are problems and the build is strict; the atlas is as it was.
        OutputError: The directory can't be written.
        AtlasError: Another build is at work there.
    """
    refuse_unfit(settings)
    if jobs is not None and jobs < 1:
        raise UsageError(f"there is at least 1 job, not {jobs}")
    require_memory(LEAST_MEMORY)
    found = find_inputs(paths, records)
    plan = Plan(found.files, settings, Versions.installed(), found.problems)
    directory = AtlasDirectory(out)
    directory.prepare()
    with told_when_short(), explained(directory.path), directory.locked():
        try:
            with interruptible():
                there = directory.builds / plan.content_id
                if is_directory(there) and is_whole(there):
                    return _build_again(plan, found, directory, there, strict)
                build_anew = functools.partial(
                    _build_anew, plan, found, directory, jobs or _processors(), strict, progress
                )
                with collecting_rarely():
                    return _persistently(build_anew)
        except BaseException:
            directory.remove_unless_built()
            raise


def _persistently(build_anew: Callable[[int | None], BuildReport]) -> BuildReport:
    """Builds; begins again once where the joins that are kept are damaged, once where they need more memory."""
    memory, met = None, set[type[Exception]]()
    while True:
        try:
            return build_anew(memory)
        except (DamagedJoins, TightJoins) as error:
            if type(error) in met:
                raise
            met.add(type(error))
            memory = limit_of_joins() if isinstance(error, TightJoins) else memory


def _build_again(plan: Plan, found: FoundInputs, directory: AtlasDirectory, build: Path, strict: bool) -> BuildReport:
    """Makes a build that is there already the current one."""
    papers = {row["source"]: row["papers"] for row in read_manifest(build)["inputs"]}
    skipped = _refuse(plan.files, papers, read_problems(build), found, strict)
    before = directory.current_build()
    directory.switch_to(build)
    return BuildReport(
        build, changed=before is None or before.name != build.name, read=0, skipped=skipped, places=found.places
    )


def _build_anew(
    plan: Plan,
    found: FoundInputs,
    directory: AtlasDirectory,
    jobs: int,
    strict: bool,
    progress: ReportProgress,
    memory: int | None,
) -> BuildReport:
    tasks = [_task(file, directory.cache, plan.versions) for file in plan.files]
    unread = list({task.reading: task for task in tasks if not is_regular(task.reading)}.values())
    read_all(unread, jobs, progress, meanwhile=_import_heavy)
    opened = _Opened(tasks)
    size = opened.bytes()
    keeping = Keeping(directory.kept_joins, plan.joins_key, jobs, memory or limit_of_kept(size), size >= LARGE)
    with joined(opened.files(), opened.read, plan.settings, keeping) as joins:
        plan = plan.without({problem.file for problem in opened.problems}, opened.problems)
        tables = Joined(plan, joins)
        skipped = _refuse(plan.files, tables.papers, tables.problems, found, strict)
        left_out = {file.path for file in skipped}
        read = len({task.source for task in unread if found.places[task.source] not in left_out})
        before = directory.current_build()
        with directory.staged() as staged:
            blocks = tables.write(staged, jobs, read_known(directory.known_people))
            _refuse_problems(tables.problems, found, strict)
            changes = changes_of(before, staged)
            write_known(blocks, directory.known_people)
            if before is None or before.name != plan.content_id:
                write_changes(changes, plan.content_id, directory.people_changes)
            build = directory.publish(staged, plan.content_id)
    directory.keep_readings({task.reading for task in tasks})
    return BuildReport(build, changed=True, read=read, skipped=skipped, places=found.places, people=changes)


class _Opened:
    """The readings of tasks, and the problems of those that can't be read."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        from paperatlas.graph.kept_readings import File

        self._tasks = {File(task.reading.name, task.source): task for task in tasks}
        self.problems: list[Problem] = []

    def bytes(self) -> int:
        """The size of all readings that there are."""
        return sum(task.reading.stat().st_size for task in self._tasks.values() if is_regular(task.reading))

    def files(self) -> "list[File]":
        """What the readings are known by."""
        return list(self._tasks)

    def read(self, files: "Iterable[File]") -> "Iterator[tuple[File, pa.Table]]":
        """Opens some of them."""
        for file in files:
            task = self._tasks[file]
            try:
                reading = _reading(task)
            except InputError as error:
                problem = unreadable(task.source, task.path, error)
                if problem not in self.problems:
                    self.problems.append(problem)
            else:
                yield file, reading


def _task(file: InputFile, cache: Path, versions: Versions) -> Task:
    """How to read a file or a piece of it; its name counts, as a day in it stands in for a missing header."""
    piece = file.piece
    where = piece.first_line, piece.own_lines
    key = content_key([PurePath(file.source).name, piece.sha256, *where, dict(versions.reading)])
    return Task(file.path, file.source, piece, cache / f"{key}.arrow")


def _reading(task: Task) -> "pa.Table":
    """A reading from the cache; one that is damaged, or was put there by somebody else, is made again."""
    try:
        return _sound(open_reading(task.reading), task.reading)
    except AtlasError:
        read_input(task)
        return open_reading(task.reading)


def _sound(reading: "pa.Table", path: Path) -> "pa.Table":
    """The reading itself.

    Raises:
        AtlasError: It holds something else than a reading does.
    """
    import pyarrow as pa

    from paperatlas.graph.extraction import SCHEMA, problems_of
    from paperatlas.graph.problems import is_sound as is_sound_problem

    try:
        reading.validate(full=True)
        is_sound = reading.schema.equals(SCHEMA) and all(map(is_sound_problem, problems_of(reading, "")))
    except (pa.ArrowException, ValueError, TypeError, KeyError, RecursionError):
        is_sound = False
    if not is_sound:
        raise AtlasError(f"{path}: this file of the cache is damaged")
    return reading


def _refuse(
    files: Sequence[InputFile],
    papers: Mapping[str, int],
    problems: Sequence[Problem],
    found: FoundInputs,
    strict: bool,
) -> tuple[SkippedFile, ...]:
    """Ends a build that has nothing to build of, or problems where they are fatal; gives all that was skipped."""
    skipped = sorted([*found.skipped, *skipped_companions(files, papers, problems, found.places)])
    refuse_without_papers(papers, problems, skipped, found.places)
    _refuse_problems(problems, found, strict)
    return tuple(skipped)


def _refuse_problems(problems: Sequence[Problem], found: FoundInputs, strict: bool) -> None:
    if strict and problems:
        listed = "\n".join(in_detail(located(problem, found.places)) for problem in problems[:20])
        raise ProblemsError(f"{counted(len(problems), 'problem')} in the files, and the build is strict:\n{listed}")


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _import_heavy() -> None:
    """Loads what the second phase needs, while other processes read."""
    with interrupt_later():
        import duckdb  # noqa: F401
        import pandas  # noqa: F401

        import paperatlas.graph.engines.duckdb
        import paperatlas.graph.relations.running
        import paperatlas.loaders.embedded
        import paperatlas.loaders.parquet  # noqa: F401
