"""Reads digests into the cache, spread over processes.

A worker is this module run as a program: it takes a line of JSON a digest on standard input and answers with a line on
standard output. (The workers of `multiprocessing` would import the user's own script again.)
"""

import contextlib
import gc
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path, PurePath
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from paperatlas.base.errors import AtlasError, InputError, PaperatlasError
from paperatlas.base.temporary import new_file
from paperatlas.digests import DigestFile, read_unchanged
from paperatlas.graph.records import ParsedDigest, Problem
from paperatlas.parsers import NoDigest, parse_digest

if TYPE_CHECKING:
    import pyarrow as pa

NO_DIGEST = "no-digest"
SHOWN_PROBLEMS = 5
BYTES_A_WORKER = 400_000
"""Starting a process for less than this takes longer than reading."""

# Files that stand beside digests in many directories, and that nobody takes for one.
_COMPANIONS = frozenset({"readme", "license", "changelog", "contributing", "code_of_conduct", "security"})

ReportProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A digest to read and where its reading goes."""

    path: Path
    source: str
    sha256: str
    size: int
    reading: Path


def read_all(tasks: Sequence[Task], jobs: int, progress: ReportProgress, meanwhile: Callable[[], None]) -> None:
    """Reads digests into their cache files.

    Args:
        tasks: What to read.
        jobs: At most this many processes.
        progress: Told how many of how many are done.
        meanwhile: Called once while other processes read.

    Raises:
        InputError: A file can't be read at all.
    """
    progress(0, len(tasks))
    workers = min(jobs, len(tasks), 1 + sum(task.size for task in tasks) // BYTES_A_WORKER)
    if not tasks or jobs == 1:
        for done, task in enumerate(tasks, start=1):
            read_digest_file(task)
            progress(done, len(tasks))
        meanwhile()
        return
    queue: SimpleQueue[Task] = SimpleQueue()
    for task in sorted(tasks, key=lambda task: (-task.size, task.source)):
        queue.put(task)
    with contextlib.ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(workers))  # its threads end when the processes do
        processes = [stack.enter_context(_worker()) for _ in range(workers)]
        counter = itertools.count(1)
        feeding = [
            pool.submit(_feed, process, queue, lambda: progress(next(counter), len(tasks))) for process in processes
        ]
        meanwhile()
        for future in as_completed(feeding):
            future.result()


def read_digest_file(task: Task) -> None:
    """Reads one digest in this process.

    Raises:
        InputError: The file can't be read at all.
    """
    from paperatlas.graph.reading import read_digest

    data = read_unchanged(task.path, task.sha256)
    _write_reading(read_digest(parse_if_digest(data, task.source)), task.reading)


def parse_if_digest(data: bytes, source: str) -> ParsedDigest:
    """Parses a file; one that holds no digest is a problem.

    Raises:
        InputError: The file is no text.
    """
    try:
        return parse_digest(data, source)
    except NoDigest as error:
        companion = PurePath(source).stem.lower() in _COMPANIONS
        problem = Problem(source, 1, NO_DIGEST, str(error).removeprefix(f"{source}: "), "")
        return ParsedDigest((), () if companion else (problem,))


def refuse_without_digest(files: Sequence[DigestFile], papers: Mapping[str, int], problems: Sequence[Problem]) -> None:
    """Holds the files that a user named against what was read of them.

    Args:
        files: What was read.
        papers: Number of listings by source.
        problems: Of all of them.

    Raises:
        InputError: A file that was named holds no digest.
    """
    reasons = {problem.file: problem.message for problem in problems if problem.code == NO_DIGEST}
    explained = {problem.file for problem in problems}
    for file in files:
        silent = not papers[file.source] and file.source not in explained
        if file.named and (silent or file.source in reasons):
            raise InputError(
                f"{file.path}: {reasons.get(file.source, 'this is no digest (no paper with an arXiv link in it)')}"
            )


def refuse_without_papers(papers: Mapping[str, int], problems: Sequence[Problem]) -> None:
    """Holds on to at least one paper.

    Args:
        papers: Number of listings by source.
        problems: What says why there are none.

    Raises:
        InputError: There is no paper at all.
    """
    if not any(papers.values()):
        reasons = "".join(f"\n  {problem}" for problem in problems[:SHOWN_PROBLEMS])
        raise InputError(f"no paper in {len(papers)} Markdown file(s) under the paths given{reasons}")


def open_reading(path: Path) -> "pa.Table":
    """A reading from the cache.

    Raises:
        AtlasError: The file is damaged.
    """
    import pyarrow as pa

    try:
        with pa.memory_map(str(path)) as source:
            return pa.ipc.open_file(source).read_all()
    except (OSError, pa.ArrowException) as error:
        raise AtlasError(f"{path}: this file of the cache is damaged ({error})") from error


def _write_reading(reading: "pa.Table", path: Path) -> None:
    import pyarrow as pa

    with new_file(path) as file, pa.ipc.new_file(file, reading.schema) as writer:
        writer.write_table(reading)


@contextlib.contextmanager
def _worker() -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "paperatlas.reading"],  # -P: a module in the user's directory is none of ours
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C is for this process, which then ends its workers
    )
    try:
        yield process
    except BaseException:
        process.kill()
        raise
    finally:
        with process:  # closes its pipes and waits for its end
            pass


def _feed(process: "subprocess.Popen[str]", queue: "SimpleQueue[Task]", done: Callable[[], None]) -> None:
    """Gives a worker one digest after the other until the queue is empty."""
    assert process.stdin is not None
    assert process.stdout is not None
    while True:
        try:
            task = queue.get_nowait()
        except Empty:
            process.stdin.close()
            return
        request = [str(task.path), task.source, task.sha256, task.size, str(task.reading)]
        answer = ""
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if not answer:
            raise AtlasError(f"{task.path}: the process that read this digest ended; is there too little memory?")
        error = json.loads(answer)
        if error:
            raise InputError(error)
        done()


def _serve() -> None:
    """The worker's side: reads digest after digest, answers with an error's text or null."""
    gc.disable()  # the dictionaries are a million objects that stay
    for line in sys.stdin:
        path, source, sha256, size, reading = json.loads(line)
        task = Task(Path(path), source, sha256, size, Path(reading))
        error = None
        try:
            read_digest_file(task)
        except PaperatlasError as raised:
            error = str(raised)
        except OSError as raised:
            error = f"{task.reading}: can't be written ({raised.strerror or raised})"
        try:
            os.write(sys.stdout.fileno(), (json.dumps(error) + "\n").encode())
        except BrokenPipeError:  # the parent was killed
            break
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
    os._exit(0)  # taking the dictionaries apart, object by object, takes half a second


if __name__ == "__main__":
    _serve()
