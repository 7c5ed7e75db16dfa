"""Tables cut into chunks that are named by their content.

Where a chunk ends depends on the rows around it only, so a row that comes or goes changes one chunk and leaves the
names of all others. Two sides that tell each other the names of their chunks know where they differ.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from paperatlas.graph.arrow import arrow_schema
from paperatlas.loaders.neo4j.statements import Kind

USUAL_ROWS = 2048
MOST_ROWS = 16 * USUAL_ROWS
"""Where no end comes that long, a chunk ends: keys could be such that none ever comes."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table.

    Attributes:
        name: `<table>/<hash>/<rows>`.
        content: The rows, packed as Parquet.
    """

    name: str
    content: bytes

    @property
    def rows(self) -> int:
        """How many they are."""
        return rows_in([self.name])


def split(kind: Kind, parts: Iterable[pa.Table]) -> Iterator[Chunk]:
    """Cuts a table, given in parts, into chunks, in the table's order; where its parts end does not matter."""
    waiting: list[pa.Table] = []
    rows = 0
    for part in parts:
        start, ends = 0, _ends(kind, part)
        is_end = frozenset(ends)
        for end in (*ends, len(part)):
            while start < end:
                stop = min(end, start + MOST_ROWS - rows)
                waiting.append(part.slice(start, stop - start))
                rows += stop - start
                start = stop
                if stop in is_end or rows == MOST_ROWS:
                    yield _chunk(kind, waiting)
                    waiting, rows = [], 0
    if waiting:
        yield _chunk(kind, waiting)


def _chunk(kind: Kind, pieces: Sequence[pa.Table]) -> Chunk:
    rows = pa.concat_tables(pieces).combine_chunks()
    content = _packed(rows)
    return Chunk(f"{kind.table}/{hashlib.sha256(content).hexdigest()[:32]}/{len(rows)}", content)


def rows_in(names: Iterable[str]) -> int:
    """How many rows some chunks hold."""
    return sum(int(name.rsplit("/", 1)[1]) for name in names)


def table_of(name: str) -> str:
    """The table that a chunk is of."""
    return name.split("/", 1)[0]


def unpacked(kind: Kind, contents: Iterable[bytes]) -> pa.Table:
    """The rows of packed chunks; a property that an earlier version did not know is null."""
    schema = arrow_schema(kind)
    parts = [schema.empty_table()]
    for content in contents:
        part = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)  # so little that threads cost more
        columns = [
            part[field.name].cast(field.type) if field.name in part.column_names else pa.nulls(len(part), field.type)
            for field in schema
        ]
        parts.append(pa.table(columns, names=schema.names))
    return pa.concat_tables([part.cast(_nullable(schema)) for part in parts])


def _ends(kind: Kind, rows: pa.Table) -> list[int]:
    """Where chunks end: after each row whose key ends in bytes that scatter to a multiple of the usual length."""
    if not len(rows):
        return []
    scattered = np.zeros(len(rows), np.uint64)
    for name in key_columns(kind):
        tails = pc.binary_slice(pc.cast(rows[name], pa.binary()), start=-8)
        padded = pc.binary_join_element_wise(tails, b"\0" * 8, b"")
        fixed = pc.cast(pc.binary_slice(padded, start=0, stop=8), pa.binary(8)).combine_chunks()
        words = np.frombuffer(fixed.buffers()[1], np.uint64, len(rows), fixed.offset * 8)
        scattered = (scattered ^ words) * np.uint64(0x9E3779B97F4A7C15)
    return [int(position) + 1 for position in np.flatnonzero((scattered >> np.uint64(40)) % USUAL_ROWS == 0)]


def key_columns(kind: Kind) -> list[str]:
    """What tells the rows of a table apart."""
    return [column.name for column in kind.columns[: len(kind.columns) - len(kind.properties)]]


def _packed(rows: pa.Table) -> bytes:
    buffer = pa.BufferOutputStream()
    pq.write_table(rows, buffer, compression="zstd", compression_level=1)
    return bytes(buffer.getvalue())


def _nullable(schema: pa.Schema) -> pa.Schema:
    return pa.schema([field.with_nullable(True) for field in schema])
