"""Reads digests into the cache, spread over processes.

A worker is this module run as a program: it takes a line of JSON a digest on standard input and answers with a line on
standard output. (The workers of `multiprocessing` would import the user's own script again.)
"""

import contextlib
import gc
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import astuple, dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from paperatlas.base.errors import AtlasError, InputError, OutputError, PaperatlasError
from paperatlas.base.temporary import new_file
from paperatlas.graph.records import ParsedDigest
from paperatlas.graph.unexpected import unexpected
from paperatlas.parsing import parse_or_problem
from paperatlas.pieces import Piece, read_piece

if TYPE_CHECKING:
    import pyarrow as pa

BYTES_A_WORKER = 400_000
"""Starting a process for less than this takes longer than reading."""

_ERRORS: Mapping[str, type[PaperatlasError]] = {it.__name__: it for it in (AtlasError, InputError, OutputError)}

ReportProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A digest to read and where its reading goes."""

    path: Path
    source: str
    piece: Piece
    reading: Path


def read_all(tasks: Sequence[Task], jobs: int, progress: ReportProgress, meanwhile: Callable[[], None]) -> None:
    """Reads digests into their cache files; one that can't be read leaves none.

    Args:
        tasks: What to read.
        jobs: At most this many processes.
        progress: Told how many of how many are done.
        meanwhile: Called once while other processes read.

    Raises:
        OutputError: A reading can't be written.
        AtlasError: A process ended before its time.
    """
    progress(0, len(tasks))
    workers = min(jobs, len(tasks), 1 + sum(task.piece.size for task in tasks) // BYTES_A_WORKER)
    if not tasks or jobs == 1:
        for done, task in enumerate(tasks, start=1):
            with contextlib.suppress(InputError):
                read_digest_file(task)
            progress(done, len(tasks))
        meanwhile()
        return
    queue: SimpleQueue[Task] = SimpleQueue()
    for task in sorted(tasks, key=lambda task: (-task.piece.size, task.source, task.piece.start)):
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
        InputError: The file can't be read at all, or has changed since it was found.
        OutputError: The reading can't be written.
    """
    reading = _read(read_piece(task.path, task.piece), task.source, task.piece.first_line)
    try:
        _write_reading(reading, task.reading)
    except OSError as error:
        raise OutputError(f"{task.reading}: can't be written ({error.strerror or error})") from error


def _read(data: bytes, source: str, first_line: int) -> "pa.Table":
    """The reading of a digest; where that fails for a fault of ours, the problem that says so."""
    from paperatlas.graph.extraction import read_digest

    digest = parse_or_problem(data, source, first_line)
    try:
        return read_digest(digest)
    except Exception as error:
        problem = unexpected(source, 1, "this digest is left out", error)
        return read_digest(ParsedDigest((), (*digest.problems, problem)))


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
        [sys.executable, "-P", "-m", "paperatlas.workers"],  # -P: a module in the user's directory is none of ours
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
        request = [str(task.path), task.source, astuple(task.piece), str(task.reading)]
        answer = ""
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if not answer:
            raise AtlasError(f"{task.path}: the process that read this digest {_ending(process.wait())}")
        error = json.loads(answer)
        if error is not None and error[0] != InputError.__name__:
            raise _ERRORS[error[0]](error[1])
        done()


def _ending(status: int) -> str:
    """How a process ended, and what is known of the reason."""
    if status == -signal.SIGKILL:
        return "was killed, as the system does where memory runs out; use fewer --jobs, or close other programs"
    if status < 0:
        return f"crashed ({signal.Signals(-status).name}); --jobs 1 reads without other processes"
    return f"ended by itself (exit code {status}); what it said stands above"


def _serve() -> None:
    """The worker's side: reads digest after digest, answers with an error's class and text, or null."""
    gc.disable()  # in this process of our own: the dictionaries are a million objects that stay
    for line in sys.stdin:
        path, source, piece, reading = json.loads(line)
        task = Task(Path(path), source, Piece(*piece), Path(reading))
        error = None
        try:
            read_digest_file(task)
        except PaperatlasError as raised:
            error = type(raised).__name__, str(raised)
        except MemoryError:
            error = AtlasError.__name__, f"{task.path}: there is too little memory to read this digest"
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
