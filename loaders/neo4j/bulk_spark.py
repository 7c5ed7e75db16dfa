"""Files for `neo4j-admin database import full` written by Spark's machines, a file a task; see `bulk_format`.

The lines are those of `bulk`, made by the same functions, a batch at a time; no row and no name of a chunk comes to the
driver. Chunks are cut from sorted rows, so that the pieces that `paperatlas load` compares later lie in their order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from paperatlas.base.errors import AtlasError
from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.engines.packing import as_declared
from paperatlas.graph.engines.spark import Spark
from paperatlas.graph.validation import value_violations
from paperatlas.graph.views import View
from paperatlas.loaders.neo4j.bulk_format import (
    BETWEEN_ELEMENTS,
    CHUNKS,
    LEDGER,
    README,
    as_imported,
    between_elements,
    chunk_rows,
    command,
    guide,
    imported_table,
    ledger_rows,
    list_columns,
    tables_of,
    text,
)
from paperatlas.loaders.neo4j.chunks import key_columns, split
from paperatlas.loaders.neo4j.statements import Kind

PARTS = "part-.*"
"""The files of a table in its directory, as a regular expression."""
_LINES = "value string"
_CHUNKS = pa.schema([("table", pa.int32()), ("name", pa.string()), ("value", pa.string())])
_CHUNKS_DDL = "table int, name string, value string"

Batches = Iterable[pa.RecordBatch]
Function = Callable[[Batches], Iterator[pa.RecordBatch]]


def write(engine: Spark, tables: str, view: View, target: str) -> tuple[dict[str, str], str]:
    """Writes the rows, a directory a table; what is left to be written in the end, so that nothing is half there.

    Args:
        engine: With a place for what is made on the way.
        tables: The address of the tables of an atlas.
        view: What to write.
        target: The address of the directory of the files.

    Returns:
        The headers and the README by their names, and the command that stands in it.

    Raises:
        OutputError: No character is left to stand between the elements of lists.
        AtlasError: A table has other columns than this version writes.
    """
    kinds: tuple[Kind, ...] = (*view.nodes, *view.edges)
    made = {kind: _rows(engine, tables, kind) for kind in kinds}
    between = _between(made)
    for kind, rows in made.items():
        rows.mapInArrow(_lines(kind, between), _LINES).write.text(f"{target}/{imported_table(kind).name}")
    cut = [
        rows.orderBy(*key_columns(kind)).mapInArrow(_cut(kind, at, between), _CHUNKS_DDL)
        for at, (kind, rows) in enumerate(made.items())
    ]
    placed = [rows.withColumn("place", F.monotonically_increasing_id()) for rows in cut]
    chunks = engine.kept(reduce(lambda one, other: one.unionByName(other), placed))
    chunks.select("value").write.text(f"{target}/{CHUNKS.name}")
    names = chunks.select("table", "place", "name").coalesce(1)
    names.mapInArrow(_ledger(between), _LINES).write.text(f"{target}/{LEDGER.name}")
    told = command(view, between, lambda name: f"./{name}/{PARTS}")
    return {**{it.header_file: it.header_text for it in tables_of(view)}, README: guide(told)}, told


def _rows(engine: Spark, tables: str, kind: Kind) -> DataFrame:
    rows = engine.session.read.parquet(f"{tables}/{kind.table}.parquet")
    if rows.columns != arrow_schema(kind).names:
        raise AtlasError(f"{tables}: {kind.table} has other columns than this version writes; build the atlas again")
    return rows


def _between(made: dict[Kind, DataFrame]) -> str:
    """A character that no element of a list holds; one row a list column comes here for it."""
    held: set[str] = set()
    for kind, rows in made.items():
        for name in list_columns(kind):
            together = F.array_join(name, "")
            (row,) = rows.agg(*(F.max(F.contains(together, F.lit(each))) for each in BETWEEN_ELEMENTS)).collect()
            held |= {each for each, is_held in zip(BETWEEN_ELEMENTS, row, strict=True) if is_held}
    return between_elements(held.__contains__)


def _lines(kind: Kind, between: str) -> Function:
    """Lines of rows, those of a batch as one text."""

    def write_lines(batches: Batches) -> Iterator[pa.RecordBatch]:
        for rows in _imported(kind, batches):
            yield _texts([text(rows, between)])

    return write_lines


def _cut(kind: Kind, number: int, between: str) -> Function:
    """The chunks of sorted rows, each with its name and its line."""

    def cut(batches: Batches) -> Iterator[pa.RecordBatch]:
        for chunk in split(kind, _imported(kind, batches)):
            line = _line(text(chunk_rows([chunk]), between))
            yield pa.RecordBatch.from_pydict({"table": [number], "name": [chunk.name], "value": [line]}, _CHUNKS)

    return cut


def _ledger(between: str) -> Function:
    """The line that names all chunks, in their order."""

    def name_chunks(batches: Batches) -> Iterator[pa.RecordBatch]:
        found = [row for batch in batches for row in zip(*(it.to_pylist() for it in batch.columns), strict=True)]
        yield _texts([text(ledger_rows([name for _, _, name in sorted(found)]), between)])

    return name_chunks


def _imported(kind: Kind, batches: Batches) -> Iterator[pa.Table]:
    schema = arrow_schema(kind)
    for batch in batches:
        if len(batch):
            rows = as_declared(pa.Table.from_batches([batch]), schema)
            for violation in value_violations(kind, rows):
                raise AtlasError(f"{kind.table} is damaged ({violation}); build the atlas again")
            yield as_imported(rows)


def _texts(contents: Sequence[bytes]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"value": [_line(content) for content in contents]})


def _line(content: bytes) -> str:
    """Without the last line's end, which Spark writes."""
    return content.decode("utf-8").removesuffix("\n")
