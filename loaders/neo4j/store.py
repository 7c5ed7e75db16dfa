"""Asks a Neo4j server in Cypher."""

import contextlib
import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self

import neo4j
import neo4j.graph
import neo4j.time

from paperatlas.base.errors import PaperatlasError, QueryError, StoreError
from paperatlas.loaders.neo4j.login import Login, given_login
from paperatlas.loaders.neo4j.server import GRACE_SECONDS, Answer, Server
from paperatlas.loaders.read_only import NEO4J_PROCEDURES, refuse_beyond_reading
from paperatlas.loaders.store import CLOSED, DEFAULT_TIMEOUT, QUICKER, CypherStore, StreamedRows, too_slow

ROWS_AT_ONCE = 1000


class Neo4jStore(CypherStore):
    """A server that answers Cypher; reading the graph only, unless it is opened to write.

    What a query does beyond reading the graph is told by its words, and by the server, which refuses what writes.
    Where others may ask, let it be a user who has the role `reader` there.

    Args:
        login: Where, and as whom.
        writes: Whether queries may write, call any procedure, and let the server read files and addresses.

    Raises:
        StoreUnavailable: It can't be reached, or does not let us in.
    """

    def __init__(self, login: Login, writes: bool = False) -> None:
        self._server = Server(login, DEFAULT_TIMEOUT)
        self._writes = writes
        self._closed = False

    @classmethod
    def connect(
        cls,
        uri: str | None = None,
        *,
        username: str | None = None,
        password: str | None = None,
        database: str | None = None,
        writes: bool = False,
    ) -> Self:
        """Connects to a server.

        Args:
            uri: The address; here and below, the environment variable NEO4J_… counts where none is given.
            username: The user.
            password: Never shown.
            database: The user's home database where there is none.
            writes: Whether queries may do more than read the graph.

        Raises:
            StoreUnavailable: The server can't be reached, or does not let us in.
            UsageError: There is no password, or the address is none.
        """
        given = {"username": username, "password": password, "database": database}
        return cls(given_login(uri, given), writes)

    @contextlib.contextmanager
    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> Iterator[StreamedRows]:
        """Answers a query row by row, however many there are; see `CypherStore.stream`."""
        if self._closed:
            raise StoreError(CLOSED)
        if not self._writes:
            refuse_beyond_reading(cypher, NEO4J_PROCEDURES)
        with self._server.session(self._writes, notified=True) as session:
            transaction = self._answered(lambda: session.begin_transaction(timeout=timeout), timeout)
            try:
                result = self._answered(lambda: transaction.run(cypher, dict(parameters or {})), timeout)
                warnings: list[str] = []
                yield StreamedRows(tuple(result.keys()), self._rows(result, timeout, warnings), warnings)
                self._answered(transaction.commit, timeout)
            finally:
                if not transaction.closed():
                    self._answered(transaction.close, timeout)

    def _rows(self, result: neo4j.Result, timeout: float, warnings: list[str]) -> Iterator[tuple[Any, ...]]:
        while rows := self._answered(lambda: list(itertools.islice(result, ROWS_AT_ONCE)), timeout):
            yield from (tuple(map(_plain, row)) for row in rows)
        summary = self._answered(result.consume, timeout)
        slips = (it for it in summary.gql_status_objects if it.severity == neo4j.NotificationSeverity.WARNING)
        warnings.extend(slip.status_description for slip in slips)

    def _answered(self, work: Callable[[], Answer], timeout: float) -> Answer:
        """What the server answers, with its errors in words about the query."""
        try:
            return self._server.bounded(work, timeout + GRACE_SECONDS)
        except PaperatlasError as error:
            about = _about_the_query(error, timeout)
            if about is None:
                raise
            raise QueryError(about) from error
        except (ValueError, TypeError, OverflowError) as error:
            raise QueryError(f"a parameter can't be sent: {error}") from error

    def close(self) -> None:
        """Lets go of the server."""
        self._closed = True
        self._server.close()

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._closed


def _about_the_query(error: PaperatlasError, timeout: float) -> str | None:
    """What is wrong with a query, if it is the query and not the server."""
    code = str(getattr(error.__cause__, "code", None) or "")
    if "TransactionTimedOut" in code:
        return too_slow(timeout, QUICKER)
    if "OutOfMemory" in code:
        return "the query needs more memory than the server gives it; narrow it down"
    if code.endswith("Statement.AccessMode"):
        return "queries only read; --write lets one write on a Neo4j server"
    if isinstance(error, StoreError):
        return f"the query can't be answered: {getattr(error.__cause__, 'message', None) or error}"
    return None


def _plain(value: Any) -> Any:
    """The values that `QueryResult` promises."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, neo4j.graph.Path):
        pairs = itertools.zip_longest(value.nodes, value.relationships)
        return [_plain(item) for item in itertools.chain.from_iterable(pairs)][:-1]
    if isinstance(value, neo4j.graph.Entity):
        return {key: _plain(item) for key, item in sorted(value.items())}
    if isinstance(value, neo4j.time.Duration):
        return value.iso_format()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, neo4j.time.Date):
        return datetime.date(value.year, value.month, value.day)
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return value.iso_format() if hasattr(value, "iso_format") else str(value)
