"""The embedded Cypher store: a file beside the tables, made from them and remade when missing or unreadable."""

import contextlib
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import kglite

from paperatlas.graph.errors import AtlasError, QueryError
from paperatlas.graph.schema import EDGES, NODES, EdgeKind, NodeKind, node
from paperatlas.loaders.store import DEFAULT_TIMEOUT, QueryResult

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


kglite.set_query_warning_policy("silent")  # they come back with the result


class EmbeddedStore:
    """A graph in memory that answers Cypher, read from a file that `write_embedded` made."""

    def __init__(self, graph: kglite.KnowledgeGraph) -> None:
        graph.read_only(True)
        self._graph = graph

    @classmethod
    def open(cls, path: Path) -> Self:
        """Reads the file.

        Raises:
            AtlasError: The file is missing, damaged or of another version.
        """
        try:
            return cls(kglite.load(str(path)))
        except (kglite.KgError, OSError, ValueError) as error:
            raise AtlasError(f"{path}: the embedded store can't be read ({error})") from error

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> QueryResult:
        """Answers a reading query; see `CypherStore.query`."""
        try:
            result: Any = self._graph.cypher(
                cypher,
                params=dict(parameters or {}),
                timeout_ms=max(1, round(timeout * 1000)),
            )
            columns = tuple(result.columns)
            rows = tuple(tuple(_plain(row[column]) for column in columns) for row in result)
        except kglite.CypherTimeoutError as error:
            raise QueryError(f"the query took longer than {timeout:g} s; narrow it down or allow more time") from error
        except (kglite.KgError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise QueryError(_explain(error, cypher)) from error
        return QueryResult(columns, rows, tuple(result.warnings))

    def close(self) -> None:
        """Lets go of the graph."""
        self._graph.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_or_remake(path: Path, tables: Callable[[], Mapping[str, "pa.Table"]]) -> EmbeddedStore:
    """Opens the store, after making it from the tables where it is missing or unreadable.

    Raises:
        AtlasError: The tables can't be read.
    """
    try:
        return EmbeddedStore.open(path)
    except AtlasError:
        graph = load_embedded(tables())
        with contextlib.suppress(OSError, kglite.KgError):  # where it can't be kept it is made again next time
            _save(graph, path)
        return EmbeddedStore(graph)


def _plain(value: Any) -> Any:
    """Nodes and edges as their declared properties; the store adds keys of its own."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "labels" in value and "properties" in value:
        names = {column.name for column in node(value["labels"][0]).columns}
        return {name: item for name, item in value["properties"].items() if name in names}
    if {"start", "end", "type", "properties"} <= value.keys():
        return value["properties"]
    return {key: _plain(item) for key, item in value.items()}


def write_embedded(tables: Mapping[str, "pa.Table"], path: Path) -> None:
    """Makes the store's file from the tables of an atlas; an older one at the path is replaced.

    Raises:
        AtlasError: The store refused rows.
    """
    _save(load_embedded(tables), path)


def load_embedded(tables: Mapping[str, "pa.Table"]) -> kglite.KnowledgeGraph:
    """The graph of an atlas in memory.

    Raises:
        AtlasError: The store refused rows.
    """
    writer = EmbeddedWriter()
    for kind in (*NODES, *EDGES):
        writer.add(kind.table, tables[kind.table])
    return writer.graph


class EmbeddedWriter:
    """Makes the store table by table, in the order in which they come; edges wait for the nodes at their ends."""

    def __init__(self) -> None:
        self.graph = kglite.KnowledgeGraph()
        self._labels: set[str] = set()
        self._waiting: dict[str, pa.Table] = {}

    def add(self, name: str, rows: "pa.Table") -> None:
        """Adds a table of nodes or edges; others are none of the store's.

        Raises:
            AtlasError: The store refused rows.
        """
        for kind in NODES:
            if kind.table == name:
                self._add_nodes(kind, rows)
        for edge in EDGES:
            if edge.table == name:
                self._waiting[name] = rows
            if edge.table in self._waiting and {edge.source, edge.target} <= self._labels:
                self._add_edges(edge, self._waiting.pop(edge.table))

    def save(self, path: Path) -> None:
        """Writes the file."""
        _save(self.graph, path)

    def _add_nodes(self, kind: NodeKind, rows: "pa.Table") -> None:
        self._labels.add(kind.label)
        if len(rows):
            report = self.graph.add_nodes(_frame(rows), kind.label, "id", node_title_field=kind.caption)
            _check(report, "nodes_created", len(rows), kind.table)

    def _add_edges(self, edge: EdgeKind, rows: "pa.Table") -> None:
        if len(rows):
            ends = (edge.source, "source", edge.target, "target")
            report = self.graph.add_relationships(_frame(rows), edge.type, *ends)
            _check(report, "connections_created", len(rows), edge.table)


def _save(graph: kglite.KnowledgeGraph, path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", kglite.MappedFallbackWarning)  # lists have no mapped form; read as usual
        graph.save(str(path), fsync=False)


def _frame(rows: "pa.Table") -> "pd.DataFrame":
    """A pandas frame that keeps null apart from zero and NaN."""
    import pandas as pd
    import pyarrow as pa

    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    # Dates as objects: the store takes three times as long over timestamps.
    frame: pd.DataFrame = rows.to_pandas(types_mapper=nullable.get, date_as_object=True)
    for field in rows.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(rows[field.name].to_pylist(), dtype=object)
    return frame


def _check(report: Mapping[str, Any], created: str, expected: int, table: str) -> None:
    if report.get("has_errors") or report[created] != expected:
        raise AtlasError(
            f"the embedded store took {report[created]} of {expected} rows of {table}: {report.get('errors')}"
        )


def _explain(error: Exception, cypher: str) -> str:
    """What is wrong with a query, with the line where it is known."""
    text = str(error)
    if "read-only" in text or "read only" in text:
        return "queries only read: the embedded store is made from the tables, change the digests and build again"
    line = getattr(error, "line", None)
    if line is None:
        return f"the query can't be answered: {text}"
    column = getattr(error, "col", None) or 1
    source = cypher.splitlines()[line - 1] if line <= len(cypher.splitlines()) else ""
    return f"line {line}, column {column} of the query: {text}\n  {source}\n  {' ' * (column - 1)}^"
