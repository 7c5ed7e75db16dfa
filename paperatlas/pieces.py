"""Big files in pieces: the unit that is read, spread over processes, and read again only where it has changed."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from paperatlas.base.errors import InputError
from paperatlas.base.input import MAX_MEGABYTES, open_regular, read_file
from paperatlas.parsers import form_of
from paperatlas.parsers.cutting import Cutter, Setting, cutter_of

PIECE = 8_000_000
"""Bytes of a piece; a file of fewer is one."""
MOST_UNCUT = 8 * PIECE
"""Bytes in which there must be a place to cut."""
_AT_TAR = slice(257, 262)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file, or all of it.

    Attributes:
        start: The first byte.
        size: In bytes.
        first_line: The number of its first line, or record, in the file (`Setting.first_line`).
        sha256: Of its content, and of what goes around it.
        is_last: Whether the file ends with it.
        head: Goes before it so that it is in its form.
        tail: Goes behind it.
        own_lines: The first and the last line whose papers are its own; None where all are.
    """

    start: int
    size: int
    first_line: int
    sha256: str
    is_last: bool
    head: str = ""
    tail: str = ""
    own_lines: tuple[int, int] | None = None


def pieces_of(path: Path, source: str, named: Path | None = None) -> tuple[Piece, ...]:
    """The pieces of a file: one, or of a big file whose form can be cut, several.

    Args:
        path: Where its content is.
        source: Its name, which tells of the form.
        named: What the user knows it by, where that is another path.

    Raises:
        InputError: It can't be read, is big and of a form that is only read whole, or an archive.
    """
    with open_regular(path, " (and standard input, named -)") as file:
        if (size := os.fstat(file.fileno()).st_size) <= PIECE:
            data = file.read(size + 1)  # no more: memory for all that may be asked is taken first
            data += file.read(PIECE + 1 - len(data)) if len(data) > size else b""
            if len(data) <= PIECE:
                _refuse_archive(data, named or path)
                return (_content(0, data, Setting()).piece(),)
            file.seek(0)
        head = file.read(1 << 20)
        form = form_of(head, source)
        if (cutter := cutter_of(form, head, file)) is not None:
            file.seek(0)
            pieces = tuple(each.piece() for each in list(_cut(file, cutter, path)))
            _refuse_archive(head, named or path)
            return pieces
    most = getattr(form, "MOST_MEGABYTES", MAX_MEGABYTES)
    data = read_file(path, most)
    _refuse_archive(data, named or path)
    return (_content(0, data, Setting()).piece(),)


def _refuse_archive(beginning: bytes, path: Path) -> None:
    """Archives are no files of papers, whatever is in them; their content would be read as one text.

    Raises:
        InputError: It is one.
    """
    if beginning[_AT_TAR] == b"ustar":
        raise InputError(f"{path}: this is an archive of files (tar); unpack it and name the directory")


def read_piece(path: Path, piece: Piece) -> bytes:
    """The content of a piece as it was when it was found, with what goes around it.

    Raises:
        InputError: It can't be read, or has changed since.
    """
    with open_regular(path) as file:
        file.seek(piece.start)
        data = file.read(piece.size + piece.is_last)  # one byte more shows that it has grown
    head, tail = _bytes(piece.head), _bytes(piece.tail)
    if _hashed(hashlib.sha256(data), head, tail) != piece.sha256:
        raise InputError(f"{path}: this file changed while it was read; try again")
    return head + data + tail


@dataclass(frozen=True, slots=True)
class _Content:
    """A piece as it is cut off, when what goes around it may not be known yet."""

    start: int
    size: int
    hashed: "hashlib._Hash"
    setting: Setting
    is_last: bool = True

    def piece(self) -> Piece:
        head, tail = (part() if callable(part) else part for part in self.setting[:2])
        sha256 = _hashed(self.hashed, head, tail)
        line, own_lines = self.setting.first_line, self.setting.own_lines
        return Piece(self.start, self.size, line, sha256, self.is_last, _text(head), _text(tail), own_lines)


def _content(start: int, data: bytes, setting: Setting, *, is_last: bool = True) -> _Content:
    return _Content(start, len(data), hashlib.sha256(data), setting, is_last)


def _hashed(content: "hashlib._Hash", head: bytes, tail: bytes) -> str:
    hashed = content.copy()
    if head or tail:
        hashed.update(b"%d %d %b%b" % (len(head), len(tail), head, tail))
    return hashed.hexdigest()


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogateescape")


def _cut(file: BinaryIO, cutter: Cutter, path: Path) -> Iterator[_Content]:
    start, rest = 0, b""
    while True:
        block = file.read(PIECE)
        data = rest + block
        if not block:
            if data.strip() or start == 0:
                yield _content(start, data, cutter.take(data))
            return
        place = cutter.place(data)
        if place is None:
            if len(data) > MOST_UNCUT:
                raise InputError(f"{path}: a record of more than {MOST_UNCUT // 1_000_000} MB; is the file damaged?")
            rest = data
            continue
        end, following = place
        piece, rest = data[:end], data[following:]
        yield _content(start, piece, cutter.take(piece), is_last=False)
        start += following
