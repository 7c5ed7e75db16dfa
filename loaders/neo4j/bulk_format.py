"""The form of files for `neo4j-admin database import full`: typed CSV, and the command that imports them.

Text is always quoted, so null (an empty field) and an empty text (`""`) differ. The import makes no empty lists, so the
ledger that goes along says that there are none, and the next `paperatlas load` puts them there with the constraints and
indexes.
"""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from paperatlas.base.errors import OutputError
from paperatlas.graph.kinds import NodeKind, Property, PropertyType
from paperatlas.graph.views import View
from paperatlas.loaders.neo4j import ledger
from paperatlas.loaders.neo4j.chunks import Chunk
from paperatlas.loaders.neo4j.ledger import State
from paperatlas.loaders.neo4j.statements import Kind

README = "README.txt"
BETWEEN_ELEMENTS = "\x1f\x1e\x1d\x1c|;"
"""Characters that may stand between the elements of lists: the import knows no escape for one that an element has."""
_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "date",
    PropertyType.STRINGS: "string[]",
}
_GUIDE = """\
Files for the bulk import of a Neo4j server (5.26 or newer), made by paperatlas.

Run this here, where the server's neo4j-admin is, with the server stopped and no database neo4j in it yet:

{command}

Then start the server, and let paperatlas finish: `paperatlas load` makes the constraints and indexes, adds what this
form can't hold (empty lists), and keeps the database in step from then on.
"""


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """Files that the import reads as one.

    Attributes:
        name: What they are called.
        option: Of the command, as `--nodes=Paper`.
        header: The columns with their types.
    """

    name: str
    option: str
    header: tuple[str, ...]

    @property
    def header_file(self) -> str:
        """The name of the file with its header."""
        return f"{self.name}-header.csv"

    @property
    def header_text(self) -> str:
        """What stands in that file."""
        return ",".join(self.header) + "\n"


LEDGER = ImportedTable(
    "load",
    f"--nodes={ledger.LOAD}",
    ("id:ID(load)", "format:long", "held:string[]", "done:long", "loader:string"),
)
CHUNKS = ImportedTable("chunks", f"--nodes={ledger.CHUNK}", ("id:ID(chunk)", "content:string"))


def imported_table(kind: Kind) -> ImportedTable:
    """The files of a kind of nodes or edges."""
    if isinstance(kind, NodeKind):
        ends, option = [f"id:ID({kind.label})"], f"--nodes={kind.label}"
    else:
        ends, option = [f":START_ID({kind.source})", f":END_ID({kind.target})"], f"--relationships={kind.type}"
    return ImportedTable(kind.table, option, (*ends, *map(_typed, kind.properties)))


def tables_of(view: View) -> tuple[ImportedTable, ...]:
    """All that is imported with a view: its nodes and edges, and what tells `paperatlas load` that they are there."""
    kinds: tuple[Kind, ...] = (*view.nodes, *view.edges)
    return (*map(imported_table, kinds), LEDGER, CHUNKS)


def command(view: View, between: str, files_of: Callable[[str], str]) -> str:
    """The command that imports the files.

    Args:
        view: What they hold.
        between: What stands between the elements of lists.
        files_of: The files of a table's name, a pattern for several, as seen from where the command runs.
    """
    # Newer versions want a directory before the names of files.
    options = [f"{it.option}=./{it.header_file},{files_of(it.name)}" for it in tables_of(view)]
    options += [f"--array-delimiter=U+{ord(between):04X}", "--multiline-fields=true"]
    return " \\\n    ".join(["neo4j-admin database import full neo4j", *map(shlex.quote, options)])


def guide(command: str) -> str:
    """What people should know of the files."""
    return _GUIDE.format(command=command)


def text(rows: pa.Table, between: str) -> bytes:
    """The rows as lines, without a header."""
    columns = [pc.binary_join(it, between) if pa.types.is_list(it.type) else it for it in rows.columns]
    sink = pa.BufferOutputStream()
    pa_csv.write_csv(pa.table(columns, names=rows.column_names), sink, pa_csv.WriteOptions(include_header=False))
    content: bytes = sink.getvalue().to_pybytes()
    return content


def as_imported(rows: pa.Table) -> pa.Table:
    """The rows as the import will make them: without lists that are empty, or that hold an empty text alone."""
    columns = []
    for column in rows.columns:
        if pa.types.is_list(column.type):
            column = column.cast(pa.list_(pa.string()))
            nothing = pc.equal(pc.binary_length(pc.binary_join(column, "-")), 0)
            column = pc.if_else(nothing, pa.scalar(None, column.type), column)
        columns.append(column)
    return pa.table(columns, names=rows.column_names)


def ledger_rows(chunk_names: Sequence[str]) -> pa.Table:
    """The row that tells `paperatlas load` which chunks are there."""
    record = ledger.record(State(None, tuple(chunk_names)))
    return pa.table({name: pa.array([value]) for name, value in record.items() if value is not None})


def chunk_rows(chunks: Sequence[Chunk]) -> pa.Table:
    """A row a chunk, with its content."""
    names, contents = [chunk.name for chunk in chunks], [ledger.as_text(chunk.content) for chunk in chunks]
    return pa.table({"id": pa.array(names, pa.string()), "content": pa.array(contents, pa.string())})


def list_columns(kind: Kind) -> list[str]:
    """The columns that hold lists."""
    return [column.name for column in kind.columns if column.type is PropertyType.STRINGS]


def between_elements(held: Callable[[str], bool]) -> str:
    """A character that no element of a list holds.

    Args:
        held: Whether one does.

    Raises:
        OutputError: None is left.
    """
    for character in BETWEEN_ELEMENTS:
        if not held(character):
            return character
    raise OutputError("the lists hold every character that could stand between their elements; use another format")


def _typed(column: Property) -> str:
    return f"{column.name}:{_TYPES[column.type]}"
