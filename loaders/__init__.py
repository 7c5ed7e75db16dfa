"""Tables to stores and files: one module a target.

To add an export format, write a module with `write(tables, view, target)` and name it in `EXPORTS`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from paperatlas.base.errors import UnknownTable, UsageError
from paperatlas.base.suggestion import suggestion
from paperatlas.base.visible import quoted
from paperatlas.graph.schema import declared

if TYPE_CHECKING:
    import pyarrow as pa

    from paperatlas.graph.views import View


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A file format for graphs.

    Attributes:
        module: Has `write(tables, view, target)`; the target is a binary file, or the path of a directory to fill.
        suffix: What files of the format are called.
        meaning: For people.
        directory: Whether it writes several files into a directory.
    """

    module: str
    suffix: str
    meaning: str
    directory: bool = False


EXPORTS = {
    "graphml": ExportFormat("paperatlas.loaders.graphml", ".graphml", "GraphML for yEd, Gephi, igraph and NetworkX"),
    "gexf": ExportFormat("paperatlas.loaders.gexf", ".gexf", "GEXF 1.3 for Gephi"),
    "json": ExportFormat("paperatlas.loaders.node_link", ".json", "node-link JSON for NetworkX and D3"),
    "csv": ExportFormat("paperatlas.loaders.csv_tables", "", "a directory with a CSV file a table", directory=True),
    "xlsx": ExportFormat(
        "paperatlas.loaders.xlsx", ".xlsx", "a workbook with a sheet a table, for Excel and LibreOffice"
    ),
    "bibtex": ExportFormat("paperatlas.loaders.bibtex", ".bib", "the papers as BibTeX, for LaTeX and Zotero"),
    "ris": ExportFormat("paperatlas.loaders.ris", ".ris", "the papers as RIS, for reference managers"),
    "csl-json": ExportFormat(
        "paperatlas.loaders.csl_json", ".csl.json", "the papers as CSL-JSON, for Zotero and Pandoc"
    ),
    "neo4j-admin": ExportFormat(
        "paperatlas.loaders.neo4j.bulk", "", "a directory for the bulk import of a Neo4j server", directory=True
    ),
}

TABLE_FILES = {".csv": "paperatlas.loaders.csv_tables", ".xlsx": "paperatlas.loaders.xlsx"}
"""By suffix, the modules with `write_table(rows, target)`, for a file with the name of a table."""


def find_export(name: str | None, out: str) -> ExportFormat:
    """The format of a name, or else the one whose suffix the output has.

    Raises:
        UsageError: There is none, or the output is standard output and the format a directory.
    """
    if name is None:
        by_suffix = {export.suffix: key for key, export in EXPORTS.items() if export.suffix}
        suffixes = [suffix.lower() for suffix in Path(out).suffixes]
        name = by_suffix.get("".join(suffixes[-2:])) or by_suffix.get("".join(suffixes[-1:]), "")
        if not name:
            formats = f"name the format with --format ({', '.join(EXPORTS)})"
            if Path(out).suffix.lower() in TABLE_FILES:
                raise UsageError(f"{out}: {unknown_table(Path(out).stem)} For the graph {formats}.")
            raise UsageError(
                f"{out}: {formats}, or a table as a file ({', '.join(f'glossary{suffix}' for suffix in TABLE_FILES)})"
            )
    if name not in EXPORTS:
        raise UsageError(f"there is no export format {quoted(name)}; the formats are {', '.join(EXPORTS)}")
    export = EXPORTS[name]
    if export.directory and out == "-":
        raise UsageError(f"{name} is {export.meaning}; standard output is none: name a directory")
    return export


def named_table(out: str) -> str | None:
    """The table that a file is named after, if it is.

    >>> named_table("out/glossary.csv"), named_table("papers.xlsx"), named_table("graph.csv")
    ('glossary', 'papers', None)
    """
    path = Path(out)
    return path.stem if path.suffix.lower() in TABLE_FILES and path.stem in declared() else None


def unknown_table(name: str) -> UnknownTable:
    """The error for a name that no table has."""
    names = list(declared())
    near = suggestion(str(name), names)
    return UnknownTable(f"there is no table {quoted(name)}{near} The tables are {', '.join(names)}.")


def write_table(rows: "pa.Table", out: str, target: BinaryIO) -> None:
    """Writes one table to a binary file, in the format of the output's suffix, one of `TABLE_FILES`."""
    importlib.import_module(TABLE_FILES[Path(out).suffix.lower()]).write_table(rows, target)


def write_export(export: ExportFormat, made: Mapping[str, "pa.Table"], view: "View", target: Any) -> None:
    """Writes a view of the graph to a binary file, or into a directory."""
    importlib.import_module(export.module).write(made, view, target)
