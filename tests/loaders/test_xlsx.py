"""Workbooks, read back by another library: types, hostile text, and what does not fit."""

import datetime
import io
import math
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from openpyxl.utils.escape import unescape

from paperatlas.base.visible import written_out
from paperatlas.graph.kinds import PropertyType
from paperatlas.graph.schema import tables as declared_tables
from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders import xlsx
from paperatlas.loaders.xlsx import LONGEST_TEXT, write, write_rows, write_table
from tests.loaders.graphs import HOSTILE_TEXTS, empty_tables, hostile_tables, in_small_chunks

FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "{=1}", '=HYPERLINK("http://x.example")', "'=1")
ADDRESSES = ("http://x.example", "mailto:a@x.example", "internal:papers!A1", "file:///etc/passwd")


def written(tables: dict[str, pa.Table], view: View = VIEWS["all"]) -> bytes:
    file = io.BytesIO()
    write(tables, view, file)
    return file.getvalue()


def rows_written(columns: Sequence[str], *rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of the only sheet of a workbook with the given ones."""
    file = io.BytesIO()
    write_rows(columns, rows, file)
    (sheet,) = openpyxl.load_workbook(file).worksheets
    return list(sheet.iter_rows(values_only=True))


def cell(value: Any) -> Any:
    """What a cell made from a value holds, as the reader has it."""
    (_, (read,)) = rows_written(["x"], [value])
    return read


@pytest.fixture(params=["examples", "hostile", "empty"])
def tables(request: pytest.FixtureRequest, example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {"examples": example_tables, "hostile": hostile_tables(), "empty": empty_tables()}[request.param]


def test_every_table_comes_back(example_tables: dict[str, pa.Table]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(example_tables)))
    assert book.sheetnames == [kind.table for kind in declared_tables()]
    for kind in declared_tables():
        head, *rows = book[kind.table].iter_rows(values_only=True)
        assert list(head) == [column.name for column in kind.columns]
        expected = [[shown(value) for value in row.values()] for row in example_tables[kind.table].to_pylist()]
        assert [list(row) for row in rows] == expected


def shown(value: Any) -> Any:
    """A value as it comes back; of a float, the 16 digits that the library writes."""
    if isinstance(value, float):
        return float(f"{value:.16g}")
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    return value


@pytest.mark.parametrize("name", ["collaborations", "papers", "concepts"])
def test_other_views_have_their_own_sheets(name: str, tables: dict[str, pa.Table]) -> None:
    view = VIEWS[name]
    book = openpyxl.load_workbook(io.BytesIO(written(tables, view)))
    assert book.sheetnames == [kind.table for kind in view.nodes] + [kind.table for kind in view.edges]


@pytest.mark.parametrize("text", [*FORMULAS, *ADDRESSES, *HOSTILE_TEXTS, "_x0041_"])
def test_a_text_is_a_text(text: str) -> None:
    for value in (text, [text]):
        file = io.BytesIO()
        write_rows(["x", text], [[value, 1]], file)
        book = openpyxl.load_workbook(file)
        for each in (book["rows"]["A2"], book["rows"]["B1"]):
            assert each.data_type in ("s", "inlineStr", "n" if each.value is None else "s")
            assert each.hyperlink is None
            assert unescape(each.value or "") == written_out(text, kept="\n\t")
    parts = zipfile.ZipFile(file)
    assert not any("<f>" in parts.read(name).decode() for name in parts.namelist())


def test_numbers_days_and_truth_values_are_what_they_are() -> None:
    day = datetime.date(2024, 2, 29)
    head, row = rows_written(["a", "b", "c", "d", "e"], [3, 0.25, True, day, None])
    assert head == ("a", "b", "c", "d", "e")
    assert row == (3, 0.25, True, datetime.datetime(2024, 2, 29), None)
    assert type(row[2]) is bool


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**53 + 1, "9007199254740993"),
        (-(10**15), "-1000000000000000"),
        (math.inf, "inf"),
        (math.nan, "nan"),
        (datetime.date(1899, 12, 31), "1899-12-31"),
        (datetime.datetime(2024, 2, 29, 12, 30), "2024-02-29 12:30:00"),
        ({"a": [1, "b"]}, '{"a": [1, "b"]}'),
        ([["a"], 1], '[["a"], 1]'),
    ],
)
def test_what_a_spreadsheet_has_no_type_for_is_a_text(value: Any, text: str) -> None:
    assert cell(value) == text


def test_a_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    assert cell("가" * LONGEST_TEXT) == "가" * LONGEST_TEXT
    for text in ("가" * (LONGEST_TEXT + 1), "🧪" * LONGEST_TEXT):
        read = cell(text)
        assert read.startswith(text[:16_000])
        assert read.endswith("(cut; it is longer than a cell can hold)")
        assert len(read.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 3)
    file = io.BytesIO()
    write_table(pa.table({"x": range(5)}), file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["rows", "rows 2", "rows 3"]
    values = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    assert values == [[("x",), (0,), (1,)], [("x",), (2,), (3,)], [("x",), (4,)]]


def test_equal_tables_give_equal_bytes(tables: dict[str, pa.Table]) -> None:
    assert written(tables) == written(tables) == written(in_small_chunks(tables))


def test_names_of_sheets_are_such_that_excel_takes() -> None:
    longest = max(len(kind.table) for kind in declared_tables())
    assert longest + len(" 999") <= 31
    assert {each.type for kind in declared_tables() for each in kind.columns} <= set(PropertyType)
