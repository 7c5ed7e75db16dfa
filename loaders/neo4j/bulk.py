"""Typed CSV files for `neo4j-admin database import full`: first loads of millions, into a new database.

Text is always quoted, so null (an empty field) and an empty text (`""`) differ. The import makes no empty lists, so the
ledger that goes along says that there are none, and the next `paperatlas load` puts them there with the constraints and
indexes.
"""

import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from paperatlas.base.errors import OutputError
from paperatlas.graph.kinds import Property, PropertyType
from paperatlas.graph.views import View
from paperatlas.loaders.neo4j import ledger
from paperatlas.loaders.neo4j.chunks import Chunk, split
from paperatlas.loaders.neo4j.ledger import State
from paperatlas.loaders.neo4j.statements import Kind
from paperatlas.loaders.text_lines import ROWS_AT_ONCE

README = "README.txt"
_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "date",
    PropertyType.STRINGS: "string[]",
}
_BETWEEN_ELEMENTS = "\x1f\x1e\x1d\x1c|;"
_GUIDE = """\
Files for the bulk import of a Neo4j server (5.26 or newer), made by paperatlas.

Run this here, where the server's neo4j-admin is, with the server stopped and no database neo4j in it yet:

{command}

Then start the server, and let paperatlas finish: `paperatlas load` makes the constraints and indexes, adds what this
form can't hold (empty lists), and keeps the database in step from then on.
"""


def write(tables: Mapping[str, pa.Table], view: View, target: Path) -> None:
    """Writes files, and a README with the command that imports them, into a directory.

    Raises:
        OutputError: No character is left to stand between the elements of lists.
    """
    between = _between_elements(tables, view)
    options = []
    chunks: list[Chunk] = []
    for node in view.nodes:
        rows = _imported(tables[node.table])
        header = [f"id:ID({node.label})", *map(_typed, node.properties)]
        options.append(_write(target, f"--nodes={node.label}", node.table, header, rows, between))
        chunks += split(node, rows)
    for edge in view.edges:
        rows = _imported(tables[edge.table])
        header = [f":START_ID({edge.source})", f":END_ID({edge.target})", *map(_typed, edge.properties)]
        options.append(_write(target, f"--relationships={edge.type}", edge.table, header, rows, between))
        chunks += split(edge, rows)
    options += _write_ledger(target, chunks, between)
    command = ["neo4j-admin database import full neo4j", *options, f"--array-delimiter=U+{ord(between):04X}"]
    command.append("--multiline-fields=true")
    (target / README).write_text(_GUIDE.format(command=" \\\n    ".join(command)), encoding="utf-8")


def _write_ledger(target: Path, chunks: Iterable[Chunk], between: str) -> Iterable[str]:
    """What tells `paperatlas load` afterwards what is there."""
    names, contents = zip(*((chunk.name, ledger.as_text(chunk.content)) for chunk in chunks), strict=True)
    record = ledger.record(State(None, names))
    load = pa.table({name: pa.array([value]) for name, value in record.items() if value is not None})
    typed = {"format": "long", "done": "long", "held": "string[]"}
    header = ["id:ID(load)", *(f"{name}:{typed.get(name, 'string')}" for name in load.column_names[1:])]
    yield _write(target, f"--nodes={ledger.LOAD}", "load", header, load, between)
    stored = pa.table({"id": pa.array(names), "content": pa.array(contents)})
    yield _write(target, f"--nodes={ledger.CHUNK}", "chunks", ["id:ID(chunk)", "content:string"], stored, between)


def _write(target: Path, option: str, name: str, header: Iterable[str], rows: pa.Table, between: str) -> str:
    """Writes a header and a file; gives the option of the command that names them."""
    (target / f"{name}-header.csv").write_text(",".join(header) + "\n", encoding="utf-8")
    columns = [
        pa.field(field.name, pa.string() if pa.types.is_list(field.type) else field.type) for field in rows.schema
    ]
    schema = pa.schema(columns)
    options = pa_csv.WriteOptions(include_header=False)
    with pa_csv.CSVWriter(target / f"{name}.csv", schema, write_options=options) as writer:
        for batch in rows.to_batches(max_chunksize=ROWS_AT_ONCE):
            writer.write(pa.record_batch([_joined(column, between) for column in batch.columns], schema=schema))
    return shlex.quote(f"{option}=./{name}-header.csv,./{name}.csv")  # newer versions want a directory


def _joined(column: pa.Array, between: str) -> pa.Array:
    return pc.binary_join(column, between) if pa.types.is_list(column.type) else column


def _imported(rows: pa.Table) -> pa.Table:
    """The rows as the import will make them: without lists that are empty, or that hold an empty text alone."""
    columns = []
    for column in rows.columns:
        if pa.types.is_list(column.type):
            column = column.cast(pa.list_(pa.string()))
            nothing = pc.equal(pc.binary_length(pc.binary_join(column, "-")), 0)
            column = pc.if_else(nothing, pa.scalar(None, column.type), column)
        columns.append(column)
    return pa.table(columns, names=rows.column_names)


def _typed(column: Property) -> str:
    return f"{column.name}:{_TYPES[column.type]}"


def _between_elements(tables: Mapping[str, pa.Table], view: View) -> str:
    """A character that no element of a list holds: the import knows no escape for it."""
    kinds: tuple[Kind, ...] = (*view.nodes, *view.edges)
    columns = [tables[kind.table][it.name] for kind in kinds for it in kind.columns if it.type is PropertyType.STRINGS]
    elements = [pc.list_flatten(column) for column in columns]
    for character in _BETWEEN_ELEMENTS:
        if not any(pc.any(pc.match_substring(values, character)).as_py() for values in elements):
            return character
    raise OutputError("the lists hold every character that could stand between their elements; use another format")
