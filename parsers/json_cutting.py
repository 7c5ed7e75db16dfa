"""Cuts JSON of any size between the records of its list, or between what stands in the objects around them.

What is no list of lines is read by its brackets, commas and quotes alone, a block at a time. Each piece becomes a whole
text again: the brackets and keys that it stands in are put before it, and the ends of the brackets behind it, with the
short values that stand in them, before or behind what was cut (the day of a report, say).
"""

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from paperatlas.parsers.cutting import AtMatches, Cutter, Setting
from paperatlas.parsers.json_records import CUT_LINES, are_lines, start_of_records

DEEPEST = 4
"""Brackets in one another that a file is cut in."""
MOST_BESIDE = 50
"""Short values in an object; where there are more of them, they are what it is there for."""
LONGEST_BESIDE = 500
_OPENS, _CLOSES, _COMMA = 1, -1, 2
_KINDS = np.zeros(256, np.int8)
_KINDS[list(b"[{")], _KINDS[list(b"]}")], _KINDS[ord(",")] = _OPENS, _CLOSES, _COMMA
_ENDS = {b"[": b"]", b"{": b"}"}
_KEY = re.compile(rb'"(?:[^"\\]|\\.){0,1000}"\s*:\s*\Z')
# No row of a table: that is a paper.
_VALUE = re.compile(rb'\s*"(?:[^"\\]|\\.){1,200}"\s*:\s*(?:"(?!\|)(?:[^"\\]|\\.)*"|[\w.+-]{1,40})\s*')
_BLANK = re.compile(rb"\s*")


def cut_json(head: bytes, file: BinaryIO) -> Cutter | None:
    """Between lines where records stand on lines, else between the elements of lists and objects."""
    if are_lines(head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")):
        return AtMatches(CUT_LINES)
    return Elements() if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in _ENDS else None


def closed(text: str, *, has_texts: bool) -> str | None:
    """A text that is cut off, without its last record and with the ends of its brackets.

    None where it is not cut off, or too few records are there to tell what one is.

    Args:
        text: It.
        has_texts: Whether records may be texts, not objects.

    >>> closed('{"a": [{"b": 1}, {"b": 2}, {"b": 3}, {"c"', has_texts=False)
    '{"a": [{"b": 1}, {"b": 2}, {"b": 3}]}'
    """
    data = text.encode("utf-8", errors="surrogatepass")
    signs = _signs(data, 0)
    if not len(signs.at) or signs.depth[-1] < 1 or signs.depth.min() < 0:
        return None
    records = _depth_of_records(signs.depth, np.frombuffer(data, np.uint8)[signs.at])
    if not (records or has_texts):
        return None
    around = records - 1 if records else int(signs.depth[-1])
    places = np.flatnonzero((signs.kind == _COMMA) & (signs.depth <= around))
    if not len(places):
        return None
    kept = data[: int(signs.at[places[-1]])] + _tail(_open_at(data, signs, int(places[-1]), ()))
    return kept.decode("utf-8", errors="surrogatepass")


@dataclass(slots=True)
class _Bracket:
    """One that is open where a piece ends.

    Attributes:
        sign: `[` or `{`.
        key: That of the object around it, with its colon; empty in a list.
        beside: Short values in it, also behind what the piece is cut in; more of them as the file goes on.
    """

    sign: bytes
    key: bytes = b""
    beside: list[bytes] = field(default_factory=list)

    def members(self) -> list[bytes]:
        """What a piece in it should have of it."""
        return self.beside if len(self.beside) <= MOST_BESIDE else []


@dataclass(frozen=True, slots=True)
class _Signs:
    """Brackets and commas outside of strings: where they stand, what they are, how many brackets are open behind."""

    at: NDArray[np.int64]
    kind: NDArray[np.int8]
    depth: NDArray[np.int64]


class Elements:
    """Cuts behind elements of lists and members of objects.

    Attributes:
        open: The brackets that the next piece stands in.
        level: So many brackets deep the file is cut; None as long as that is not known.
        size: Bytes in which it was found out.
        number: Of the next record.
        records: So many brackets are open behind the first of a record; None as long as that is not known.
        begins: How records begin, to find one behind what is broken.
        found: The brackets that are open at the place found, and how many records end before it.
    """

    def __init__(self) -> None:
        self.open: list[_Bracket] = []
        self.level: int | None = None
        self.size = 0
        self.number = 1
        self.records: int | None = None
        self.begins: re.Pattern[bytes] | None = None
        self.found: tuple[list[_Bracket], int] | None = None

    def place(self, data: bytes) -> tuple[int, int] | None:
        """Where the last element ends, as far out as there are enough of them."""
        signs = _signs(data, len(self.open))
        index = self._index(signs, len(data))
        if index is None or signs.depth.min(initial=0) < 0:
            return self._place_in_broken(data)
        at = int(signs.at[index])
        is_comma = signs.kind[index] == _COMMA
        open_ones = _open_at(data, signs, index, self.open)
        _note_beside(data, signs, index, self.open, open_ones)
        self.found = open_ones, self._ended(data, signs, index + 1)
        if self.begins is None:
            self.begins = start_of_records(data[at + 1 : at + 20_000])
        return (at, at + 1) if is_comma else (at + 1, at + 1)

    def take(self, piece: bytes) -> Setting:
        """The piece within its brackets."""
        before, number = self.open, self.number
        if self.found is not None:
            self.open, ended = self.found
            self.number += ended
            self.found = None
        else:  # the last piece, which closes its brackets itself
            _note_beside(piece, _signs(piece, len(before)), None, before, before)
            return Setting(functools.partial(_head, before), b"", number)
        begun = self.open[_in_common(before, self.open) :]
        return Setting(functools.partial(_head, before), functools.partial(_tail, self.open, begun), number)

    def _index(self, signs: _Signs, size: int) -> int | None:
        """The last sign behind which may be cut."""
        ends = (signs.kind == _COMMA) | ((signs.kind == _CLOSES) & (signs.depth == 0))
        self.size = self.size or size
        is_known = self.level is not None and size < 2 * self.size  # else the file has another shape from here on
        deepest = self.level if is_known and self.level is not None else DEEPEST
        for level in range(deepest + 1):  # lists behind may lie less deep than those before
            places = np.flatnonzero(ends & (signs.depth <= level))
            if len(places) and signs.at[places[-1]] >= size // 4:
                if not is_known:
                    self.level = level
                return int(places[-1])
        return None

    def _ended(self, data: bytes, signs: _Signs, upto: int) -> int:
        """How many records end among the first signs: mostly objects, in a list with other things among them."""
        kind, depth, codes = signs.kind[:upto], signs.depth[:upto], np.frombuffer(data, np.uint8)[signs.at[:upto]]
        if self.records is None:
            self.records = _depth_of_records(depth, codes)
        if self.records == 0:  # they are no objects
            ends = ((kind == _COMMA) & (depth == self.level)) | ((kind == _CLOSES) & (depth + 1 == self.level))
            return int(np.count_nonzero(ends))
        around = self.records - 1
        if around == 0:
            return int(np.count_nonzero((kind == _CLOSES) & (depth == 0)))
        begun = self.open[around - 1].sign if len(self.open) >= around else b"["
        opens = np.flatnonzero((kind == _OPENS) & (depth == around))
        signs_of = np.concatenate(([ord(begun)], codes[opens]))
        commas = np.flatnonzero((kind == _COMMA) & (depth == around))
        in_lists = signs_of[np.searchsorted(opens, commas)] == ord("[")
        closes = np.flatnonzero((codes == ord("]")) & (depth == around - 1))
        filled = closes[~np.isin(closes - 1, opens)]
        objects = np.flatnonzero((codes == ord("}")) & (depth == around))
        under_keys = signs_of[np.searchsorted(opens, objects)] == ord("{")
        return int(np.count_nonzero(in_lists)) + len(filled) + int(np.count_nonzero(under_keys))

    def _place_in_broken(self, data: bytes) -> tuple[int, int] | None:
        """Where a record may begin in what is broken, after a missing quote, say."""
        places = [each.start() for each in self.begins.finditer(data)] if self.begins and self.open else []
        if len(places) < 2:
            return None
        self.found = self.open, len(places) - 1
        return places[-1], places[-1]


def _open_at(data: bytes, signs: _Signs, index: int, before: Sequence[_Bracket]) -> list[_Bracket]:
    """The brackets that are open behind a sign, in bytes that begin with some open before them."""
    depth = int(signs.depth[index])
    opens = signs.kind[: index + 1] == _OPENS
    depths = signs.depth[: index + 1]
    found = []
    for level in range(1, depth + 1):
        places = np.flatnonzero(opens & (depths == level))
        if len(places):
            start = int(signs.at[places[-1]])
            key = _KEY.search(data[max(0, start - 1_100) : start])
            bracket = _Bracket(data[start : start + 1], key[0] if key else b"")
        else:
            bracket = before[level - 1]
        found.append(bracket)
    return found


def _in_common(before: Sequence[_Bracket], after: Sequence[_Bracket]) -> int:
    """How many brackets are open before and after, and the same ones."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] is pair[1], pairs))


def _note_beside(
    data: bytes, signs: _Signs, index: int | None, before: Sequence[_Bracket], after: Sequence[_Bracket]
) -> None:
    """Notes the short values in the objects that a piece begins or ends in.

    Args:
        data: What begins where the piece does.
        signs: Its signs.
        index: That of the sign that ends the piece; None where all is of it.
        before: The brackets that it begins in.
        after: Those that it ends in.
    """
    upto = len(signs.at) if index is None else index + 1
    common = _in_common(before, after)
    for level, bracket in enumerate(before, start=1):
        if bracket.sign == b"{":
            closed_at = np.flatnonzero(signs.depth[:upto] < level)
            end = int(closed_at[0]) + 1 if len(closed_at) else upto
            bracket.beside += _beside(data, signs, 0, end, level)
    for level, bracket in enumerate(after[common:], start=common + 1):
        if bracket.sign == b"{":
            opens = (signs.kind[:upto] == _OPENS) & (signs.depth[:upto] == level)
            bracket.beside += _beside(data, signs, int(np.flatnonzero(opens)[-1]) + 1, upto, level)


def _depth_of_records(depth: NDArray[np.int64], codes: NDArray[np.uint8]) -> int:
    """How many brackets are open behind the first of a record; 0 where records are no objects.

    What is in a record (authors) may be many times as many, what is around them (topics) is few.
    """
    counts = np.bincount(depth[codes == ord("{")], minlength=1)
    least = max(3, int(counts.max()) // 50)
    return int(np.argmax(counts >= least)) if counts.max() >= least else 0


def _head(brackets: list[_Bracket]) -> bytes:
    """The beginnings of brackets in one another."""
    head = b""
    for each in brackets:
        head += each.key + each.sign + b"".join(value + b"," for value in each.members())
    return head


def _tail(brackets: Sequence[_Bracket], begun: Sequence[_Bracket] = ()) -> bytes:
    """The ends of brackets, with the members of those that begin in the piece."""
    tail = b""
    for at, each in reversed(list(enumerate(brackets))):
        is_begun = at >= len(brackets) - len(begun)
        tail += b"".join(b"," + value for value in each.members()) if is_begun else b""
        tail += _ENDS[each.sign]
    return tail


def _beside(data: bytes, signs: _Signs, first: int, last: int, level: int) -> list[bytes]:
    """The members of an object that are short values, among the signs from one to another."""
    depth, kind = signs.depth[first:last], signs.kind[first:last]
    ends = first + np.flatnonzero(((depth == level) & (kind == _COMMA)) | ((depth == level - 1) & (kind == _CLOSES)))
    ends = ends[np.diff(ends, prepend=first - 1) == 1]  # what has no sign in it is no list and no object
    starts = np.where(ends > 0, signs.at[ends - 1] + 1, 0)
    found: list[bytes] = []
    for start, end in zip(starts.tolist(), signs.at[ends].tolist(), strict=True):
        if end - start <= LONGEST_BESIDE and _VALUE.fullmatch(data, start, end):
            found.append(re.sub(rb"[\r\n]+", b" ", data[start:end].strip()))
            if len(found) > MOST_BESIDE:
                break
    return found


def _signs(data: bytes, depth: int) -> _Signs:
    """The brackets and commas of some bytes that begin outside of strings, so many brackets deep."""
    codes = np.frombuffer(data, np.uint8)
    quotes = codes == ord('"')
    slashes = np.flatnonzero(codes == ord("\\"))
    if len(slashes):
        starts = np.flatnonzero(np.diff(slashes, prepend=-2) != 1)
        lengths = np.diff(starts, append=len(slashes))
        escaped = (slashes[starts] + lengths)[lengths % 2 == 1]
        quotes[escaped[escaped < len(codes)]] = False
    kinds = _KINDS[codes]
    kinds[np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(bool)] = 0
    at = np.flatnonzero(kinds)
    kind = kinds[at]
    steps = np.where(kind == _COMMA, 0, kind).astype(np.int64)
    return _Signs(at, kind, depth + np.cumsum(steps))
