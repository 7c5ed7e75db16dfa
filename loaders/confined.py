"""A store in processes of its own: a query that grows without bound takes down one of these, not the caller."""

import contextlib
import itertools
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from paperatlas.base.errors import PaperatlasError, QueryError, StoreError
from paperatlas.base.memory import means_too_little
from paperatlas.loaders.store import CLOSED, DEFAULT_TIMEOUT, CypherStore, Store, StreamedRows, too_slow

ROWS_AT_ONCE = 1000
GRACE_SECONDS = 5.0
"""What a process gets beyond a time limit to say itself that it has passed."""
_SIZE = Path("/proc/self/statm")


class ConfinedStore(CypherStore):
    """Answers as another store does, within a limit of memory and a hard one of time.

    Each process answers one query at a time; one that is ended is made anew for the next query. Where the system does
    not tell how large a process is (only Linux does), the time alone is limited.

    Args:
        opened: Opens the other store, in each process; of a module's top level, so that it can be sent there.
        memory: Bytes that a query may take beside the store itself.
        processes: How many there are at most, as many as processors where it is None.
        quicker: What is said to be quick where a query runs out of time.
    """

    def __init__(
        self, opened: Callable[[], Store], memory: int, processes: int | None = None, quicker: str = ""
    ) -> None:
        self._opened = opened
        self._memory = memory
        self._quicker = quicker
        self._free = threading.BoundedSemaphore(processes or os.cpu_count() or 1)
        self._opening = threading.Lock()
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._closed = False

    @contextlib.contextmanager
    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> Iterator[StreamedRows]:
        """Answers a query row by row; see `CypherStore.stream`."""
        with self._process(timeout) as process:
            columns = process.ask(cypher, dict(parameters or {}), timeout)
            warnings: list[str] = []
            yield StreamedRows(columns, process.rows(timeout, warnings), warnings)

    @contextlib.contextmanager
    def _process(self, timeout: float) -> Iterator["_Process"]:
        """A process that has nothing to do; it is kept for the next query if it is through with this one."""
        if self._closed:
            raise StoreError(CLOSED)
        if not self._free.acquire(timeout=timeout):
            raise QueryError(f"the query waited longer than {timeout:g} s for others; ask again")
        try:
            try:
                process = self._idle.get_nowait()
            except queue.Empty:
                with self._opening:  # one at a time: the first may have to make the store
                    process = _Process(self._opened, self._memory, self._quicker)
            try:
                yield process
            finally:
                if process.is_idle:
                    self._idle.put(process)
                else:
                    process.end()
                if self._closed:
                    self.close()
        finally:
            self._free.release()

    def close(self) -> None:
        """Ends the processes; those with a query to answer when they have answered it."""
        self._closed = True
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().end()

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._closed


class _Process:
    """A process with the store, seen from the one that asks.

    Attributes:
        is_idle: Whether it waits for a query.
    """

    def __init__(self, opened: Callable[[], Store], memory: int, quicker: str) -> None:
        self._memory = memory
        self._quicker = quicker
        ours, theirs = Pipe()
        self._connection: Connection[Any, Any] = ours
        with theirs:
            number = theirs.fileno()
            serving = f"from paperatlas.loaders.confined import serve; serve({number})"
            code = f"import sys; sys.path[:] = {sys.path!r}\n{serving}"
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                pass_fds=[number],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Each of them sets tens of megabytes aside, which the limit counts.
                env={**os.environ, "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"},
                start_new_session=True,  # Ctrl-C is for the caller alone, who then ends it
            )
        self.is_idle = False
        try:
            self._connection.send((opened, memory))
            self._answer(None)
        except BaseException:
            self.end()
            raise
        self.is_idle = True

    def ask(self, cypher: str, parameters: dict[str, Any], timeout: float) -> tuple[str, ...]:
        """Sends a query; its columns when the first rows are there."""
        self.is_idle = False
        try:
            self._connection.send((cypher, parameters, timeout))
        except (TypeError, AttributeError) as error:
            self.is_idle = True
            raise QueryError(f"a parameter can't be sent: {error}") from error
        except OSError as error:
            raise self._broken() from error
        columns: tuple[str, ...] = self._answer(timeout)
        return columns

    def rows(self, timeout: float, warnings: list[str]) -> Iterator[tuple[Any, ...]]:
        """The rows, then it is idle."""
        while rows := self._answer(timeout):
            yield from rows
        warnings.extend(self._answer(timeout))
        self.is_idle = True

    def _answer(self, timeout: float | None) -> Any:
        """What comes next.

        Raises:
            QueryError: Nothing in time, or it broke down.
            PaperatlasError: What the store raised; the process is idle then.
        """
        try:
            if timeout is not None and not self._connection.poll(timeout + GRACE_SECONDS):
                raise QueryError(too_slow(timeout, self._quicker))
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise self._broken() from error
        if isinstance(answer, PaperatlasError):
            self.is_idle = True
            raise answer
        return answer

    def _broken(self) -> QueryError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_SECONDS)
        self._process.kill()
        code = self._process.wait()
        if code == -signal.SIGABRT:
            return QueryError(
                f"the query needs more memory than the {self._memory / 2**20:,.0f} MB it may take; narrow it down or "
                "allow more"
            )
        ended = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return QueryError(f"the process that answered the query ended ({ended}), perhaps for want of memory")

    def end(self) -> None:
        """Ends it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._connection.close()


def serve(number: int) -> None:
    """Answers queries from a connection until it closes.

    Args:
        number: The connection's file descriptor.
    """
    with contextlib.suppress(EOFError, OSError), Connection(number) as connection:
        opened, memory = connection.recv()
        try:
            store: Store = opened()
        except PaperatlasError as error:
            connection.send(error)
            return
        _limit(memory)
        connection.send(None)
        while True:
            _serve_query(store, connection, *connection.recv())


def _serve_query(store: Store, connection: Connection, cypher: str, parameters: dict[str, Any], timeout: float) -> None:
    """Sends columns, rows in lots, an empty lot, and warnings; or the error, wherever it comes.

    Where memory ran out, the process ends: what is left would be too little for the next query, or for a thread.
    """
    try:
        with store.stream(cypher, parameters, timeout) as streamed:
            connection.send(streamed.columns)
            while rows := list(itertools.islice(streamed.rows, ROWS_AT_ONCE)):
                connection.send(rows)
            connection.send([])
            connection.send(list(streamed.warnings))
    except Exception as error:
        if means_too_little(error):
            os.abort()
        if not isinstance(error, PaperatlasError):
            raise
        connection.send(error)


def _limit(memory: int) -> None:
    """Sets the memory that may be taken from now on, and that no image of it is written when it is too little."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _SIZE.exists():
        size = int(_SIZE.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
