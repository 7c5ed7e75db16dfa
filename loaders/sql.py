"""The tables of an atlas in SQL: DuckDB reads their Parquet files and nothing else.

What asks the whole graph, all pairs of authors of all papers for one, takes a second; a Cypher store takes minutes.
"""

import contextlib
import json
import re
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

import duckdb

from paperatlas.base.errors import AtlasError, QueryError, StoreError
from paperatlas.base.memory import means_too_little
from paperatlas.base.suggestion import suggestion
from paperatlas.base.visible import quoted
from paperatlas.graph.schema import declared, tables
from paperatlas.loaders.parquet import part_files
from paperatlas.loaders.store import CLOSED, DEFAULT_TIMEOUT, Store, StreamedRows, too_slow

ROWS_AT_ONCE = 1000
_SHARE_OF_MEMORY = 0.75
"""What the database counts of the memory that a query may take; the rest is for what it does not count."""
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.MULTI)
"""MULTI is a PIVOT, which is looked at as more than one statement."""

_TABLE = re.compile(r"Table with name (.+?) does not exist")
_COLUMN = re.compile(r'Referenced column "(.+?)" not found|does not have a column named "(.+?)"')
_KIND = re.compile(r"^\w[\w ]*Error: ")
_NO_MEMORY = "the query needs more memory than it may take; narrow it down or allow more"
_NO_FILES = "SQL reads the tables of the atlas only, no other files and nothing from the web"


class SqlStore(Store):
    """The tables of an atlas, by their names, to SELECT from.

    Neither files nor settings can be reached from a query. The database does not count what every function takes, and
    can't be stopped inside one: see `ConfinedStore`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = connection

    @classmethod
    def open(cls, directory: Path, memory: int | None = None) -> Self:
        """Opens the tables in a directory.

        Args:
            directory: Where the Parquet files are.
            memory: Bytes that a query may take; most of the machine's where it is None.

        Raises:
            AtlasError: A table is missing or can't be read.
        """
        parts = {name: part_files(directory.resolve(), name) for name in declared()}
        paths = {name: ", ".join(_literal(str(path)) for path in files) for name, files in parts.items()}
        connection = duckdb.connect(config=_configuration(memory))
        try:
            connection.execute(f"SET allowed_paths = [{', '.join(paths.values())}]")
            connection.execute("SET enable_external_access = false")
            for name, files in paths.items():
                connection.execute(f"CREATE VIEW {name} AS FROM read_parquet([{files}])")
            connection.execute("SET lock_configuration = true")
        except duckdb.Error as error:
            connection.close()
            raise AtlasError(f"{directory}: the tables can't be read ({_first_line(error)}); build again") from error
        return cls(connection)

    @contextlib.contextmanager
    def stream(
        self, query: str, parameters: Mapping[str, Any] | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> Iterator[StreamedRows]:
        """Answers a SELECT row by row; see `Store.stream`."""
        if self._connection is None:
            raise StoreError(CLOSED)
        given = dict(parameters or {})
        asked = _Asked(self._connection.cursor(), query, timeout)
        try:
            _refuse_beyond_select(asked, given)
            with asked.answering():
                asked.cursor.execute(query, given or None)
            columns = _distinct([str(column[0]) for column in asked.cursor.description or ()])
            yield StreamedRows(columns, asked.rows(), ())
        finally:
            asked.cursor.close()

    def close(self) -> None:
        """Closes the database, which lives in memory."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._connection is None


class _Asked:
    """A query on its way, within its time."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, query: str, timeout: float) -> None:
        self.cursor = cursor
        self.query = query
        self._timeout = timeout
        self._end = time.monotonic() + timeout

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """What it answers."""
        while True:
            with self.answering():
                rows = self.cursor.fetchmany(ROWS_AT_ONCE)
            if not rows:
                return
            for row in rows:
                yield tuple(map(_plain, row))

    @contextlib.contextmanager
    def answering(self) -> Iterator[None]:
        """Keeps the time while the database works, and says in our words what goes wrong.

        Raises:
            QueryError: The query is wrong, or needs too much time or memory.
        """
        clock = threading.Timer(max(0.0, self._end - time.monotonic()), self.cursor.interrupt)
        clock.daemon = True
        try:
            clock.start()
            yield
        except duckdb.InterruptException as error:
            raise QueryError(too_slow(self._timeout)) from error
        except (duckdb.OutOfMemoryException, MemoryError) as error:
            raise QueryError(_NO_MEMORY) from error
        except duckdb.PermissionException as error:
            raise QueryError(_NO_FILES) from error
        except duckdb.Error as error:
            raise QueryError(self._explain(error)) from error
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise QueryError(f"the query can't be answered: {error}") from error
        except RuntimeError as error:  # no thread can be started
            if not means_too_little(error):
                raise
            raise QueryError(_NO_MEMORY) from error
        finally:
            clock.cancel()

    def _explain(self, error: duckdb.Error) -> str:
        """What is wrong, with the nearest names, and the place in the query."""
        text = _first_line(error)
        if (table := _TABLE.search(text)) is not None:
            names = list(declared())
            said = f"there is no table {quoted(table[1])}{suggestion(table[1].lower(), names)} "
            text = f"{said}The tables are {', '.join(names)}."
        elif (column := _COLUMN.search(text)) is not None:
            name = column[1] or column[2]
            names = _columns_near(self.query)
            near = suggestion(name.lower(), names)
            listed = f" The columns are {', '.join(names)}." if near == "." else ""
            text = f"there is no column {quoted(name)} here{near}{listed}"
        else:
            text = f"the query can't be answered: {text}"
        _, marked, place = str(error).partition("\n\nLINE ")
        return f"{text}\n" + textwrap.indent(f"line {place}", "  ") if marked else text


def _configuration(memory: int | None) -> dict[str, Any]:
    configuration: dict[str, Any] = {
        "temp_directory": "",  # nothing of a query goes to the disk
        "python_enable_replacements": False,  # a name in a query is a table, never a variable of a program
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if memory is not None:
        configuration["memory_limit"] = f"{int(memory * _SHARE_OF_MEMORY)}B"
    return configuration


def _refuse_beyond_select(asked: _Asked, given: Mapping[str, Any]) -> None:
    """Refuses what is not one SELECT, and one whose parameters are not those that are given.

    Raises:
        QueryError: It is another statement, none, several, or lacks a parameter or has one too many.
    """
    try:
        json.dumps([asked.query, given], ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query, or a value for it, holds halves of characters, which no text can have") from error
    with asked.answering():
        statements = asked.cursor.extract_statements(asked.query)
    if not statements:
        raise QueryError("there is no query")
    if len(statements) > 1:
        raise QueryError("one query at a time: there is more after the semicolon")
    if statements[0].type not in _READING:
        raise QueryError(
            "SQL only reads the tables: a query is one SELECT (or WITH, FROM, VALUES, DESCRIBE, SUMMARIZE)"
        )
    sought = statements[0].named_parameters
    for name in sorted(sought - given.keys()):
        raise QueryError(f"the query needs a value for ${name}: give {name}=…, on the command line -p {name}=…")
    for name in given.keys() - sought:
        raise QueryError(f"the query has no parameter {quoted('$' + name)}{suggestion(name, sought)}")
    with asked.answering():
        asked.cursor.execute("BEGIN TRANSACTION READ ONLY")


def _columns_near(query: str) -> list[str]:
    """The columns of the tables that a query names, of all where it names none."""
    words = set(re.findall(r"\w+", query.lower()))
    kinds = list(tables())
    named = [kind for kind in kinds if kind.table in words]
    return list(dict.fromkeys(column.name for kind in named or kinds for column in kind.columns))


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, numbered where several would be the same.

    >>> _distinct(["id", "id", "title", "id_1"])
    ('id', 'id_2', 'title', 'id_1')
    """
    taken, distinct = set(names), list[str]()
    for name in names:
        new, number = name, 1
        while new in distinct or (number > 1 and new in taken):
            number += 1
            new = f"{name}_{number}"
        distinct.append(new)
    return tuple(distinct)


def _plain(value: Any) -> Any:
    """A value as every store gives it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)


def _first_line(error: duckdb.Error) -> str:
    return _KIND.sub("", str(error).partition("\n")[0])


def _literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
