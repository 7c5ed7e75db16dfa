"""Asks a Neo4j server in Cypher."""

import contextlib
import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

import neo4j
import neo4j.graph
import neo4j.time

from paperatlas.base.errors import PaperatlasError, QueryError, StoreError
from paperatlas.loaders.neo4j.login import Login
from paperatlas.loaders.neo4j.server import GRACE_SECONDS, Answer, Server
from paperatlas.loaders.store import DEFAULT_TIMEOUT, QueryResult, StreamedRows

ROWS_AT_ONCE = 1000


class Neo4jStore:
    """A server that answers Cypher; reading only, unless it is opened to write.

    Args:
        login: Where, and as whom.
        writes: Whether queries may write.

    Raises:
        StoreUnavailable: It can't be reached, or does not let us in.
    """

    def __init__(self, login: Login, writes: bool = False) -> None:
        self._server = Server(login, DEFAULT_TIMEOUT)
        self._writes = writes

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> QueryResult:
        """Answers a query; see `CypherStore.query`."""
        with self.stream(cypher, parameters, timeout) as streamed:
            return QueryResult(streamed.columns, tuple(streamed.rows), tuple(streamed.warnings))

    @contextlib.contextmanager
    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> Iterator[StreamedRows]:
        """Answers a query row by row, however many there are; what a query writes stands when the block ends well.

        Raises:
            QueryError: The query is wrong, writes where it may not, or ran out of time.
            StoreUnavailable: The server can't be reached or does not answer.
        """
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
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _about_the_query(error: PaperatlasError, timeout: float) -> str | None:
    """What is wrong with a query, if it is the query and not the server."""
    code = str(getattr(error.__cause__, "code", None) or "")
    if "TransactionTimedOut" in code:
        return f"the query took longer than {timeout:g} s; narrow it down or allow more time"
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
        return [_plain(node) for node in value.nodes]
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
