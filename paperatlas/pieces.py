"""Big files in pieces: the unit that is read, spread over processes, and read again only where it has changed."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from paperatlas.base.errors import InputError
from paperatlas.base.input import MAX_MEGABYTES, open_regular, read_file
from paperatlas.parsers import form_of

PIECE = 8_000_000
"""Bytes of a piece; a file of fewer is one."""
MOST_UNCUT = 8 * PIECE
"""Bytes in which there must be a place to cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file, or all of it.

    Attributes:
        start: The first byte.
        size: In bytes.
        first_line: The number of its first line in the file.
        sha256: Of its content.
        is_last: Whether the file ends with it.
    """

    start: int
    size: int
    first_line: int
    sha256: str
    is_last: bool


def pieces_of(path: Path, source: str) -> tuple[Piece, ...]:
    """The pieces of a file: one, or of a big file whose form can be cut, several.

    Raises:
        InputError: It can't be read, or is big and of a form that is only read whole.
    """
    with open_regular(path, " (and standard input, named -)") as file:
        if os.fstat(file.fileno()).st_size <= PIECE:
            data = file.read(PIECE + 1)
            if len(data) <= PIECE:
                return (_piece(0, data, 1, is_last=True),)
            file.seek(0)
        head = file.read(1 << 20)
        form = form_of(head, source)
        cut: re.Pattern[bytes] | None = getattr(form, "CUT", None)
        if cut is not None and cut.search(head):  # JSON in one list, say, has no such place
            file.seek(0)
            return tuple(_cut(file, cut, path))
    most = getattr(form, "MOST_MEGABYTES", MAX_MEGABYTES)
    return (_piece(0, read_file(path, most), 1, is_last=True),)


def read_piece(path: Path, piece: Piece) -> bytes:
    """The content of a piece as it was when it was found.

    Raises:
        InputError: It can't be read, or has changed since.
    """
    with open_regular(path) as file:
        file.seek(piece.start)
        data = file.read(piece.size + piece.is_last)  # one byte more shows that it has grown
    if hashlib.sha256(data).hexdigest() != piece.sha256:
        raise InputError(f"{path}: this file changed while it was read; try again")
    return data


def _piece(start: int, data: bytes, first_line: int, *, is_last: bool) -> Piece:
    return Piece(start, len(data), first_line, hashlib.sha256(data).hexdigest(), is_last)


def _cut(file: BinaryIO, cut: re.Pattern[bytes], path: Path) -> Iterator[Piece]:
    start, line, rest = 0, 1, b""
    while True:
        block = file.read(PIECE)
        data = rest + block
        if not block:
            if data:
                yield _piece(start, data, line, is_last=True)
            return
        place = _last_place(cut, data)
        if place is None:
            if len(data) > MOST_UNCUT:
                raise InputError(f"{path}: a record of more than {MOST_UNCUT // 1_000_000} MB; is the file damaged?")
            rest = data
            continue
        piece, rest = data[:place], data[place:]
        yield _piece(start, piece, line, is_last=False)
        start += len(piece)
        line += piece.count(b"\n")


def _last_place(cut: re.Pattern[bytes], data: bytes) -> int | None:
    """Where the last record that begins in some bytes does; looked for from the end, as records are short."""
    reach = 1 << 14
    while True:
        places = [found.start() for found in cut.finditer(data, max(1, len(data) - reach))]
        if places:
            return places[-1]
        if reach >= len(data):
            return None
        reach *= 8
