"""The embedded Cypher store: a file beside the tables, made from them and remade when missing or unreadable."""

import itertools
import re
import shutil
import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import kglite

from paperatlas.base.errors import AtlasError, OutputError, QueryError, StoreError
from paperatlas.base.temporary import clear_left, new_directory
from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.loaders.read_only import BEYOND, refuse_beyond_reading, without_explain
from paperatlas.loaders.store import (
    CLOSED,
    DEFAULT_TIMEOUT,
    QUICKER,
    CypherStore,
    QueryResult,
    StreamedRows,
    at_once,
    too_slow,
)

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


LARGE = 8_000
"""Papers from which on the store is a directory, used from disk: to open another takes longer than to ask it."""
EDGES_AT_ONCE = 500_000
"""A frame of millions of rows takes gigabytes."""

# The place in the query; the lines below the message point to it as well. Both are told in our own words.
_PLACE = re.compile(r"^Cypher (?:syntax error(?: at line \d+, col \d+)?|execution error): ")
_MISSING = re.compile(r"Missing parameter: \$(\w+)")
_EXPLAINS_ITSELF = "A statement takes one EXPLAIN or PROFILE"

_UNKNOWN = re.compile(r"unknown (?:relationship type|(?:node )?label) '(\w+)'")
_DECLARED = frozenset([*(kind.label for kind in NODES), *(kind.type for kind in EDGES)])

kglite.set_query_warning_policy("silent")  # they come back with the result


class EmbeddedStore(CypherStore):
    """A graph in memory that answers Cypher, read from a file that `write_embedded` made.

    It reads the graph and nothing else. Its time is kept, but it shares the memory of the process: see `ConfinedStore`.
    """

    def __init__(self, graph: kglite.KnowledgeGraph) -> None:
        graph.read_only(True)
        self._graph: kglite.KnowledgeGraph | None = graph

    @classmethod
    def open(cls, path: Path) -> Self:
        """Reads the file.

        Raises:
            AtlasError: The file is missing, damaged or of another version.
        """
        if not (path.is_file() or path.is_dir()):  # a fifo would keep us waiting for ever
            raise AtlasError(f"{path}: the embedded store is not there")
        try:
            return cls(kglite.load(str(path)))
        except (kglite.KgError, OSError, ValueError) as error:
            raise AtlasError(f"{path}: the embedded store can't be read ({error})") from error

    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> AbstractContextManager[StreamedRows]:
        """Answers a reading query, which is whole before its first row is there; see `CypherStore.stream`."""
        return at_once(self.query(cypher, parameters, timeout))

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> QueryResult:
        """Answers a reading query; see `CypherStore.stream`."""
        graph = self._graph
        if graph is None:
            raise StoreError(CLOSED)
        refuse_beyond_reading(cypher)
        asked = _Asked(graph, dict(parameters or {}), timeout)
        _refuse_plans_beyond(asked, cypher)
        return asked.answer(cypher)

    def close(self) -> None:
        """Lets go of the graph; closing it outright would save it once more."""
        self._graph = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._graph is None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a query is asked with."""

    graph: kglite.KnowledgeGraph
    parameters: dict[str, Any]
    timeout: float

    def answer(self, cypher: str, before: str = "") -> QueryResult:
        """Runs it, with `before` in front of its first line."""
        milliseconds = max(1, round(self.timeout * 1000))
        try:
            result: Any = self.graph.cypher(before + cypher, params=self.parameters, timeout_ms=milliseconds)
            if isinstance(result, str):
                raise QueryError("the query can't be answered: FORMAT CSV gives no rows; leave it out")
            columns = tuple(result.columns)
            rows = tuple(tuple(map(_plain, row.values())) for row in result)
        except kglite.CypherTimeoutError as error:
            raise QueryError(too_slow(self.timeout, QUICKER)) from error
        except MemoryError as error:
            raise QueryError("the query needs more memory than there is; narrow it down") from error
        except (kglite.KgError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise QueryError(_explain(error, cypher, len(before))) from error
        return QueryResult(columns, rows, tuple(filter(_is_telling, result.warnings)))


def _refuse_plans_beyond(asked: _Asked, cypher: str) -> None:
    """Refuses what the store itself says will read a file.

    Raises:
        QueryError: It does, or the query is wrong.
    """
    try:
        plan = asked.answer(cypher, before="EXPLAIN ")
    except QueryError as error:
        plain = without_explain(cypher)
        if plain == cypher or _EXPLAINS_ITSELF not in str(error):
            raise
        plan = asked.answer(plain, before="EXPLAIN ")
    if any(str(row["operation"]).startswith("LoadCsv") for row in plan):
        raise QueryError(BEYOND)


def open_or_remake(path: Path, tables: Callable[[], Mapping[str, "pa.Table"]]) -> EmbeddedStore:
    """Opens the store, after making it from the tables where it is missing or unreadable.

    Raises:
        AtlasError: The tables can't be read.
    """
    try:
        return EmbeddedStore.open(path)
    except AtlasError:
        made = tables()
    try:
        clear_left(path.parent)
        with new_directory(path.parent) as scratch:
            new = scratch / path.name
            write_embedded(made, new)
            _remove(path)
            new.rename(path)
        return EmbeddedStore.open(path)
    except (OSError, OutputError):  # it can't be kept there; it is made again next time
        return EmbeddedStore(_filled(EmbeddedWriter(None), made).graph)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_telling(warning: str) -> bool:
    """Whether a warning speaks of a slip, not of a kind of edge or node of which this atlas happens to have none."""
    unknown = _UNKNOWN.search(warning)
    return unknown is None or unknown[1] not in _DECLARED


def _plain(value: Any) -> Any:
    """Nodes and edges as their declared properties, paths as lists of them; the store adds keys of its own."""
    if type(value) is list:
        return [_plain(item) for item in value]
    if type(value) is not dict:
        return value
    kinds = [kind for kind in NODES if value.get("labels") == [kind.label]]
    if kinds and isinstance(value.get("properties"), dict):
        names = {column.name for column in kinds[0].columns}
        return {name: item for name, item in value["properties"].items() if name in names}
    if {"start", "end", "type", "properties"} <= value.keys():
        return value["properties"]
    if value.keys() == {"nodes", "relationships"} and len(value["nodes"]) == len(value["relationships"]) + 1:
        pairs = itertools.zip_longest(value["nodes"], value["relationships"])
        return [_plain(item) for item in itertools.chain.from_iterable(pairs)][:-1]
    return {key: _plain(item) for key, item in value.items()}


def write_embedded(tables: Mapping[str, "pa.Table"], path: Path) -> None:
    """Makes the store from the tables of an atlas, at a path where nothing is.

    Raises:
        AtlasError: The store refused rows.
    """
    large = len(tables["papers"]) > LARGE
    _filled(EmbeddedWriter(path, large), tables).save()


def _filled(writer: "EmbeddedWriter", tables: Mapping[str, "pa.Table"]) -> "EmbeddedWriter":
    for kind in (*NODES, *EDGES):
        writer.add(kind.table, tables[kind.table])
    return writer


class EmbeddedWriter:
    """Makes the store table by table, in the order in which they come; edges wait for the nodes at their ends.

    Args:
        path: Where it goes; nowhere for a graph that lives in memory only.
        large: Whether it will be used from disk, a directory then: slower to make, but opened in a fifth of the time.
    """

    def __init__(self, path: Path | None, large: bool = False) -> None:
        self._path = path
        self._large = large
        if path is not None and large:
            self.graph = kglite.open(str(path), storage="disk", durable="off", lock=False)
        else:
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

    def save(self) -> None:
        """Writes it.

        Raises:
            OutputError: It can't be written.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", kglite.MappedFallbackWarning)  # lists have no mapped form; read as usual
            try:
                self.graph.save(str(self._path), fsync=False)
            except (kglite.FileError, kglite.FileIoError, OSError) as error:
                raise OutputError(f"{self._path}: can't be written ({error})") from error

    def _add_nodes(self, kind: NodeKind, rows: "pa.Table") -> None:
        self._labels.add(kind.label)
        if len(rows):
            report = self.graph.add_nodes(_frame(rows), kind.label, "id", node_title_field=kind.caption)
            _check(report, "nodes_created", len(rows), kind.table)

    def _add_edges(self, edge: EdgeKind, rows: "pa.Table") -> None:
        ends = (edge.source, "source", edge.target, "target")
        for start in range(0, len(rows), EDGES_AT_ONCE):
            part = rows.slice(start, EDGES_AT_ONCE)
            report = self.graph.add_relationships(_frame(part), edge.type, *ends)
            _check(report, "connections_created", len(part), edge.table)


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


def _explain(error: Exception, cypher: str, before: int) -> str:
    """What is wrong with a query, with the line where it is known.

    Args:
        error: What the store says.
        cypher: The query.
        before: How many characters the store was given in front of the first line.
    """
    text = _PLACE.sub("", str(error).partition("\n")[0])
    if isinstance(error, kglite.ReadOnlyError):
        return "queries only read: the embedded store is made from the tables, change the files and build again"
    if (missing := _MISSING.search(text)) is not None:
        name = missing[1]
        return f"the query needs a value for ${name}: give {name}=…, on the command line -p {name}=…"
    line = getattr(error, "line", None)
    if line is None:
        return f"the query can't be answered: {text}"
    column = max(1, (getattr(error, "col", None) or 1) - (before if line == 1 else 0))
    source = cypher.splitlines()[line - 1] if line <= len(cypher.splitlines()) else ""
    return f"line {line}, column {column} of the query: {text}\n  {source}\n  {' ' * (column - 1)}^"
