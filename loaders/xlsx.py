"""Workbooks for Excel and LibreOffice, a sheet a table: what people open, while CSV is for programs.

A spreadsheet takes a CSV cell that begins with `=`, `+`, `-` or `@` for a formula, and Excel reads the file's Korean in
the wrong encoding. Here texts are typed as texts and never become formulas or links, numbers, days and truth values are
what they are. A list is written `one; another`. What is not seen in a text (control characters, marks of direction) is
written out.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from paperatlas.base.visible import written_out
from paperatlas.graph.kinds import Table
from paperatlas.graph.side_tables import SIDE_TABLES
from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.text_lines import ROWS_AT_ONCE

MAX_ROWS = 1_048_576
"""Of a sheet, the header included."""
LONGEST_TEXT = 32_767
"""Of a cell, in UTF-16 units."""
_CUT = " … (cut; it is longer than a cell can hold)"
_EXACT = 10**15
"""Larger whole numbers lose their last digits in a spreadsheet."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel's calendar has a day before this one that never was."""
_WIDTH = 24

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]  # its name, its columns, its rows


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the tables of a view as sheets; the view of everything takes the tables beside the graph along."""
    kinds: tuple[Table, ...] = (*view.nodes, *view.edges)
    if view == VIEWS["all"]:
        kinds += tuple(kind for kind in SIDE_TABLES if kind.table in tables)
    rows = {kind.table: tables[kind.table].select([column.name for column in kind.columns]) for kind in kinds}
    _write_book([(name, table.column_names, _rows(table)) for name, table in rows.items()], target)


def write_table(rows: pa.Table, target: BinaryIO) -> None:
    """Writes one table into a file."""
    write_rows(rows.column_names, _rows(rows), target)


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], target: BinaryIO) -> None:
    """Writes the answer to a query into a file."""
    _write_book([("rows", columns, rows)], target)


def _rows(table: pa.Table) -> Iterator[Sequence[Any]]:
    for batch in table.to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _write_book(sheets: Iterable[Sheet], target: BinaryIO) -> None:
    sink = _Sink(target)
    with tempfile.TemporaryDirectory(prefix="paperatlas-") as scratch:
        book = Workbook(sink, {"constant_memory": True, "tmpdir": scratch})
        book.use_zip64()
        book.set_properties({"created": datetime(1980, 1, 1)})  # else equal graphs would not make equal files
        styles = _Styles(book)
        for name, columns, rows in sheets:
            _write_sheets(book, styles, name, columns, rows)
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
    if sink.error is not None:
        raise sink.error


class _Sink:
    """Takes what the library writes, and keeps the first refusal for later: amid a file it can't be told of one."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        if self.error is None:
            try:
                self._target.write(data)
            except OSError as error:
                self.error = error
        return len(data)

    def flush(self) -> None:
        """The target is flushed by who opened it."""


class _Styles:
    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})


def _write_sheets(
    book: Workbook, styles: _Styles, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Writes a table into a sheet, and into more of them where it is longer than a sheet can be."""
    sheet, row, number = _new_sheet(book, styles, name, columns), 1, 1
    for values in rows:
        if row == MAX_ROWS:
            number += 1
            sheet, row = _new_sheet(book, styles, f"{name} {number}", columns), 1
        for column, value in enumerate(values):
            _write_cell(sheet, styles, row, column, value)
        row += 1


def _new_sheet(book: Workbook, styles: _Styles, name: str, columns: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, len(columns) - 1), _WIDTH)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, _text(title), styles.head)
    return sheet


def _write_cell(sheet: Any, styles: _Styles, row: int, column: int, value: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() if abs(value) < _EXACT:
            sheet.write_number(row, column, value)
        case float() if abs(value) < float("inf"):  # nor is it no number
            sheet.write_number(row, column, value)
        case date() if type(value) is date and value >= _FIRST_DAY:
            sheet.write_datetime(row, column, value, styles.day)
        case _:
            sheet.write_string(row, column, _text(value))


def _text(value: Any) -> str:
    """What a cell says: always a text to the spreadsheet, whatever it looks like."""
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        value = "; ".join(map(str, value))
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    text = written_out(str(value), kept="\n\t")
    if len(text) <= LONGEST_TEXT // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    most = (LONGEST_TEXT - len(_CUT)) * 2
    return text.encode("utf-16-le")[:most].decode("utf-16-le", errors="ignore") + _CUT
