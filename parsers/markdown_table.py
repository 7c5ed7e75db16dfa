"""Tables of papers in Markdown.

    | Publish Date | Title | Authors | PDF |
    |---|---|---|---|
    | **2024-04-16** | **Title** | First Last et al. | [2404.09656](http://arxiv.org/abs/2404.09656) |

A row may be broken over lines, a title may hold pipes; an abstract may be folded up in `<details>`; rows may have no
pipes at their ends; a table may be of HTML. What a column is says its heading; the headings above a table are topics.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperatlas.graph.records import PaperRecord, ParsedFile, Problem
from paperatlas.parsers.fences import find_fences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.heading_days import days_of
from paperatlas.parsers.heading_topics import with_topics
from paperatlas.parsers.html_tables import html_tables
from paperatlas.parsers.left_over import blanked
from paperatlas.parsers.markdown_cutting import cut_markdown
from paperatlas.parsers.markdown_links import links_of, title_of
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.outline import outline
from paperatlas.parsers.reference_links import inlined
from paperatlas.parsers.table_columns import TITLE_COLUMNS, has_titles, meanings
from paperatlas.parsers.table_papers import Row, papers_of_rows, row_of

CUT = cut_markdown
MAX_ROW_LINES = 200
LOOKAHEAD = 20
"""In so many lines a broken row goes on behind a blank one."""
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|){1,40}(?:[ \t]*:?-+:?)?[ \t]*$", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")
_GROUPED = re.compile(
    r"\$[^$\n]{1,500}\$|`[^`\n]{1,500}`|\[[^\[\]\n]{1,1000}\](?=\()|"
    r"<details>(?:(?!<details>).){0,20000}?</details>",
    re.DOTALL,
)
_DATE_CELL = re.compile(r"\d{4}(?:[-./]\d{1,2}){0,2}")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with a column of titles: its lines, the first that of the headings."""

    lines: range
    rows: list[Row]

    def is_of_papers(self) -> bool:
        """Whether a row links to a paper."""
        return any(row.ids() or row.links_to_paper() for row in self.rows)


def accepts(text: str) -> bool:
    """Whether there is a table with a column of titles, and a row of it links to a paper."""
    if "|" not in text and "<table" not in text.lower():
        return False
    return any(row.ids() for table in _all_tables(inlined(text).split("\n")) for row in table.rows)


def parse(text: str, source: str) -> ParsedFile:
    """Reads every row of the tables that link to papers, also those under other headings that only say so."""
    problems: list[Problem] = []
    papers: list[PaperRecord] = []
    lines = inlined(text).split("\n")
    root = outline(lines)
    day, day_at = day_of_file(source), days_of(root)
    for table in _all_tables(lines):
        if table.is_of_papers():
            papers.extend(papers_of_rows(table.rows, day_at(table.lines[0]) or day, source, problems))
    return with_missing(with_topics(papers, root), problems, source)


def rest(text: str) -> str:
    """The text without the tables that are read."""
    lines = inlined(text).split("\n")
    return blanked(lines, {line for table in _all_tables(lines) if table.is_of_papers() for line in table.lines})


def guessed_row(text: str, line: int) -> Row | None:
    """A row that stands alone, `|**2024-04-16**|**Title**|First Last et al.|[…](…)|`, by what its cells look like."""
    cells = [cell.strip() for cell in _PIPE.split(text.strip().strip("|"))]
    known: dict[str, str] = {}
    others = []
    for cell in cells:
        bare = cell.strip("* ")
        if "date" not in known and _DATE_CELL.fullmatch(bare) and read_published(bare):
            known["date"] = bare
        elif "title" not in known and bare and (not links_of(cell) or title_of(cell, links_of(cell))[0]):
            known["title"] = cell
        elif "authors" not in known and bare and not links_of(cell) and bare.lower() not in ("null", "none"):
            known["authors"] = cell
        else:
            others.append(cell)
    row = Row(line, known, tuple(others))
    return row if len(cells) > 2 and "title" in known and row.ids() else None


def _all_tables(lines: Sequence[str]) -> list[_Table]:
    """The tables in Markdown and in HTML, in order."""
    tables = list(_tables(lines))
    fenced = find_fences(lines, ()).inside
    for each in html_tables(lines):
        columns = meanings(each.headings)
        if has_titles(columns) and each.lines[0] not in fenced:
            rows = [row_of(line, columns, cells) for line, cells in each.rows]
            tables.append(_Table(each.lines, rows))
    return sorted(tables, key=lambda table: table.lines.start)


def _tables(lines: Sequence[str]) -> Iterator[_Table]:
    """The tables that have a column of titles, but for examples in code fences."""
    fenced = find_fences(lines, ()).inside
    number = 0
    while number < len(lines):
        line = lines[number]
        if number and "|" in line and number not in fenced and _RULE.fullmatch(line) and "|" in lines[number - 1]:
            columns = meanings(_cells(lines[number - 1]))
            is_bare = not lines[number - 1].lstrip().startswith("|")
            end = _end_of_bare(lines, number + 1) if is_bare else _end(lines, number + 1)
            if has_titles(columns):
                rows = _bare_rows if is_bare else _rows
                yield _Table(range(number, end + 1), list(rows(lines[number + 1 : end], number + 2, columns)))
            number = end - 1
        number += 1


def _end(lines: Sequence[str], start: int) -> int:
    """The line behind the table's last: a heading, the head of another table, or a text that belongs to no row."""
    for number in range(start, len(lines)):
        line = lines[number]
        if line.startswith("#") or (number + 1 < len(lines) and "|" in line and _RULE.fullmatch(lines[number + 1])):
            return number
        is_apart = line.strip() and "|" not in line and not lines[number - 1].strip()
        goes_on = any("|" in each for each in lines[number : number + LOOKAHEAD])
        if is_apart and (not goes_on or lines[number - 2].rstrip().endswith("|")):
            return number
    return len(lines)


def _end_of_bare(lines: Sequence[str], start: int) -> int:
    """The line behind the last of a table whose rows have no pipes at their ends: the first without a pipe."""
    return next((number for number in range(start, len(lines)) if "|" not in lines[number]), len(lines))


def _bare_rows(lines: Sequence[str], first: int, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of such a table, each a line."""
    return (_row(line, number, columns) for number, line in enumerate(lines, first))


def _rows(lines: Sequence[str], first: int, columns: Sequence[str]) -> Iterator[Row]:
    """The rows, each made whole where it is broken over lines."""
    whole = ""
    start = first
    for number, line in enumerate(lines, first):
        if whole and (_is_whole(whole, columns) if line.lstrip().startswith("|") or not line.strip() else False):
            yield _row(whole, start, columns)
            whole = ""
        elif whole and line.lstrip().startswith("|") and len(_cells(f"{whole} {line}")) > len(columns) + 1:
            yield _row(whole, start, columns)  # a short row, and one that is none of it
            whole = ""
        if not whole:
            start = number
        elif number - start > MAX_ROW_LINES:
            yield _row(whole, start, columns)
            whole, start = "", number
        whole = f"{whole} {line.strip()}".strip()
    if whole:
        yield _row(whole, start, columns)


def _is_whole(text: str, columns: Sequence[str]) -> bool:
    return text.endswith("|") and len(_cells(text)) >= len(columns)


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(text)]


def _row(text: str, line: int, columns: Sequence[str]) -> Row:
    cells = _cells(text)
    if len(cells) > len(columns):  # pipes in formulas, code and links are none of the table's
        marked = _GROUPED.sub(lambda found: found[0].replace("|", "\x00"), text)
        cells = [cell.replace("\x00", "|") for cell in _cells(marked)]
    if len(cells) > len(columns):
        at = _surplus_column(cells, columns)
        more = len(cells) - len(columns)
        cells[at : at + more + 1] = [" | ".join(cells[at : at + more + 1])]
    return row_of(line, columns, cells)


def _surplus_column(cells: Sequence[str], columns: Sequence[str]) -> int:
    """The column that too many pipes belong to: a title that opens a mark and does not close it, else the summary."""
    title = next(at for at, meaning in enumerate(columns) if meaning in TITLE_COLUMNS)
    is_open = cells[title].count("**") % 2 or cells[title].count("[") > cells[title].count("]")
    return columns.index("summary") if "summary" in columns and not is_open else title
