"""What every store offers that answers queries, wherever it keeps the graph."""

import abc
import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from paperatlas.base.errors import StoreError

DEFAULT_TIMEOUT = 60.0
"""Seconds after which a query is given up."""
QUICKER = ". Questions about the whole graph are quick in SQL: paperatlas sql, with examples in docs/sql.md"
"""What a Cypher store says beside that a query ran out of time."""
CLOSED = "this store is closed; open it again to ask it"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a query: named columns, and rows in the order of the query.

    Values are None, bool, int, float, str, `datetime.date`, and lists and dicts of them. A node or an edge that a query
    returns whole is a dict of its properties; a path is a list of these, nodes and edges in turn, so that it begins and
    ends with a node. `warnings` tell of what is likely a slip, an unknown label for one.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    warnings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def texts(self) -> set[str]:
        """Every text in the rows; those that are ids name nodes."""
        return _texts(self.rows)


@dataclass(frozen=True, slots=True)
class StreamedRows:
    """The answer to a query as it comes in; see `QueryResult`. The warnings are known after the last row."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]
    warnings: Sequence[str]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def _texts(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return set()
    return {text for item in value for text in _texts(item)}


def too_slow(timeout: float, quicker: str = "") -> str:
    """What is said of a query that ran out of time.

    Args:
        timeout: Seconds that it had.
        quicker: What would be quick.
    """
    return f"the query took longer than {timeout:g} s; narrow it down or allow more time{quicker}"


class Store(abc.ABC):
    """What answers queries, to any number of threads. Close it, or use it in a `with` statement."""

    @abc.abstractmethod
    def stream(
        self, query: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> AbstractContextManager[StreamedRows]:
        """Answers a query row by row; what a query writes, where it may, stands when the block ends well.

        Args:
            query: The query; values belong into parameters (`$name`).
            parameters: Values by name.
            timeout: Seconds.

        Raises:
            QueryError: The query is wrong, does more than it may, or needs too much time or memory.
            StoreUnavailable: The store can't be reached.
            StoreError: The store is closed.
        """

    def query(
        self, query: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> QueryResult:
        """Answers a query at once; see `stream`."""
        with self.stream(query, parameters, timeout) as streamed:
            return QueryResult(streamed.columns, tuple(streamed.rows), tuple(streamed.warnings))

    @abc.abstractmethod
    def close(self) -> None:
        """Lets go of the store for good; queries that run end as they would."""

    @property
    @abc.abstractmethod
    def closed(self) -> bool:
        """Whether it was closed."""

    def __enter__(self) -> Self:
        if self.closed:
            raise StoreError(CLOSED)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class CypherStore(Store):
    """A graph that answers Cypher."""


@contextlib.contextmanager
def at_once(result: QueryResult) -> Iterator[StreamedRows]:
    """A whole answer in the form of one that comes in."""
    yield StreamedRows(result.columns, iter(result.rows), result.warnings)
