"""A directory with a CSV file a table, or the file of one table, in UTF-8 with a header.

Text is always quoted, so null (an empty field) and an empty text (`""`) differ. A list is a JSON array, a date
`2024-04-16`. Values stand as they are, also those that start with `=`, `+`, `-` or `@`, which a spreadsheet program
may run as formulas: for those there is `xlsx.py`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv

from paperatlas.graph.kinds import Table
from paperatlas.graph.side_tables import SIDE_TABLES
from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.text_lines import ROWS_AT_ONCE, json_values


def write(tables: Mapping[str, pa.Table], view: View, target: Path) -> None:
    """Writes the tables of a view into a directory; the view of everything takes the tables beside the graph along."""
    kinds: tuple[Table, ...] = (*view.nodes, *view.edges)
    if view == VIEWS["all"]:
        kinds += tuple(kind for kind in SIDE_TABLES if kind.table in tables)
    for kind in kinds:
        with (target / f"{kind.table}.csv").open("wb") as file:
            write_table(tables[kind.table], file)


def write_table(rows: pa.Table, target: BinaryIO) -> None:
    """Writes one table into a file."""
    schema = pa.schema([pa.field(field.name, _written_type(field.type)) for field in rows.schema])
    with pa_csv.CSVWriter(target, schema) as writer:
        for batch in rows.to_batches(max_chunksize=ROWS_AT_ONCE):
            writer.write(pa.record_batch([_writable(column) for column in batch.columns], schema=schema))


def _written_type(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_list(kind) else kind


def _writable(column: pa.Array) -> pa.Array:
    return json_values(column) if pa.types.is_list(column.type) else column
