"""Reads files on Spark's machines, each of which sees them at the same paths."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from paperatlas.base.errors import InputError
from paperatlas.inputs import InputFile, unreadable
from paperatlas.pieces import Piece, read_piece
from paperatlas.workers import reading_of_piece

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from paperatlas.graph.engines.spark import Spark

TASKS_A_CORE = 4
_FILES = "path string, source string, piece string"


def read_on_spark(engine: "Spark", files: Sequence[InputFile]) -> "tuple[DataFrame, DataFrame]":
    """The listings of all files, with `source`; and the problems, as `spark_joining.problem_table` has them."""
    from pyspark.sql.pandas.types import from_arrow_schema

    session = engine.session
    rows = [(str(file.path.absolute()), file.source, json.dumps(astuple(file.piece))) for file in files]
    tasks = min(len(rows), TASKS_A_CORE * session.sparkContext.defaultParallelism)
    chunks = session.createDataFrame(rows, _FILES).repartition(max(tasks, 1))
    read = engine.kept(chunks.mapInArrow(_read, from_arrow_schema(_schema())))
    return read.where("problem IS NULL").drop("problem"), read.where("problem IS NOT NULL").select("problem")


def _schema() -> "pa.Schema":
    import pyarrow as pa

    from paperatlas.graph.engines.packing import nullable
    from paperatlas.graph.extraction import SCHEMA

    more = (("source", pa.string()), ("place", pa.int64()), ("problem", pa.string()))
    return pa.schema([*nullable(SCHEMA), *(pa.field(name, kind) for name, kind in more)])


def _read(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """On a machine of Spark's: a row a listing or a problem."""
    for batch in batches:
        for row in batch.to_pylist():
            for table in _tables(Path(row["path"]), row["source"], Piece(*json.loads(row["piece"]))):
                yield from table.to_batches()


def _tables(path: Path, source: str, piece: Piece) -> "Iterator[pa.Table]":
    import pyarrow as pa

    from paperatlas.graph.engines.spark_joining import problem_table
    from paperatlas.graph.extraction import SCHEMA, problems_of

    schema = _schema()
    try:
        reading = reading_of_piece(read_piece(path, piece), source, piece)
    except InputError as error:
        reading, problems = SCHEMA.empty_table(), [unreadable(source, path, error)]
    else:
        problems = problems_of(reading, source)
    rows = len(reading)
    more = [pa.repeat(pa.scalar(source), rows), pa.array(range(rows), pa.int64()), pa.nulls(rows, pa.string())]
    columns = [*reading.columns, *more]
    yield pa.Table.from_arrays(columns, names=schema.names).cast(schema)
    told = problem_table(problems)["problem"]
    empty = [pa.nulls(len(told), field.type) for field in schema][:-1]
    yield pa.Table.from_arrays([*empty, told], schema=schema)
