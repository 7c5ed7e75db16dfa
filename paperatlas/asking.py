"""Asks a store in Cypher or by the name of a saved query, whatever store it is."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperatlas.loaders.store import DEFAULT_TIMEOUT, CypherStore, QueryResult, StreamedRows
from paperatlas.queries import resolve
from paperatlas.queries.near_paths import COLUMNS, SHORTEST_PATH, near_paths


def query(
    store: CypherStore,
    cypher: str,
    parameters: Mapping[str, Any] | None = None,
    /,
    *,
    timeout_seconds: float = DEFAULT_TIMEOUT,
    **values: Any,
) -> QueryResult:
    """Answers a query.

    Args:
        store: Whom to ask: the `store` of an atlas, or a `Neo4jStore`.
        cypher: Cypher, or the name of a saved query.
        parameters: Values for the query's `$parameters`.
        timeout_seconds: When to give up.
        **values: More of them, as keywords.

    Raises:
        QueryError: The query is wrong, does more than it may, or ran out of time or memory.
        UsageError: A parameter of a saved query is missing, unknown or of the wrong type.
        NotInAtlas: A person, concept, paper, day or month of a saved query is not there.
        StoreUnavailable: The store can't be reached.
    """
    with stream(store, cypher, {**(parameters or {}), **values}, timeout_seconds) as streamed:
        return QueryResult(streamed.columns, tuple(streamed.rows), tuple(streamed.warnings))


@contextlib.contextmanager
def stream(
    store: CypherStore,
    cypher: str,
    parameters: Mapping[str, Any] | None = None,
    timeout_seconds: float = DEFAULT_TIMEOUT,
) -> Iterator[StreamedRows]:
    """Answers a query row by row, however many there are; see `query`."""

    def ask(text: str, given: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
        return store.query(text, given, timeout_seconds).rows

    asked = resolve(cypher, parameters or {}, ask)
    near = near_paths(asked[1], ask) if cypher == SHORTEST_PATH else None
    if near is not None:
        yield StreamedRows(COLUMNS, iter(near), ())
        return
    with store.stream(*asked, timeout_seconds) as streamed:
        yield streamed
