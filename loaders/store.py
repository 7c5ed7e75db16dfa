"""What every Cypher store offers, wherever it keeps the graph."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

DEFAULT_TIMEOUT = 60.0
"""Seconds after which a query is given up."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a query: named columns, and rows in the order of the query.

    Values are None, bool, int, float, str, `datetime.date`, and lists and dicts of them; a node or an edge that a query
    returns whole is a dict of its properties. `warnings` tell of what is likely a slip, an unknown label for one.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    warnings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class StreamedRows:
    """The answer to a query as it comes in; see `QueryResult`. The warnings are known after the last row."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]
    warnings: Sequence[str]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


class CypherStore(Protocol):
    """A graph that answers Cypher. Close it, or use it in a `with` statement."""

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> QueryResult:
        """Answers a reading query.

        Args:
            cypher: The query; values belong into parameters (`$name`).
            parameters: Values by name.
            timeout: Seconds.

        Raises:
            QueryError: The query is wrong, writes, or ran out of time.
            StoreUnavailable: The store can't be reached.
        """

    def close(self) -> None:
        """Lets go of the store."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
