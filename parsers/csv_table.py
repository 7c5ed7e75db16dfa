"""Tables of papers as CSV, tab-separated values and the tables that bibliographic services and programs export.

    "Item Type","Publication Year","Author","Title","DOI"
    "journalArticle","2020","Lee, Ann; Roe, Bo","Looms","10.1000/182"

The first row says what the columns hold, by the same names as in Markdown; Web of Science names them with two letters.
A table of anything else is none of papers: it has no titles, or neither authors nor ids.
"""

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Literal

from paperatlas.graph.records import ParsedFile, Problem, Trust
from paperatlas.parsers.cutting import Cutter, Setting
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.table_columns import TITLE_AND_AUTHORS, has_titles, meanings
from paperatlas.parsers.table_papers import papers_of_rows, row_of

SIGNS = ",;\t"
"""What stands between cells: the one of them that the first row has most of."""
MAX_FIELD = 500_000
"""Characters of a field; a longer one has lost its quote."""
MAX_BROKEN = 100
MAX_COLUMNS = 1_000
_FIRST_ROWS = 50
_HEAD = 100_000
_NO_TABLE = ("{", "[", "<", "#", "|", "@", "-", "*", "%")
_OF_PAPERS = frozenset(
    {"abstract", "abstract note", "venue", "conference", "journal", "publication title", "source title"}
)
_OF_A_PAPER = frozenset({"year", "doi", "arxiv", "pmid", "pmcid", "citations", "references"})
_OF_OTHERS = frozenset({"isbn", "amount", "price", "hash"})
_OF_TURNED_NAMES = frozenset({"item type", "au"})
"""Headings of tables whose names are "Last, First", always with semicolons between them."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first row of a table.

    Attributes:
        line: Where it stands.
        sign: What stands between its cells.
        headings: Its cells.
    """

    line: int
    sign: str
    headings: tuple[str, ...]

    def quoting(self) -> Literal[0, 3]:
        """Web of Science quotes nothing."""
        is_plain = self.sign == "\t" and all(len(heading) == 2 for heading in self.headings if heading)
        return csv.QUOTE_NONE if is_plain else csv.QUOTE_MINIMAL

    def names_are_turned(self) -> bool:
        """Whether a comma in a name always stands behind the family name."""
        return not _OF_TURNED_NAMES.isdisjoint(heading.lower() for heading in self.headings)


def head_of(text: str) -> Head | None:
    """The head of a table; None where the first line that is not blank can be none."""
    first = len(text) - len(text.lstrip(" \n"))
    line = text.count("\n", 0, first) + 1
    end = text.find("\n", first)
    printed = text[first : end if end >= 0 else len(text)]
    if printed.lower().startswith("sep=") and end >= 0:  # which Excel wants
        found = head_of(text[end + 1 :])
        return replace(found, line=found.line + line) if found else None
    sign = max(SIGNS, key=printed.count)
    if not 0 < printed.count(sign) < MAX_COLUMNS or printed.startswith(_NO_TABLE):
        return None
    try:
        cells = next(csv.reader([printed], delimiter=sign), [])
    except csv.Error:  # a line end of another kind in it
        return None
    return Head(line, sign, tuple(cell.strip() for cell in cells))


class _Rows:
    """Cuts big tables at the ends of lines that are no part of a quoted cell; each piece goes below the head."""

    def __init__(self, head: bytes, *, is_quoted: bool) -> None:
        self.head = head
        self.is_quoted = is_quoted
        self.line = 1

    def place(self, data: bytes) -> tuple[int, int] | None:
        """Behind the last end of a line before which all quotes are closed; where one is missing, the last."""
        last = place = data.rfind(b"\n")
        is_open = self.is_quoted and data.count(b'"', 0, max(place, 0)) % 2 == 1
        while is_open and place > max(0, last - MAX_FIELD):
            before = data.rfind(b"\n", 0, place)
            is_open = data.count(b'"', max(before, 0), place) % 2 == 0
            place = before
        place = last if is_open or place <= 0 else place
        return (place + 1, place + 1) if place > 0 else None

    def take(self, piece: bytes) -> Setting:
        """The piece below the head."""
        first, lines = self.line, piece.count(b"\n")
        self.line += lines
        head = b"" if first == 1 else self.head
        return Setting(head, b"", first - head.count(b"\n"), (first, first + lines))


def cut_rows(head: bytes, file: BinaryIO) -> Cutter | None:
    """At the ends of rows."""
    found = head_of(head.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")) if b"\0" not in head else None
    if found is None or b"\n" not in head:
        return None
    lines = head.removeprefix(codecs.BOM_UTF8).split(b"\n")[: found.line]
    return _Rows(b"\n".join(lines) + b"\n", is_quoted=found.quoting() != csv.QUOTE_NONE)


CUT = cut_rows


def accepts(text: str) -> bool:
    """Whether the head names a column of titles, with one of authors, or a row that has the id of a paper."""
    text = text[:_HEAD]
    head = head_of(text)
    if head is None or not has_titles(columns := meanings(head.headings)):
        return False
    lines = text.split("\n")[: head.line + _FIRST_ROWS]
    rows = _rows(lines, head, [], "")
    if _is_of_papers(head, columns):
        return len(text) == _HEAD or any(len(cells) >= len(columns) for _, cells in rows)
    return any(row_of(line, columns, cells, only_known=True).ids() for line, cells in rows)


def _is_of_papers(head: Head, columns: Sequence[str]) -> bool:
    """Whether its columns are those of papers also where no row has an id: an author may be that of anything."""
    headings = {heading.lower() for heading in head.headings}
    if "authors" not in columns and TITLE_AND_AUTHORS not in columns:
        return False
    if not _OF_PAPERS.isdisjoint(headings):
        return True
    return _OF_OTHERS.isdisjoint(headings) and ("author" not in headings or not _OF_A_PAPER.isdisjoint(columns))


def parse(text: str, source: str) -> ParsedFile:
    """Reads every row below the head."""
    problems: list[Problem] = []
    head = head_of(text)
    if head is None:
        return with_missing([], problems, source)
    columns = meanings(head.headings)
    rows = []
    for line, cells in _rows(text.split("\n"), head, problems, source):
        if any(cells[len(columns) :]):
            message = f"a row with {len(cells):,} cells below {len(columns):,} headings; those behind are left out"
            problems.append(Problem(source, line, "broken-row", message, head.sign.join(cells)[:200]))
        rows.append(row_of(line, columns, cells, only_known=True))
    by_semicolons = head.names_are_turned()
    day = day_of_file(source)
    papers = papers_of_rows(rows, day, source, problems, Trust.BIBLIOGRAPHY, by_semicolons=by_semicolons)
    return with_missing(papers, problems, source)


def _rows(lines: list[str], head: Head, problems: list[Problem], source: str) -> list[tuple[int, list[str]]]:
    """The lines at which rows begin, and their cells; of one whose quote has no end, the first line is a row."""
    rows: list[tuple[int, list[str]]] = []
    start = head.line
    for _ in range(MAX_BROKEN):
        error = _read(lines, start, head, rows)
        if error is None:
            return rows
        start, reason = error
        message = f"a row that can't be read ({reason}); is a quote missing? Its first line is read without quotes"
        problems.append(Problem(source, start + 1, "broken-row", message, lines[start][:200]))
        rows.append((start + 1, [cell.strip(' "') for cell in lines[start].split(head.sign)]))
        start += 1
    if start < len(lines):
        message = f"{MAX_BROKEN} rows before can't be read; what stands from here on is left out"
        problems.append(Problem(source, start + 1, "broken-rows", message, ""))
    return rows


def _read(lines: list[str], start: int, head: Head, rows: list[tuple[int, list[str]]]) -> tuple[int, str] | None:
    """Reads rows from a line on; the line of the first that is broken, counted from 0, and why."""
    limit = csv.field_size_limit(MAX_FIELD)
    begin = start
    try:
        reader = csv.reader(
            (f"{lines[number]}\n" for number in range(start, len(lines))), delimiter=head.sign, quoting=head.quoting()
        )
        for cells in reader:
            end = start + reader.line_num
            if end - begin > 1 and len(cells) != len(head.headings):
                return begin, f"it goes over {end - begin:,} lines and has {len(cells):,} cells"
            if end - begin > 1 and sum(line.count('"') for line in lines[begin:end]) % 2:
                return begin, "a quote is opened and never closed"
            if any(cell.strip() for cell in cells):
                rows.append((begin + 1, [cell.strip() for cell in cells]))
            begin = end
    except csv.Error as error:
        return begin, str(error)
    finally:
        csv.field_size_limit(limit)
    return None
