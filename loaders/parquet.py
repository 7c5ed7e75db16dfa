"""The tables of an atlas as Parquet files: the truth that everything else is made from."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from paperatlas.base.errors import AtlasError, OutputError
from paperatlas.base.memory import means_too_little
from paperatlas.base.paths import is_directory, is_regular
from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import declared
from paperatlas.graph.validation import value_violations
from paperatlas.loaders import unknown_table

ROWS_AT_ONCE = 32_768
"""In a part of a table."""


def part_files(directory: Path, name: str) -> list[Path]:
    """The files of a table, in the order of its rows: one, or those in a directory of that name, as Spark writes them.

    Raises:
        AtlasError: There is none.
    """
    path = directory / f"{name}.parquet"
    if is_regular(path):
        return [path]
    parts = sorted(part for part in path.glob("*.parquet") if is_regular(part)) if is_directory(path) else []
    if not parts:
        raise AtlasError(f"{path}: is missing, or no plain file; build the atlas again")
    return parts


class ParquetTables(Mapping[str, pa.Table]):
    """The tables of an atlas by name, each read when it is asked for.

    Args:
        directory: Where they are.
        keep: Whether what was read stays in memory.
    """

    def __init__(self, directory: Path, keep: bool = True) -> None:
        self.directory = directory
        self._keep = keep
        self._kinds = declared()
        self._read: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        table = self._read.get(name)
        if table is None:
            table = self.read(name)
            if self._keep:
                self._read[name] = table
        return table

    def read(self, name: str) -> pa.Table:
        """A table, read but not kept.

        Raises:
            AtlasError: It can't be read.
            UnknownTable: There is none of that name.
        """
        tables = list(self._parts(name, _read))
        return pa.concat_tables(tables)

    def parts(self, name: str) -> Iterator[pa.Table]:
        """The rows of a table some thousand at a time, in their order: for who does not want all in memory.

        Raises:
            AtlasError: It can't be read.
            UnknownTable: There is none of that name.
        """
        return self._parts(name, _read_in_parts)

    def _parts(self, name: str, read: Callable[[Path], Iterable[pa.Table]]) -> Iterator[pa.Table]:
        kind = self._kinds.get(name)
        if kind is None:
            raise unknown_table(name)
        schema = arrow_schema(kind)
        path = self.directory / f"{name}.parquet"
        parts = part_files(self.directory, name)
        try:
            for table in itertools.chain.from_iterable(map(read, parts)):
                if table.schema.names != schema.names:
                    raise AtlasError(f"{path}: has other columns than this version writes; build the atlas again")
                checked = table.cast(schema)
                for violation in value_violations(kind, checked):
                    raise AtlasError(f"{path}: is damaged ({violation}); build the atlas again")
                yield checked
        except (OSError, ValueError, pa.ArrowException) as error:
            if means_too_little(error):
                raise OutputError(f"{path}: there is too little memory to read it") from error
            raise AtlasError(f"{path}: can't be read ({error}); build the atlas again") from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def _read(path: Path) -> Iterator[pa.Table]:
    with path.open("rb") as file:
        parquet = pq.ParquetFile(file)  # `read_table` would import pyarrow.dataset
        # Spark writes no group of rows where there is no row, which Arrow 18 does not read.
        yield parquet.read() if parquet.num_row_groups else parquet.schema_arrow.empty_table()


def _read_in_parts(path: Path) -> Iterator[pa.Table]:
    with path.open("rb") as file:
        parquet = pq.ParquetFile(file)
        yield parquet.schema_arrow.empty_table()  # says which columns there are, also where no row is
        if parquet.num_row_groups:
            yield from (pa.Table.from_batches([batch]) for batch in parquet.iter_batches(ROWS_AT_ONCE))


class WrittenTables(Mapping[str, pa.Table]):
    """Tables that this process has written itself, each read anew when it is asked for, and not kept."""

    def __init__(self, directory: Path, names: Sequence[str]) -> None:
        self._directory = directory
        self._schemas = {name: arrow_schema(kind) for name, kind in declared().items()}
        self._names = names

    def __getitem__(self, name: str) -> pa.Table:
        return pq.read_table(self._directory / f"{name}.parquet").cast(self._schemas[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
