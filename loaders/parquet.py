"""The tables of an atlas as Parquet files: the truth that everything else is made from."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from paperatlas.base.errors import AtlasError
from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import tables


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
        """
        schema = arrow_schema(self._kinds[name])
        path = self.directory / f"{name}.parquet"
        try:
            table = pq.read_table(path, partitioning=None)
        except (OSError, pa.ArrowException) as error:
            raise AtlasError(f"{path}: can't be read ({error}); build the atlas again") from error
        if table.schema.names != schema.names:
            raise AtlasError(f"{path}: has other columns than this version writes; build the atlas again")
        return table.cast(schema)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)
