"""Cuts Markdown of any size before headings, items of lists or rows of tables, the farther out the better.

Each piece goes below the headings, and the heads of tables, that it stands under in the file.
"""

import re
from typing import BinaryIO

from paperatlas.parsers.cutting import Cutter, Setting, last_match

_LEVELS = [re.compile(rb"^#{%d}[ \t]" % level, re.MULTILINE) for level in range(1, 7)]
_ITEM = re.compile(rb"^(?:[-*+]|\d{1,7}[.)])[ \t]", re.MULTILINE)
_ROW = re.compile(rb"^\|", re.MULTILINE)
_PLACES = [*_LEVELS, _ITEM, _ROW]
_HEADING = re.compile(rb"^(#{1,6})[ \t][^\n]{0,1000}$", re.MULTILINE)
_TABLE_HEAD = re.compile(rb"^\|[^\n]{1,2000}\n\|[ \t]{0,9}:?-[-:| \t]{0,2000}$", re.MULTILINE)


def cut_markdown(head: bytes, file: BinaryIO) -> Cutter | None:
    """Where headings, items or rows begin."""
    return _Lines() if any(each.search(head) for each in _PLACES) else None


class _Lines:
    """Cuts before lines that begin something."""

    def __init__(self) -> None:
        self.line = 1
        self.headings: dict[int, bytes] = {}
        self.table = b""
        self.place_found: re.Pattern[bytes] | None = None

    def place(self, data: bytes) -> tuple[int, int] | None:
        """The last heading of the highest level that has one far enough behind, else the last item or row."""
        for pattern in _PLACES:
            place = last_match(pattern, data)
            if place is not None and place >= len(data) // 4:
                self.place_found = pattern
                return place, place
        return None

    def take(self, piece: bytes) -> Setting:
        """The piece below its headings."""
        first, lines = self.line, piece.count(b"\n")
        head = b"".join(self.headings[level] + b"\n" for level in sorted(self.headings))
        head += self.table + b"\n" if self.table else b""
        self.line += lines
        for found in _HEADING.finditer(piece):
            level = len(found[1])
            self.headings = {key: text for key, text in self.headings.items() if key < level} | {level: found[0]}
            self.table = b""
        if self.place_found in _LEVELS:
            cut_at = _LEVELS.index(self.place_found) + 1
            self.headings = {key: text for key, text in self.headings.items() if key < cut_at}
        tables = [found[0] for found in _TABLE_HEAD.finditer(piece)]
        self.table = (tables[-1] if tables else self.table) if self.place_found is _ROW else b""
        return Setting(head, b"", first - head.count(b"\n"), (first, first + lines))
