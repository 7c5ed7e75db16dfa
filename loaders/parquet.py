"""The tables of an atlas as Parquet files: the truth that everything else is made from."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from paperatlas.base.errors import AtlasError, OutputError
from paperatlas.base.memory import means_too_little
from paperatlas.base.paths import is_regular
from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import tables
from paperatlas.graph.validation import value_violations
from paperatlas.loaders import unknown_table


def write_table(table: pa.Table, directory: Path, name: str) -> None:
    """Writes the file of a table."""
    pq.write_table(table, directory / f"{name}.parquet", compression="zstd", compression_level=1)


class ParquetTables(Mapping[str, pa.Table]):
    """The tables of an atlas by name, each read when it is asked for and then kept."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._kinds = {kind.table: kind for kind in tables()}
        self._read: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._read:
            self._read[name] = self.read(name)
        return self._read[name]

    def read(self, name: str) -> pa.Table:
        """A table, read but not kept.

        Raises:
            AtlasError: It can't be read.
            UnknownTable: There is none of that name.
        """
        kind = self._kinds.get(name)
        if kind is None:
            raise unknown_table(name)
        schema = arrow_schema(kind)
        path = self.directory / f"{name}.parquet"
        if not is_regular(path):
            raise AtlasError(f"{path}: is missing, or no plain file; build the atlas again")
        try:
            with path.open("rb") as file:
                table = pq.read_table(file)
            if table.schema.names != schema.names:
                raise AtlasError(f"{path}: has other columns than this version writes; build the atlas again")
            table = table.cast(schema)
        except (OSError, ValueError, pa.ArrowException) as error:
            if means_too_little(error):
                raise OutputError(f"{path}: there is too little memory to read it") from error
            raise AtlasError(f"{path}: can't be read ({error}); build the atlas again") from error
        for violation in value_violations(kind, table):
            raise AtlasError(f"{path}: is damaged ({violation}); build the atlas again")
        return table

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)
