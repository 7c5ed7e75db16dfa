"""Cuts BibTeX of any size between entries; what names of strings and crossrefs lead to goes with each piece."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from paperatlas.parsers.cutting import AtMatches, Cutter, Setting

MOST_LENT = 8_000_000
"""Bytes of entries that others name in `crossref`."""
_AT_ONCE = 8_000_000
_LONGEST = 200_000
_ENTRY = re.compile(rb"(?<=\n)@[A-Za-z]{3,30}[ \t]{0,9}[{(]")
_KEY = re.compile(rb"@[A-Za-z]{3,30}\s{0,9}[{(]\s{0,9}([^\s,{}()\"=]{1,200})\s{0,9},")
_CROSSREF = re.compile(rb"crossref\s{0,9}=\s{0,9}[{\"]\s{0,9}([^\s,{}()\"=]{1,200})", re.IGNORECASE)
_STRING = re.compile(rb"@string\b", re.IGNORECASE)


def cut_bibtex(head: bytes, file: BinaryIO) -> Cutter | None:
    """Between entries that begin a line."""
    return _Entries(file) if _ENTRY.search(head) else None


class _Entries(AtMatches):
    """Cuts before entries.

    Attributes:
        strings: The `@string`s up to here.
        lent: Entries that others name in `crossref`, by their keys.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(_ENTRY)
        self.strings: list[bytes] = []
        self.lent = _named_entries(file)

    def take(self, piece: bytes) -> Setting:
        """The piece between the strings before it and the entries elsewhere that it names."""
        head = b"".join(self.strings)
        own = {found[1].lower() for found in _KEY.finditer(piece)}
        named = dict.fromkeys(found[1].lower() for found in _CROSSREF.finditer(piece))
        lent = [self.lent[key] for key in named if key in self.lent and key not in own]
        first, lines = self.line, piece.count(b"\n")
        self.line += lines
        self.strings += [block for block in _blocks(piece) if _STRING.match(block)]
        tail = b"\n" + b"".join(lent)
        return Setting(head, tail, first - head.count(b"\n"), (first, first + lines))


def _named_entries(file: BinaryIO) -> dict[bytes, bytes]:
    """The entries that others name."""
    names: set[bytes] = set()
    for block in _read(file):
        names |= {found[1].lower() for found in _CROSSREF.finditer(block)}
    lent: dict[bytes, bytes] = {}
    size = 0
    for block in _read(file) if names else ():
        for entry in _blocks(block):
            key = _KEY.match(entry)
            if key and key[1].lower() in names and size + len(entry) <= MOST_LENT:
                lent.setdefault(key[1].lower(), entry)
                size += len(entry)
    return lent


def _read(file: BinaryIO) -> Iterator[bytes]:
    """The content, in parts that end between entries."""
    file.seek(0)
    rest = b""
    while block := file.read(_AT_ONCE):
        data = rest + block
        end = data.rfind(b"\n@", 0, len(data) - 1) + 1 or len(data)
        yield data[:end]
        rest = data[end:]
    yield rest


def _blocks(data: bytes) -> Iterator[bytes]:
    """The entries and strings in some bytes, each up to the next one, with an end of its line."""
    starts = [found.start() for found in re.finditer(rb"^@", data, re.MULTILINE)]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        if end - start <= _LONGEST:
            yield data[start:end].rstrip() + b"\n"
