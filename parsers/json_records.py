"""Records out of JSON of any shape: JSON Lines, a list, a service's answer with a list in it; also where it is broken.

    problems = []
    for number, record in json_records(text, source, problems, lists=("data",)):
        ...

A record that is broken is a problem, and the reading goes on with the next one.
"""

import contextlib
import datetime
import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import replace
from typing import Any, NamedTuple

from paperatlas.graph.records import Problem
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.json_values import clean, may_be_unclean
from paperatlas.parsers.lenient_json import SKIPPED, mended, told

CUT_LINES = re.compile(rb"(?<=\n)\{")
"""Where JSON Lines may be cut."""
MAX_EXCERPT = 200
MAX_BROKEN = 1_000
"""With so many broken records the rest of a list is not tried: to find the place of each takes longer and longer."""
_DEEPEST = 3
_CLOSES = {"[": "]", "{": "}"}
_GOES_ON = "[{,"
"""A line of JSON Lines that ends so is the first of something on several lines."""
_MOST_TRIES = 100
"""To read such a thing, where it is none."""
_FIRST = 100
"""So many records are looked at to tell a form."""

_DECODER = json.JSONDecoder(strict=False)  # line breaks in strings, as scraped JSON has them
_START = re.compile(r"^[\[{]", re.MULTILINE)
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\[\]{}]')
_TWO_KEYS = re.compile(
    r'\{\s*("(?:[^"\\]|\\.){0,100}")\s*:\s*(?:"(?:[^"\\]|\\.){0,5000}"|[\w.+-]{1,40})\s*,\s*("(?:[^"\\]|\\.){0,100}")\s*:'
)


def start_of_records(data: bytes) -> re.Pattern[bytes] | None:
    """What the records of a list begin with, their first two keys, learned from one that begins here."""
    keys = _TWO_KEYS.match(data.decode("utf-8", errors="replace").lstrip())
    return re.compile(_begins_with(*keys.groups()).encode()) if keys else None


def _begins_with(first: str, second: str) -> str:
    value = r'(?:"[^"]{0,5000}"|[\w.+-]{1,40})'
    return rf"\{{\s*{re.escape(first)}\s*:\s*{value}\s*,\s*{re.escape(second)}\s*:"


class JsonRecord(NamedTuple):
    """One record.

    Attributes:
        number: Its line in JSON Lines, else its place among the records, from 1; `PaperRecord.line`.
        value: What stands there, with clean text: no control characters, NFC.
        date: What the object around the list that it is in gives as `date`, before or behind the list.
        day: Of that list, where what is around it says so.
        topics: That it stands under.
    """

    number: int
    value: Any
    date: datetime.date | None = None
    day: datetime.date | None = None
    topics: tuple[str, ...] = ()


def _none(_: Any) -> bool:
    return False


def json_records(
    text: str,
    source: str,
    problems: list[Problem],
    lists: Set[str] = frozenset(),
    is_record: Callable[[Any], bool] = _none,
) -> Iterator[JsonRecord]:
    """The records of a text, one after the other, broken ones left out.

    Args:
        text: JSON Lines, a list of records, one record, several one after the other, or an object that holds them.
        source: The file's name, for problems.
        problems: Gets what is broken.
        lists: Keys under which an outer object holds a list of records, or an object that has one of these keys.
        is_record: Whether an object is sure to be a record, and no outer one.

    >>> [each[:2] for each in json_records('{"data": [{"a": 1}, {"a": 2}, {"a"', "x.json", [], lists={"data"})]
    [(1, {'a': 1}), (2, {'a': 2})]
    """
    if are_lines(text):
        return _lines(text, source, problems, lists, is_record)
    return _Walk(text, source, problems, lists, is_record).documents()


def first_objects(text: str, lists: Set[str] = frozenset()) -> Iterator[dict[str, Any]]:
    """The first few records that are objects, to tell a form; of a broken one what stands before the break.

    >>> list(first_objects('{"results": [{"id": "W1", "title": "Fine-tun', lists={"results"}))
    [{'id': 'W1'}]
    """
    start = SKIPPED.match(text)
    if start is None or text[start.end() : start.end() + 1] not in ("{", "["):
        return
    walk = _Walk(text, "", [], lists, keeps_broken=True)
    looked_at = 0
    for _, value, *_ in walk.documents():
        for each in value[:_FIRST] if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield each
            looked_at += each is not None  # a service puts null for each thing that it does not have
        if looked_at > _FIRST:
            return


def are_lines(text: str) -> bool:
    """Whether records stand on lines of their own, without a list around them."""
    lines = (line.strip() for line in text.lstrip().split("\n", 5)[:5])
    first, *others = [line for line in lines if line and not line.startswith("//")] or [""]
    if not others or not first.startswith("{") or first[-1] in "[,:{":
        return False
    return others[0].startswith("{")


def _lines(
    text: str, source: str, problems: list[Problem], lists: Set[str], is_record: Callable[[Any], bool]
) -> Iterator[JsonRecord]:
    at = following = end = tries = 0
    is_told = False
    for number, line in enumerate(text.split("\n"), 1):
        at, following = following, following + len(line) + 1
        if at < end or not line or line.isspace():
            continue
        if line[-1] in _GOES_ON and line[0] in _CLOSES and tries < _MOST_TRIES:
            its: list[Problem] = []
            walk = _Walk(text, source, its, lists, is_record, at=at)
            found = [record._replace(number=number) for record in walk.document()]
            if len(found) > len(its):
                yield from found
                problems += [replace(problem, line=number) for problem in its]
                end = walk.at
                continue
            tries += 1
        line = line.strip()
        is_comment = line.startswith("//")
        try:
            value, end, is_mended = (None, len(line), True) if is_comment else _decoded_line(line)
        except (ValueError, RecursionError) as error:
            problems.append(_broken(source, number, f"line {number:,}", line, error))
            continue
        if is_mended and not is_told:
            is_told = True
            problems.append(told(source, number, number, line[:MAX_EXCERPT]))
        if is_comment:
            continue
        if end < len(line) and line[end:] != ",":
            problems.append(_trailing(source, number, f"line {number:,}", line[end:]))
        record = JsonRecord(number, value)
        if not isinstance(value, dict) or lists.isdisjoint(value) or is_record(value):
            yield record
        else:
            yield from _held(record, lists, is_record)


def _decoded_line(line: str) -> tuple[Any, int, bool]:
    """The value that a line begins with, cleaned, where it ends, and whether something was left out of it."""
    is_mended = False
    try:
        value, end = _DECODER.raw_decode(line)
    except ValueError:
        if (plain := mended(line)) is None:
            raise
        value, end, is_mended = _DECODER.decode(plain[0]), plain[1], True
    return clean(value) if may_be_unclean(line) else value, end, is_mended


def _held(record: JsonRecord, lists: Set[str], is_record: Callable[[Any], bool]) -> Iterable[JsonRecord]:
    """The records in a value that was read whole."""
    value = record.value
    if not isinstance(value, dict) or lists.isdisjoint(value) or is_record(value):
        return [record]
    found: list[JsonRecord] = []
    record = record._replace(date=date_in(value) or record.date)
    holds = False
    for key, inner in value.items():
        if key in lists and isinstance(inner, list):
            holds = True
            found += [record._replace(value=each) for each in inner]
        elif key in lists and isinstance(inner, dict):
            holds = True
            found += _held(record._replace(value=inner), lists, is_record)
    return found if holds else [record]


def date_in(members: dict[str, Any]) -> datetime.date | None:
    """What an object around a list says in `date`."""
    date = members.get("date")
    return read_day(date) if isinstance(date, str) else None


@functools.lru_cache(1)
def _known_values(text: str) -> dict[int, tuple[Any, int]]:
    """The values of the last text by their places, so that all forms that are asked of it read them once."""
    return {}


class _Walk:
    """Goes through a text from record to record, so that one that is broken stops nothing."""

    def __init__(
        self,
        text: str,
        source: str,
        problems: list[Problem],
        lists: Set[str],
        is_record: Callable[[Any], bool] = _none,
        *,
        at: int = 0,
        keeps_broken: bool = False,
    ) -> None:
        self.text = text
        self.source = source
        self.problems = problems
        self.lists = lists
        self.is_record = is_record
        self.keeps_broken = keeps_broken
        self.at = at
        self.number = 0
        self.line = 1
        self.counted = at
        self.ways_on: dict[str, re.Pattern[str]] | None = None
        self.known = _known_values(text) if keeps_broken else {}
        self.to_mend = len(text)
        self.is_told = False

    def documents(self) -> Iterator[JsonRecord]:
        """What stands in the text one after the other, mostly one list or object."""
        while (sign := self.sign()) != "":
            if sign in _CLOSES:
                yield from self.document()
            else:
                place = f"line {self.line_of(self.at):,}"
                self.problems.append(_trailing(self.source, max(1, self.number), place, self.text[self.at :]))
                self.go_to(_START, self.at + 1)

    def document(self) -> Iterator[JsonRecord]:
        """The list or the object whose bracket is next."""
        return self.listed() if self.sign() == "[" else self.object(0)

    def listed(self) -> Iterator[JsonRecord]:
        """The records of a list whose bracket is next."""
        self.at += 1
        while (sign := self.sign()) != "]":
            if not sign:
                self.cut_off()
                return
            start = self.at
            self.number += 1
            try:
                value, self.at = self.value()
            except (ValueError, RecursionError) as error:
                yield from self.broken(start, error)
                self.find_next(start)
            else:
                self.learn(start)
                yield JsonRecord(self.number, value)
        self.at += 1

    def object(self, depth: int) -> Iterator[JsonRecord]:
        """The records in an object whose bracket is next, or the object where it holds no list of records."""
        start, number = self.at, self.number
        members: dict[str, Any] = {}
        held: list[JsonRecord] = []  # what is behind a list may say of what day it is
        holds = False
        try:
            for key in self.keys():
                sign = self.text[self.at : self.at + 1]
                if key in self.lists and sign in ("[", "{") and depth < _DEEPEST and not self.is_record(members):
                    holds = True
                    records = self.listed() if sign == "[" else self.object(depth + 1)
                    if self.keeps_broken:
                        yield from records
                    held += records
                else:
                    members[key], self.at = self.value()
        except (ValueError, RecursionError) as error:
            yield from _dated(held, members)
            if holds and self.at >= len(self.text):
                return  # the end of the list told of it
            self.number += not holds
            yield from self.broken(start, error, {} if holds else members)
            if not self.gives_up():
                yield from self.after_break(start + 1, holds)
        else:
            if holds and self.is_record(members):  # what was taken for a list of records is in one
                holds, self.number, self.at = False, number, start
                members, self.at = self.value()
            if not holds:
                self.number += 1
                held = [JsonRecord(self.number, members)]
            yield from _dated(held, members) if holds else held

    def after_break(self, start: int, holds: bool) -> Iterator[JsonRecord]:
        """What stands behind the break of an object: its list of records, or another object."""
        self.at = start
        keys = "|".join(map(re.escape, self.lists))
        if not holds and keys and (found := re.compile(rf'"(?:{keys})"\s*:\s*(?=\[)').search(self.text, start)):
            self.at = found.end()
            yield from self.listed()
        self.go_to(_START, self.at)

    def keys(self) -> Iterator[str]:
        """The keys of an object whose bracket is next; at each the value is what is next, to be read by the caller."""
        self.at += 1
        while (sign := self.sign()) != "}":
            if sign != '"':
                raise json.JSONDecodeError("Expecting a key in quotes", self.text, self.at)
            key, self.at = self.value()
            if self.sign() != ":":
                raise json.JSONDecodeError("Expecting ':'", self.text, self.at)
            self.at += 1
            self.sign()
            yield key
        self.at += 1

    def sign(self) -> str:
        """The next character that is neither blank nor a comma nor in a comment; empty at the end."""
        found = SKIPPED.match(self.text, self.at)
        if found is not None:
            if found[1] is not None:
                self.tell_mended(found.start(1))
            self.at = found.end()
        return self.text[self.at : self.at + 1]

    def value(self) -> tuple[Any, int]:
        """The value that is next, cleaned, and where it ends."""
        start = self.at
        if start in self.known:
            return self.known[start]
        try:
            value, end = _DECODER.raw_decode(self.text, start)
        except ValueError:
            if (plain := self.mended(start)) is None:
                raise
            value, end = _DECODER.decode(plain[0]), plain[1]
            self.tell_mended(start)
        if may_be_unclean(self.text, start, end):
            value = clean(value)
        if self.keeps_broken:
            self.known[start] = value, end
        return value, end

    def mended(self, start: int) -> tuple[str, int] | None:
        """A value that is no JSON, read leniently; as long as not too much was looked at so in vain."""
        if self.text[start : start + 1] not in _CLOSES or self.to_mend <= 0:
            return None
        plain = mended(self.text, start, self.to_mend)
        self.to_mend -= 0 if plain else min(self.to_mend, len(self.text) - start)
        return plain

    def tell_mended(self, at: int) -> None:
        """Tells once that something was left out."""
        if not self.is_told:
            self.is_told = True
            raw = self.text[at : at + MAX_EXCERPT]
            self.problems.append(told(self.source, max(1, self.number), self.line_of(at), raw))

    def learn(self, start: int) -> dict[str, re.Pattern[str]]:
        """Notes how the first record begins, to find the next one behind a broken one."""
        if self.ways_on is not None:
            return self.ways_on
        self.ways_on = {}
        indent = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        if len(indent) < start and not indent.strip():
            self.ways_on["its line"] = re.compile(rf"(?<=\n{indent})[\[{{]")
        if keys := _TWO_KEYS.match(self.text, start):
            self.ways_on["its keys"] = re.compile(_begins_with(*keys.groups()))
        return self.ways_on

    def find_next(self, start: int) -> None:
        """Goes to what may be the next record behind a broken one: where one begins like others, or brackets close."""
        ways_on = self.learn(start)
        if self.gives_up():
            return
        for name, way_on in list(ways_on.items()):
            if found := way_on.search(self.text, start + 1):
                self.at = found.start()
                return
            ways_on.pop(name)  # there is none up to the end: not looked for again
        open_ones: list[str] = []
        for token in _TOKEN.finditer(self.text, start):
            if token[0] in _CLOSES:
                open_ones.append(_CLOSES[token[0]])
            elif token[0] in ("]", "}") and (not open_ones or open_ones.pop() != token[0]):
                break
            if not open_ones:
                self.at = token.end()
                return
        self.at = len(self.text)

    def broken(self, start: int, error: Exception, members: dict[str, Any] | None = None) -> Iterator[JsonRecord]:
        """Tells of a broken record, and gives what was read of it to who only wants to know the form."""
        place = f"record {max(1, self.number):,}, in line {self.line_of(start):,}"
        self.problems.append(
            _broken(self.source, max(1, self.number), place, self.text[start : start + MAX_EXCERPT], error)
        )
        if not self.keeps_broken:
            return
        if members is None and self.text[start] == "{":
            members = {}
            self.at = start
            with contextlib.suppress(ValueError, RecursionError):
                for key in self.keys():
                    members[key], self.at = self.value()
        if members:
            yield JsonRecord(self.number, members)

    def gives_up(self) -> bool:
        """Whether so much is broken that the rest is left; it is told."""
        if len(self.problems) < MAX_BROKEN:
            return False
        message = f"there is too much broken JSON: what stands behind record {self.number:,} is left out"
        self.problems.append(Problem(self.source, max(1, self.number), "broken-json", message, ""))
        self.at = len(self.text)
        return True

    def cut_off(self) -> None:
        """Tells that a list has no end, unless it was said that its last record is broken."""
        if not self.problems or self.problems[-1].code != "broken-json" or self.at < len(self.text):
            message = f"the list of records ends in its middle, behind record {self.number:,}; is the file cut off?"
            self.problems.append(
                Problem(
                    self.source, max(1, self.number), "cut-off", message, self.text[self.at - MAX_EXCERPT : self.at]
                )
            )

    def go_to(self, pattern: re.Pattern[str], start: int) -> None:
        """Goes to the next place of a pattern, or the end."""
        found = pattern.search(self.text, start)
        self.at = found.start() if found else len(self.text)

    def line_of(self, at: int) -> int:
        """The line of a place that is not before the one asked for last."""
        self.line += self.text.count("\n", self.counted, at)
        self.counted = max(at, self.counted)
        return self.line


def _dated(records: Iterable[JsonRecord], members: dict[str, Any]) -> Iterable[JsonRecord]:
    """Records with the date of the object around them."""
    date = date_in(members)
    return [record._replace(date=record.date or date) for record in records] if date else records


def _broken(source: str, number: int, place: str, text: str, error: Exception) -> Problem:
    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    if isinstance(error, RecursionError):
        reason = "it is nested too deeply"
    message = f"{place}: this is broken JSON ({reason}); the record is left out. Is the file cut off?"
    return Problem(source, number, "broken-json", message, text[:MAX_EXCERPT])


def _trailing(source: str, number: int, place: str, text: str) -> Problem:
    message = f"{place}: what stands here behind the records is no JSON; it is left out"
    return Problem(source, number, "trailing-text", message, text[:MAX_EXCERPT])
