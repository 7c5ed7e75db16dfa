"""Reads files into the cache, spread over processes.

This module run as a program loads the dictionaries once, then parts into workers, which share that memory. Each has a
socket, over which it takes a line of JSON a file and answers with a line. (The workers of `multiprocessing` would
import the user's own script again; and a process with threads, such as the user's, can't be parted.)
"""

import contextlib
import gc
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import astuple, dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from paperatlas.base.collecting import collecting_rarely
from paperatlas.base.errors import AtlasError, InputError, OutputError, PaperatlasError
from paperatlas.base.no_pandas import refuse_pandas
from paperatlas.base.temporary import new_file
from paperatlas.graph.records import ParsedFile
from paperatlas.graph.unexpected import unexpected
from paperatlas.parsers import installed_plugins
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
    """A file, or a piece of one, to read and where its reading goes."""

    path: Path
    source: str
    piece: Piece
    reading: Path


def read_all(tasks: Sequence[Task], jobs: int, progress: ReportProgress, meanwhile: Callable[[], None]) -> None:
    """Reads files into their cache files; one that can't be read leaves none.

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
                read_input(task)
            progress(done, len(tasks))
        meanwhile()
        return
    queue: SimpleQueue[Task] = SimpleQueue()
    for task in sorted(tasks, key=lambda task: (-task.piece.size, task.source, task.piece.start)):
        queue.put(task)
    with contextlib.ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(workers))  # its threads end when the processes do
        process, connections = stack.enter_context(_workers(workers))
        counter = itertools.count(1)
        feeding = [
            pool.submit(_feed, process, connection, queue, lambda: progress(next(counter), len(tasks)))
            for connection in connections
        ]
        meanwhile()
        for future in as_completed(feeding):
            future.result()


def read_input(task: Task) -> None:
    """Reads one file in this process.

    Raises:
        InputError: The file can't be read at all, or has changed since it was found.
        OutputError: The reading can't be written.
    """
    reading = reading_of_piece(read_piece(task.path, task.piece), task.source, task.piece)
    try:
        _write_reading(reading, task.reading)
    except OSError as error:
        raise OutputError(f"{task.reading}: can't be written ({error.strerror or error})") from error


def reading_of_piece(data: bytes, source: str, piece: Piece) -> "pa.Table":
    """The reading of a file; where that fails for a fault of ours, the problem that says so."""
    from paperatlas.graph.extraction import reading_of

    parsed = parse_or_problem(data, source, piece.first_line, piece.own_lines)
    try:
        return reading_of(parsed)
    except Exception as error:
        problem = unexpected(source, 1, "this file is left out", error)
        return reading_of(ParsedFile((), (*parsed.problems, problem)))


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
def _workers(count: int) -> "Iterator[tuple[subprocess.Popen[bytes], list[socket.socket]]]":
    """The process that parts into some workers, and a connection to each of these."""
    pairs = [socket.socketpair() for _ in range(count)]
    theirs = [their.fileno() for _, their in pairs]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "paperatlas.workers", *map(str, theirs)],  # -P: no module of the user's directory
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=theirs,
        env={**os.environ, **_search_path(), "OPENBLAS_NUM_THREADS": "1"},  # what has threads can't be parted
        start_new_session=True,  # Ctrl-C is for this process, which then ends its workers
    )
    for _, their in pairs:
        their.close()
    try:
        yield process, [ours for ours, _ in pairs]
    except BaseException:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # they have ended
            os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        for ours, _ in pairs:
            ours.close()
        process.wait()


def _search_path() -> dict[str, str]:
    """The variable with which a process finds the plug-ins that this one does; empty where there are none."""
    found = installed_plugins()
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} if found.usable or found.problems else {}


def _feed(
    process: "subprocess.Popen[bytes]",
    connection: socket.socket,
    queue: "SimpleQueue[Task]",
    done: Callable[[], None],
) -> None:
    """Gives a worker one file after the other until the queue is empty."""
    with connection, connection.makefile(encoding="utf-8") as answers:
        while True:
            try:
                task = queue.get_nowait()
            except Empty:
                return
            request = [str(task.path), task.source, astuple(task.piece), str(task.reading)]
            line = ""
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall((json.dumps(request) + "\n").encode())
                line = answers.readline()
            answer = json.loads(line) if line else process.wait()
            if isinstance(answer, int):
                raise AtlasError(f"{task.path}: the process that read this file {_ending(answer)}")
            if answer is not None and answer[0] != InputError.__name__:
                raise _ERRORS[answer[0]](answer[1])
            done()


def _ending(status: int) -> str:
    """How a process ended, and what is known of the reason."""
    if status == -signal.SIGKILL:
        return "was killed, as the system does where memory runs out; use fewer --jobs, or close other programs"
    if status < 0:
        return f"crashed ({signal.Signals(-status).name}); --jobs 1 reads without other processes"
    return f"ended by itself (exit code {status}); what it said stands above"


def _part(connections: Sequence[socket.socket]) -> None:
    """Becomes a worker a connection, and waits for their ends; where one ends badly, its answer is the exit code."""
    gc.disable()  # in this process of our own: the dictionaries are a million objects that stay
    _load()
    gc.freeze()
    workers = {}
    for connection in connections:
        if (worker := os.fork()) == 0:
            for other in connections:
                if other is not connection:
                    other.close()
            gc.enable()
            with collecting_rarely():
                _serve(connection)
            os._exit(0)  # taking the dictionaries apart, object by object, takes half a second
        workers[worker] = connection
    while workers:
        worker, status = os.wait()
        with workers.pop(worker) as connection, contextlib.suppress(OSError):
            if status:
                connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _load() -> None:
    """Loads what reading needs."""
    if not installed_plugins().usable:  # which may need pandas
        refuse_pandas()
    import paperatlas.graph.concepts.mentions
    import paperatlas.graph.extraction  # noqa: F401
    from paperatlas.graph.concepts.keyphrases import learned_ranker

    learned_ranker().words(["word"])


def _serve(connection: socket.socket) -> None:
    """The worker's side: reads file after file, answers with an error's class and text, or null."""
    for line in connection.makefile(encoding="utf-8"):
        path, source, piece, reading = json.loads(line)
        task = Task(Path(path), source, Piece(*piece), Path(reading))
        error = None
        try:
            read_input(task)
        except PaperatlasError as raised:
            error = type(raised).__name__, str(raised)
        except MemoryError:
            error = AtlasError.__name__, f"{task.path}: there is too little memory to read this file"
        try:
            connection.sendall((json.dumps(error) + "\n").encode())
        except (BrokenPipeError, ConnectionResetError):  # the parent was killed
            break


if __name__ == "__main__":
    _part([socket.socket(fileno=int(number)) for number in sys.argv[1:]])
