"""DuckDB in this process: rows are Arrow tables in memory, joins spill to disk."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from paperatlas.base.errors import OutputError, ShortageError
from paperatlas.graph.arrow import conform
from paperatlas.graph.kinds import Table
from paperatlas.graph.relations import Computed

BATCH = 8192
"""Rows that a thread takes at a time; with larger batches there is one for the first thread and none for the others."""


SMALL = 200_000
"""Rows up to which steps stay in the database: few take less time than planning, which taking rows out does twice."""


class DuckDB:
    """The engine of one machine; computed relations are made beside the statements."""

    def __init__(self, threads: int, memory_limit: str, spill: Path) -> None:
        """Opens a database in memory.

        Args:
            threads: Of the database.
            memory_limit: As DuckDB writes it, `2GB`; what needs more goes to `spill`.
            spill: A directory, made when needed.
        """
        configuration: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads,
            "memory_limit": memory_limit,
            "temp_directory": str(spill),
        }
        self._rows = 0
        self._steps: set[str] = set()
        with contextlib.ExitStack() as stack:
            self._pool = stack.enter_context(ThreadPoolExecutor(2))
            self._connection = stack.enter_context(duckdb.connect(config=configuration))
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def register(self, name: str, rows: pa.Table) -> None:
        """Lets statements know a table by a name; see `Engine.register`."""
        self._rows += len(rows)
        self._connection.register(name, pa.Table.from_batches(rows.to_batches(BATCH), rows.schema))

    def unregister(self, name: str) -> None:
        """Forgets a name; see `Engine.unregister`."""
        if name in self._steps:
            self._steps.remove(name)
            self._connection.execute(f"DROP TABLE {name}")
        else:
            self._connection.unregister(name)

    def select(self, name: str, statement: str) -> pa.Table:
        """The answer to a SELECT; see `Engine.select`.

        Raises:
            OutputError: There is too little memory and disk.
        """
        with explained():
            return self._connection.sql(statement).to_arrow_table(BATCH)

    def step(self, name: str, statement: str) -> None:
        """Lets statements know the answer to a SELECT by a name; see `Engine.step`.

        Raises:
            OutputError: There is too little memory and disk.
        """
        if self._rows > SMALL:
            self.register(name, self.select(name, statement))
            return
        with explained():
            self._connection.execute(f"CREATE TEMPORARY TABLE {name} AS {statement}")
        self._steps.add(name)

    def begin(self, name: str, computed: Computed, asked: Sequence[pa.Table]) -> Callable[[], Mapping[str, pa.Table]]:
        """Begins to make a computed relation in a thread; see `Engine.begin`."""
        return self._pool.submit(computed.made, name, list(asked)).result

    def conform(self, rows: pa.Table, kind: Table) -> pa.Table:
        """The table with the declared columns; see `Engine.conform`."""
        return conform(rows, kind)

    def count(self, rows: pa.Table) -> int:
        """How many rows there are."""
        return len(rows)

    def write(self, rows: pa.Table, directory: str, name: str) -> None:
        """Writes the file of a table; see `Engine.write`."""
        write_table(rows, Path(directory), name)


def write_table(rows: pa.Table, directory: Path, name: str) -> None:
    """Writes the file of a table."""
    pq.write_table(rows, directory / f"{name}.parquet", compression="zstd", compression_level=1)


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Says where there is too little memory or disk."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        reason = str(error).partition("\n")[0]
        kind = ShortageError if isinstance(error, duckdb.OutOfMemoryException) else OutputError
        raise kind(f"too little memory, or disk to make up for it, to join the papers: {reason}") from error
