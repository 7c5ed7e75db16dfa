"""Tables of HTML that stand in Markdown: their rows as cells in Markdown, with what spans several of them in each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

MAX_SPAN = 100
MAX_TABLE = 2_000_000
"""Characters of a table; what is longer is no list that somebody made."""
_TABLE = re.compile(
    r"^[^\S\n]*(?:<(?:div|center|p|details)\b[^<>]{0,300}>\s{0,9})*<table\b", re.IGNORECASE | re.MULTILINE
)
_END = re.compile(r"</table\s*>", re.IGNORECASE)
_HIDDEN = frozenset({"script", "style", "summary"})
_BOLD = frozenset({"b", "strong"})


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table.

    Attributes:
        lines: The numbers of its lines, from 1.
        headings: The cells of its first row.
        rows: The line and the cells of the others.
    """

    lines: range
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def html_tables(lines: Sequence[str]) -> Iterator[HtmlTable]:
    """The tables of a text that have a row of headings and others; one in another is part of this."""
    if not any("<table" in line.lower() for line in lines):
        return
    text = "\n".join(lines)
    at = 0
    while (start := _TABLE.search(text, at)) and (end := _END.search(text, start.end())):
        at = end.end()
        first = text.count("\n", 0, start.start()) + 1
        if end.end() - start.start() > MAX_TABLE:
            continue
        reader = _Reader()
        reader.feed(text[start.start() : end.end()])
        reader.close()
        rows = [(first + line - 1, cells) for line, cells in reader.rows() if any(cells)]
        if len(rows) > 1:
            taken = range(first, first + text.count("\n", start.start(), end.end()) + 1)
            yield HtmlTable(taken, rows[0][1], tuple(rows[1:]))


@dataclass(slots=True)
class _Cell:
    columns: int
    rows: int
    texts: list[str] = field(default_factory=list)

    def text(self) -> str:
        return " ".join("".join(self.texts).split()).removesuffix("<br>").strip()


class _Reader(HTMLParser):
    """Collects the cells of rows; links, line breaks and what is bold stay, as Markdown has them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, list[_Cell]]] = []
        self.link = ""
        self.hidden = 0

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The lines and the cells of the rows."""
        spanning: dict[int, tuple[int, str]] = {}
        for line, cells in self.found:
            row: list[str] = []
            waiting = list(reversed(cells))
            while waiting or len(row) in spanning:
                if len(row) in spanning:
                    left, text = spanning.pop(len(row))
                    if left > 1:
                        spanning[len(row)] = left - 1, text
                    row.append(text)
                    continue
                cell = waiting.pop()
                for _ in range(cell.columns):
                    if cell.rows > 1:
                        spanning[len(row)] = cell.rows - 1, cell.text()
                    row.append(cell.text())
            yield line, tuple(row)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "tr":
            self.found.append((self.getpos()[0], []))
        elif tag in ("td", "th"):
            if not self.found:
                self.found.append((self.getpos()[0], []))
            self.found[-1][1].append(_Cell(_span(values.get("colspan")), _span(values.get("rowspan"))))
        elif tag == "a" and (values.get("href") or "").startswith("http"):
            self.link = values["href"] or ""
            self.write("[")
        elif tag == "br":
            self.write("<br>")
        elif tag in _BOLD:
            self.write("**")
        elif tag in _HIDDEN:
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.link:
            self.write(f"]({self.link})")
            self.link = ""
        elif tag in _BOLD:
            self.write("**")
        elif tag in ("p", "li", "div"):
            self.write("<br>")
        elif tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)

    def handle_data(self, data: str) -> None:
        self.write(data)

    def write(self, text: str) -> None:
        """Adds to the open cell."""
        if not self.hidden and self.found and self.found[-1][1]:
            self.found[-1][1][-1].texts.append(text)


def _span(printed: str | None) -> int:
    return min(int(printed), MAX_SPAN) or 1 if printed and printed.isdecimal() else 1
