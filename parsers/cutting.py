"""How files of any size are cut into pieces that a form reads one by one."""

import re
from collections.abc import Callable
from typing import BinaryIO, NamedTuple, Protocol


class Setting(NamedTuple):
    """What a piece needs around it to be in its form, and where its content stands in the file.

    Attributes:
        head: Goes before it; a function where that is known only when the whole file was cut.
        tail: Goes behind it; the same.
        first_line: The number that the first line of head and piece has in the file, or the first record where the
            form has no lines; below 1 where a head of several lines stands before the file's first.
        own_lines: The first and the last line whose papers are the piece's; None where head and tail hold no papers.
    """

    head: bytes | Callable[[], bytes] = b""
    tail: bytes | Callable[[], bytes] = b""
    first_line: int = 1
    own_lines: tuple[int, int] | None = None


class Cutter(Protocol):
    """Cuts one file, from its beginning to its end."""

    def place(self, data: bytes) -> tuple[int, int] | None:
        """Where the last piece ends that ends in some bytes, and where the next begins; None where none does.

        Args:
            data: What follows the last piece.
        """

    def take(self, piece: bytes) -> Setting:
        """Cuts off a piece that ends at the place just found, or the last of the file."""


Cut = re.Pattern[bytes] | Callable[[bytes, BinaryIO], Cutter | None]
"""A form's `CUT`: before its matches a file may be cut; or what makes a cutter of the first bytes of a file, and it."""


class AtMatches:
    """Cuts before matches of a pattern."""

    def __init__(self, pattern: re.Pattern[bytes], context: Callable[[bytes], bytes] | None = None) -> None:
        """Sets the cutter up.

        Args:
            pattern: What a piece begins with.
            context: Gives the head of the next piece, one line without an end, out of this head and piece.
        """
        self.pattern = pattern
        self.context = context
        self.head = b""
        self.line = 1

    def place(self, data: bytes) -> tuple[int, int] | None:
        """The last match; looked for from the end, as records are short."""
        place = last_match(self.pattern, data)
        return None if place is None else (place, place)

    def take(self, piece: bytes) -> Setting:
        """The piece behind what the ones before say of it."""
        setting = Setting(head=self.head, first_line=self.line)
        self.line += piece.count(b"\n")
        if self.context is not None:
            self.head = self.context(self.head + piece)
        return setting


def last_match(pattern: re.Pattern[bytes], data: bytes) -> int | None:
    """Where the last match in some bytes begins, but for one at their beginning."""
    reach = 1 << 14
    while True:
        places = [found.start() for found in pattern.finditer(data, max(1, len(data) - reach))]
        if places:
            return places[-1]
        if reach >= len(data):
            return None
        reach *= 8


def on_one_line(text: bytes) -> bytes:
    """A context without ends of lines."""
    return re.sub(rb"[\r\n]+", b" ", text)


def cutter_of(form: object, head: bytes, file: BinaryIO) -> Cutter | None:
    """What cuts a big file of a form; None where it is read whole.

    Args:
        form: Its module.
        head: The first bytes of the file.
        file: It.
    """
    cut: Cut | None = getattr(form, "CUT", None)
    if isinstance(cut, re.Pattern):
        return AtMatches(cut) if cut.search(head) else None
    return cut(head, file) if cut is not None else None
