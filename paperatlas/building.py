"""Builds an atlas: finds what changed, reads it, joins everything, and publishes the result in one step."""

import contextlib
import hashlib
import json
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from paperatlas import digests
from paperatlas.base.errors import AtlasError, InputError, PaperatlasError, ProblemsError, UsageError
from paperatlas.digests import DigestFile
from paperatlas.directory import (
    FORMAT,
    MANIFEST,
    PROBLEMS,
    STORE,
    TABLES,
    AtlasDirectory,
    explained,
    fingerprints,
    is_whole,
    read_manifest,
    read_problems,
)
from paperatlas.graph.concepts.overrides import NO_OVERRIDES, Overrides, parse_overrides
from paperatlas.graph.concepts.vocabulary import NO_VOCABULARY, Vocabulary, parse_vocabulary
from paperatlas.graph.records import Problem
from paperatlas.reading import (
    ReportProgress,
    Task,
    open_reading,
    read_all,
    read_digest_file,
    refuse_without_digest,
    refuse_without_papers,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from paperatlas.loaders.embedded import EmbeddedWriter

DEFAULT_MAX_TEAM = 50
MEMORY_LIMIT = "1500MB"
"""Of the joins; what needs more is spilled to disk."""

# Packages whose versions may change what is read or computed.
_COUNTED_PACKAGES = ("paperatlas", "ahocorasick-rs", "duckdb", "lemminflect", "pyarrow", "spacy", "wordfreq")


@dataclass(frozen=True, slots=True)
class Settings:
    """What of a build is up to the user and changes its content."""

    max_team: int = DEFAULT_MAX_TEAM
    overrides: Overrides = NO_OVERRIDES
    vocabulary: Vocabulary = NO_VOCABULARY

    def recorded(self) -> dict[str, Any]:
        """What the manifest says of them."""
        return {
            "max_team": self.max_team,
            "overrides": asdict(self.overrides),
            "vocabulary": self.vocabulary.sha256 or None,
        }


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How a build went.

    Attributes:
        build: The directory of the build that is now current.
        changed: False where nothing had to be done.
        read: Number of digests that had to be read; the others came from the cache.
    """

    build: Path
    changed: bool
    read: int


def build_atlas(
    paths: Iterable[str | Path],
    out: str | Path,
    settings: Settings,
    jobs: int | None = None,
    strict: bool = False,
    progress: ReportProgress = lambda done, total: None,
) -> BuildReport:
    """Makes an atlas of digests, or brings it up to date.

    Args:
        paths: Files, directories, or `-` for standard input.
        out: The atlas's directory.
        settings: What changes the content.
        jobs: Processes and threads; all processors where it is None.
        strict: Whether problems in the digests are fatal.
        progress: Told how many of how many digests were read.

    Raises:
        InputError: A file can't be read at all, or none holds a digest.
        ProblemsError: There are problems and the build is strict; the atlas is as it was.
        OutputError: The directory can't be written.
        AtlasError: Another build is at work there.
    """
    if settings.max_team < 2:
        raise UsageError(f"a team has at least 2 people, max_team is {settings.max_team}")
    if jobs is not None and jobs < 1:
        raise UsageError(f"there is at least 1 job, not {jobs}")
    jobs = jobs or _processors()
    files = digests.find_digests(paths)
    directory = AtlasDirectory(out)
    directory.prepare()
    with explained(directory.path), directory.locked():
        try:
            with _interruptible():
                return _build(files, directory, settings, jobs, strict, progress)
        except (PaperatlasError, KeyboardInterrupt):
            directory.remove_unless_built()
            raise


def read_settings(
    max_team: int | None = None, overrides: str | Path | None = None, vocabulary: str | Path | None = None
) -> Settings:
    """The settings with the content of the files that the user names.

    Raises:
        InputError: A file can't be read, or does not hold what it should.
    """
    names, topics = NO_OVERRIDES, NO_VOCABULARY
    if overrides is not None:
        names = parse_overrides(_text(digests.read_file(Path(overrides)), overrides), str(overrides))
    if vocabulary is not None:
        data = digests.read_file(Path(vocabulary))
        topics = parse_vocabulary(_text(data, vocabulary), str(vocabulary), hashlib.sha256(data).hexdigest())
    return Settings(DEFAULT_MAX_TEAM if max_team is None else max_team, names, topics)


def _text(data: bytes, path: str | Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is no UTF-8 text ({error.reason} at byte {error.start})") from error


def _build(
    files: Sequence[DigestFile],
    directory: AtlasDirectory,
    settings: Settings,
    jobs: int,
    strict: bool,
    progress: ReportProgress,
) -> BuildReport:
    versions = _versions()
    content_id = _content_id(files, settings, versions)
    build = directory.builds / content_id
    if is_whole(build):
        problems = read_problems(build)
        papers = {row["source"]: row["papers"] for row in read_manifest(build)["inputs"]}
        refuse_without_digest(files, papers, problems)
        refuse_without_papers(papers, problems)
        _refuse_problems(problems, strict)
        before = directory.current_build()
        directory.point_to(build)
        return BuildReport(build, changed=before is None or before.name != content_id, read=0)
    tasks = [_task(file, directory.cache, versions) for file in files]
    unread = list({task.reading: task for task in tasks if not task.reading.exists()}.values())
    read_all(unread, jobs, progress, meanwhile=_import_heavy)
    made = _Build(files, {task.source: _reading(task) for task in tasks}, settings)
    _refuse_problems(made.problems, strict)
    with directory.staged() as staged:
        made.write(staged, content_id, versions, jobs)
        build = directory.publish(staged, content_id)
    directory.keep_readings({task.reading for task in tasks})
    return BuildReport(build, changed=True, read=len(unread))


def _task(file: DigestFile, cache: Path, versions: Mapping[str, str]) -> Task:
    """How to read a digest; its name counts, as a day in it stands in for a missing header."""
    key = _digest([PurePath(file.source).stem, file.sha256, versions])
    return Task(file.path, file.source, file.sha256, file.size, cache / f"{key}.arrow")


def _reading(task: Task) -> "pa.Table":
    """A reading from the cache; a damaged one is made again."""
    try:
        return open_reading(task.reading)
    except AtlasError:
        read_digest_file(task)
        return open_reading(task.reading)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Build:
    """The second phase: everything that needs all digests."""

    def __init__(self, files: Sequence[DigestFile], readings: "Mapping[str, pa.Table]", settings: Settings) -> None:
        from paperatlas.graph.consistency import title_conflicts
        from paperatlas.graph.reading import join_readings, problems_of

        self.files = files
        self.settings = settings
        self.papers = {source: len(table) for source, table in readings.items()}
        self.problems = [problem for source, table in readings.items() for problem in problems_of(table, source)]
        refuse_without_digest(files, self.papers, self.problems)
        refuse_without_papers(self.papers, self.problems)
        self.inputs = join_readings(readings.items(), settings.overrides, settings.vocabulary)
        columns = (self.inputs["listing"][name].to_pylist() for name in ("paper", "title", "source", "line"))
        self.problems += title_conflicts(zip(*columns, strict=True))
        self.problems.sort()

    def write(self, staged: Path, content_id: str, versions: Mapping[str, str], jobs: int) -> None:
        import pyarrow as pa

        from paperatlas.loaders.embedded import LARGE, EmbeddedWriter

        writer = EmbeddedWriter(staged / STORE, large=len(self.inputs["listing"]["paper"].unique()) > LARGE)
        self._write_tables(staged, content_id, versions, jobs, writer)
        pa.default_memory_pool().release_unused()  # saving needs as much memory as the tables did
        writer.save()

    def _write_tables(
        self, staged: Path, content_id: str, versions: Mapping[str, str], jobs: int, writer: "EmbeddedWriter"
    ) -> None:
        from paperatlas.graph.relations import run_relations
        from paperatlas.graph.validation import validate

        spill = staged / "spill"
        with contextlib.closing(
            run_relations(self.inputs, self.settings.max_team, jobs, MEMORY_LIMIT, spill)
        ) as relations:
            made = write_while_made(relations, staged / TABLES, writer)
        validate(made)
        _write_json_lines(staged / PROBLEMS, map(asdict, self.problems))
        manifest = self.manifest(made, content_id, versions, staged)
        (staged / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if spill.exists():
            spill.rmdir()

    def manifest(
        self, made: Mapping[str, "pa.Table"], content_id: str, versions: Mapping[str, str], staged: Path
    ) -> dict[str, Any]:
        from paperatlas.graph.views import large_teams

        days = made["dates"]["id"]
        return {
            "format": FORMAT,
            "content_id": content_id,
            "versions": dict(versions),
            "settings": self.settings.recorded(),
            "inputs": [
                {"source": file.source, "sha256": file.sha256, "papers": self.papers[file.source]}
                for file in self.files
            ],
            "counts": {name: len(table) for name, table in made.items()},
            "days": [days[0].as_py(), days[-1].as_py()] if len(days) else [],
            "papers_without_collaborations": large_teams(made["authored"], self.settings.max_team),
            "problems": len(self.problems),
            "files": fingerprints(staged),
        }


def write_while_made(
    relations: Iterable[tuple[str, "pa.Table"]], directory: Path, store: "EmbeddedWriter"
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


def _versions() -> dict[str, str]:
    """The versions of what computes, and a fingerprint of the code that does."""
    code = hashlib.sha256()
    package = Path(__file__).parent
    for room in ("base", "parsers", "graph"):
        for path in sorted((package / room).rglob("*")):
            if path.suffix in (".py", ".sql", ".toml", ".txt"):
                code.update(path.read_bytes())
    code.update((package / "reading.py").read_bytes())
    return {"code": code.hexdigest()[:16]} | {name: metadata.version(name) for name in _COUNTED_PACKAGES}


def _content_id(files: Sequence[DigestFile], settings: Settings, versions: Mapping[str, str]) -> str:
    return _digest([[[file.source, file.sha256] for file in files], settings.recorded(), versions])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:24]


def _import_heavy() -> None:
    """Loads what the second phase needs, while other processes read."""
    with _interrupt_later():
        import duckdb  # noqa: F401
        import pandas  # noqa: F401

        import paperatlas.graph.relations
        import paperatlas.loaders.embedded
        import paperatlas.loaders.parquet  # noqa: F401


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Keeps Ctrl-C what it is: the library that it hits may end with an error of its own instead."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler or not _in_main_thread():
        yield
        return
    interrupted = False

    def interrupt(_number: int, _frame: object) -> None:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except Exception as error:
        if interrupted:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def _interrupt_later() -> Iterator[None]:
    """Keeps Ctrl-C for the end of the block: an extension that it hits while loading ends in an ImportError."""
    if not _in_main_thread():
        yield
        return
    interrupts: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupts:
        raise KeyboardInterrupt


def _refuse_problems(problems: Sequence[Problem], strict: bool) -> None:
    if strict and problems:
        listed = "\n".join(map(str, problems[:20]))
        raise ProblemsError(f"{len(problems)} problems in the digests, and the build is strict:\n{listed}")


def _write_json_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
