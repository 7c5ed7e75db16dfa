"""Records out of JSON of any shape: JSON Lines, a list, a service's answer with a list in it; also where it is broken.

    problems = []
    for number, record in json_records(text, source, problems, lists=("data",)):
        ...

A record that is broken is a problem, and the reading goes on with the next one.
"""

import contextlib
import functools
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from paperatlas.graph.records import Problem
from paperatlas.parsers.decoding import cleaned, is_clean_character

CUT_LINES = re.compile(rb"(?<=\}\n)\{|(?<=\}\r\n)\{")
"""Where JSON Lines may be cut, and JSON that is not, may not: a `CUT` for the forms' modules."""
MAX_EXCERPT = 200
MAX_BROKEN = 1_000
"""With so many broken records the rest of a list is not tried: to find the place of each takes longer and longer."""
_INDENT = 200
_DEEPEST = 3
_CLOSES = {"[": "]", "{": "}"}
_FIRST = 100
"""So many records are looked at to tell a form."""

_DECODER = json.JSONDecoder(strict=False)  # line breaks in strings, as scraped JSON has them
_ESCAPE = re.compile(r"\\[ubfr]")
_BLANK = re.compile(r"[\s,;]*")
_START = re.compile(r"^[\[{]", re.MULTILINE)
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\[\]{}]')
_TWO_KEYS = re.compile(
    r'\{\s*("(?:[^"\\]|\\.){0,100}")\s*:\s*(?:"(?:[^"\\]|\\.){0,5000}"|[\w.+-]{1,40})\s*,\s*("(?:[^"\\]|\\.){0,100}")\s*:'
)


class JsonRecord(NamedTuple):
    """One record.

    Attributes:
        number: Its line in JSON Lines, else its place among the records, from 1; `PaperRecord.line`.
        value: What stands there, with clean text: no control characters, NFC.
    """

    number: int
    value: Any


def json_records(text: str, source: str, problems: list[Problem], lists: Collection[str] = ()) -> Iterator[JsonRecord]:
    """The records of a text, one after the other, broken ones left out.

    Args:
        text: JSON Lines, a list of records, one record, several one after the other, or an object that holds them.
        source: The file's name, for problems.
        problems: Gets what is broken.
        lists: Keys under which an outer object holds a list of records, or an object that has one of these keys.

    >>> [record for record in json_records('{"data": [{"a": 1}, {"a": 2}, {"a"', "x.json", [], lists=["data"])]
    [JsonRecord(number=1, value={'a': 1}), JsonRecord(number=2, value={'a': 2})]
    """
    if are_lines(text):
        return _lines(text, source, problems, lists)
    return _Walk(text, source, problems, lists).documents()


def first_objects(text: str, lists: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """The first few records that are objects, to tell a form; of a broken one what stands before the break.

    >>> list(first_objects('{"results": [{"id": "W1", "title": "Fine-tun', lists=["results"]))
    [{'id': 'W1'}]
    """
    start = _BLANK.match(text)
    if start is None or text[start.end() : start.end() + 1] not in ("{", "["):
        return
    walk = _Walk(text, "", [], lists, keeps_broken=True)
    looked_at = 0
    for _, value in walk.documents():
        if isinstance(value, dict):
            yield value
        looked_at += value is not None  # a service puts null for each thing that it does not have
        if looked_at > _FIRST:
            return


def are_lines(text: str) -> bool:
    """Whether records stand on lines of their own, without a list around them."""
    first, *others = [line.strip() for line in text.lstrip().split("\n", 5)[:5] if line.strip()] or [""]
    if not others or not first.startswith("{") or first[-1] in "[,:{":
        return False
    return others[0].startswith("{")


def _lines(text: str, source: str, problems: list[Problem], lists: Collection[str]) -> Iterator[JsonRecord]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        line = line.strip()
        try:
            value, end = _DECODER.raw_decode(line)
            if _may_be_unclean(line):
                value = _clean(value)
        except (ValueError, RecursionError) as error:
            problems.append(_broken(source, number, f"line {number:,}", line, error))
            continue
        if end < len(line) and line[end:] != ",":
            problems.append(_trailing(source, number, f"line {number:,}", line[end:]))
        for each in _held(value, lists):
            yield JsonRecord(number, each)


def _held(value: Any, lists: Collection[str]) -> list[Any]:
    """The records in a value that was read whole."""
    if isinstance(value, dict):
        for key in lists:
            inner = value.get(key)
            if isinstance(inner, list):
                return inner
            if isinstance(inner, dict):
                return _held(inner, lists)
    return [value]


@functools.lru_cache(1)
def _known_values(text: str) -> dict[int, tuple[Any, int]]:
    """The values of the last text by their places, so that all forms that are asked of it read them once."""
    return {}


class _Walk:
    """Goes through a text from record to record, so that one that is broken stops nothing."""

    def __init__(
        self, text: str, source: str, problems: list[Problem], lists: Collection[str], *, keeps_broken: bool = False
    ) -> None:
        self.text = text
        self.source = source
        self.problems = problems
        self.lists = lists
        self.keeps_broken = keeps_broken
        self.at = 0
        self.number = 0
        self.line = 1
        self.counted = 0
        self.ways_on: dict[str, re.Pattern[str]] | None = None
        self.known = _known_values(text) if keeps_broken else {}

    def documents(self) -> Iterator[JsonRecord]:
        """What stands in the text one after the other, mostly one list or object."""
        while (sign := self.sign()) != "":
            if sign == "[":
                yield from self.listed()
            elif sign == "{":
                yield from self.object(0)
            else:
                place = f"line {self.line_of(self.at):,}"
                self.problems.append(_trailing(self.source, max(1, self.number), place, self.text[self.at :]))
                self.go_to(_START, self.at + 1)

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
        start = self.at
        members: dict[str, Any] = {}
        holds = False
        try:
            for key in self.keys():
                sign = self.text[self.at : self.at + 1]
                if key in self.lists and sign in ("[", "{") and depth < _DEEPEST:
                    holds = True
                    yield from self.listed() if sign == "[" else self.object(depth + 1)
                else:
                    members[key], self.at = self.value()
        except (ValueError, RecursionError) as error:
            if holds and self.at >= len(self.text):
                return  # the end of the list told of it
            self.number += not holds
            yield from self.broken(start, error, {} if holds else members)
            if not self.gives_up():
                yield from self.after_break(start + 1, holds)
        else:
            if not holds:
                self.number += 1
                yield JsonRecord(self.number, members)

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
        """The next character that is neither blank nor a comma; empty at the end."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def value(self) -> tuple[Any, int]:
        """The value that is next, cleaned, and where it ends."""
        start = self.at
        if start in self.known:
            return self.known[start]
        value, end = _DECODER.raw_decode(self.text, start)
        if _ESCAPE.search(self.text, start, end) and _may_be_unclean(self.text[start:end]):
            value = _clean(value)
        if self.keeps_broken:
            self.known[start] = value, end
        return value, end

    def learn(self, start: int) -> dict[str, re.Pattern[str]]:
        """Notes how the first record begins, to find the next one behind a broken one."""
        if self.ways_on is not None:
            return self.ways_on
        self.ways_on = {}
        indent = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        if len(indent) < start and not indent.strip():
            self.ways_on["its line"] = re.compile(rf"(?<=\n{indent})[\[{{]")
        if keys := _TWO_KEYS.match(self.text, start):
            first, second = map(re.escape, keys.groups())
            value = r'(?:"[^"]{0,5000}"|[\w.+-]{1,40})'
            self.ways_on["its keys"] = re.compile(rf"\{{\s*{first}\s*:\s*{value}\s*,\s*{second}\s*:")
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


def _may_be_unclean(text: str) -> bool:
    """Whether an escape in JSON may stand for a character that no clean text has."""
    if _ESCAPE.search(text) is None:
        return False  # line ends, quotes and formulas only, the quick way
    _, *escapes = (text.replace("\\\\", "") if "\\\\" in text else text).split("\\")
    kinds = {escape[:1] for escape in escapes}
    codes = {escape[1:5] for escape in escapes if escape[:1] == "u"}
    return not kinds.isdisjoint("bfr") or not all(map(is_clean_character, codes))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(each) for key, each in value.items()}
    return value


def _broken(source: str, number: int, place: str, text: str, error: Exception) -> Problem:
    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    if isinstance(error, RecursionError):
        reason = "it is nested too deeply"
    message = f"{place}: this is broken JSON ({reason}); the record is left out. Is the file cut off?"
    return Problem(source, number, "broken-json", message, text[:MAX_EXCERPT])


def _trailing(source: str, number: int, place: str, text: str) -> Problem:
    message = f"{place}: what stands here behind the records is no JSON; it is left out"
    return Problem(source, number, "trailing-text", message, text[:MAX_EXCERPT])
