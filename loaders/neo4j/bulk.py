"""Files for `neo4j-admin database import full`: first loads of millions, into a new database; see `bulk_format`."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.views import View
from paperatlas.loaders.neo4j.bulk_format import (
    CHUNKS,
    LEDGER,
    README,
    ImportedTable,
    as_imported,
    between_elements,
    chunk_rows,
    command,
    guide,
    imported_table,
    ledger_rows,
    list_columns,
    text,
)
from paperatlas.loaders.neo4j.chunks import Chunk, split
from paperatlas.loaders.neo4j.statements import Kind
from paperatlas.loaders.text_lines import ROWS_AT_ONCE


def write(tables: Mapping[str, pa.Table], view: View, target: Path) -> None:
    """Writes files, and a README with the command that imports them, into a directory.

    Raises:
        OutputError: No character is left to stand between the elements of lists.
    """
    kinds: tuple[Kind, ...] = (*view.nodes, *view.edges)
    lists = [pc.list_flatten(tables[kind.table][name]) for kind in kinds for name in list_columns(kind)]
    between = between_elements(lambda it: any(pc.any(pc.match_substring(each, it)).as_py() for each in lists))
    chunks: list[Chunk] = []
    for kind in kinds:
        rows = as_imported(tables[kind.table])
        _write(target, imported_table(kind), rows, between)
        chunks += split(kind, [rows])
    _write(target, LEDGER, ledger_rows([chunk.name for chunk in chunks]), between)
    _write(target, CHUNKS, chunk_rows(chunks), between)
    told = guide(command(view, between, "./{}.csv".format))
    (target / README).write_text(told, encoding="utf-8")


def _write(target: Path, table: ImportedTable, rows: pa.Table, between: str) -> None:
    """Writes a header and a file."""
    (target / table.header_file).write_text(table.header_text, encoding="utf-8")
    with (target / f"{table.name}.csv").open("wb") as file:
        file.writelines(_texts(rows, between))


def _texts(rows: pa.Table, between: str) -> Iterable[bytes]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield text(rows.slice(start, ROWS_AT_ONCE), between)
