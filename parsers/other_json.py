"""Papers in JSON of no known form: objects, however nested, that have a title and the id or the address of a paper.

One without an id is a paper if it has authors and a date, a venue or an abstract; among others in a list, less will do.
What a paper's fields may be called, `paperatlas.parsers.json_papers` knows. A row of a table in Markdown as a string is
a paper too. Keys around papers that are written for people are their topics, and one that is an id is its paper's.
"""

import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from paperatlas.graph.identifiers import recognised
from paperatlas.graph.records import PaperRecord, ParsedFile, Problem
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.fields.doubted_lists import with_doubts
from paperatlas.parsers.fields.topics import topic_of
from paperatlas.parsers.json_authors import folded
from paperatlas.parsers.json_cutting import closed, cut_json
from paperatlas.parsers.json_papers import AUTHORS, Around, PaperFields, folded_values
from paperatlas.parsers.json_records import MAX_EXCERPT, JsonRecord, are_lines, date_in, first_objects, json_records
from paperatlas.parsers.json_values import value_of
from paperatlas.parsers.lenient_json import LENIENT, begin, first_sign, mended, told
from paperatlas.parsers.markdown_table import guessed_row
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.mixed_json import Others
from paperatlas.parsers.service_answers import distinct
from paperatlas.parsers.table_papers import paper_of
from paperatlas.parsers.unread import told_up_to, unread

CUT = cut_json
MAX_DEPTH = 30
_LIST_KEY = re.compile(r'"([^"\\]{1,60})"\s*:\s*\[\s*[{"]')
_CUT_OFF = "cut-off"
_NO_ID = re.compile(r"[^\d/]*")
_DAY_KEY = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}")


def accepts(text: str) -> bool:
    """Whether there is an object that is a paper by itself."""
    if first_sign(text) not in ("[", "{"):
        return False
    lists = _lists(text)
    if any(_has_paper(record) for record in first_objects(text, frozenset(lists))):
        return True
    return any(_has_paper(value) for value in _whole(text)[0])


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper that is found."""
    problems: list[Problem] = []
    others = Others(source)
    day = day_of_file(source)
    values, fault = _whole(text)
    walk = Walk(source, others.claim)
    for value in values:
        walk.read(JsonRecord(1, value, day=day))
    if walk.found and fault == LENIENT:
        problems.append(told(source, 1, 1, text[:MAX_EXCERPT]))
    if walk.found and fault == _CUT_OFF:
        message = f"this file is cut off behind paper {walk.found:,}; what it began last is left out"
        problems.append(Problem(source, walk.found, _CUT_OFF, message, text[-MAX_EXCERPT:]))
    if not walk.found:
        walk = Walk(source, others.claim, counts=not are_lines(text))
        for record in json_records(text, source, problems, frozenset(_lists(text))):
            walk.read(record._replace(day=day), is_listed=True)
    papers, doubts = with_doubts(walk.papers, source)
    return others.beside(
        with_missing(papers, [*problems, *walk.problems, *told_up_to(walk.unread), *doubts], source), "other-json"
    )


@functools.lru_cache(1)  # the form is told by it first
def _whole(text: str) -> tuple[list[Any], str]:
    """The text's value where it is one object, and what is wrong; everything else is read record by record."""
    if first_sign(text) != "{" or are_lines(text):
        return [], ""
    for fault, plain in (("", _as_it_is), (LENIENT, _mended), (_CUT_OFF, _closed)):
        try:
            if kept := plain(text):
                return [value_of(kept)], fault
        except (ValueError, RecursionError):
            continue
    return [], ""


def _as_it_is(text: str) -> str:
    return text


def _mended(text: str) -> str | None:
    """Without comments and commas that are too many, where nothing but comments stands around the object."""
    start = begin(text)
    plain = mended(text, start) or (text[start:], len(text))
    return plain[0] if first_sign(text[plain[1] :]) == "" else None


def _closed(text: str) -> str | None:
    return closed(text, has_texts='"|' in text)


def _lists(text: str) -> tuple[str, ...]:
    """The keys of lists, where the text is an object: in one of them its records are."""
    if first_sign(text) != "{" or are_lines(text):
        return ()
    keys = dict.fromkeys(found[1] for found in _LIST_KEY.finditer(text, 0, 100_000))
    return tuple(key for key in keys if folded(key) not in AUTHORS)


def _has_paper(value: Any) -> bool:
    walk = Walk("", Others("").claim)
    walk.read(JsonRecord(1, value))
    return walk.found > 0


class Walk:
    """Goes through values, however nested, for their papers.

    Attributes:
        papers: That were found.
        problems: Of things among papers that are none.
        unread: Ids and dates of papers that can't be read.
        found: How many papers there are, with those that a form took as its own.
    """

    def __init__(
        self, source: str, claim: Callable[[JsonRecord], bool], *, counts: bool = True, needs_id: bool = False
    ) -> None:
        """Sets the walk up.

        Args:
            source: The file.
            claim: Takes what is a record of a form, if it is one.
            counts: Whether papers are numbered, from the number of the first record on; else all have their record's.
            needs_id: Whether only what has a title and an id is a paper.
        """
        self.source = source
        self.claim = claim
        self.counts = counts
        self.needs_id = needs_id
        self.papers: list[PaperRecord] = []
        self.problems: list[Problem] = []
        self.unread: list[Problem] = []
        self.found = 0
        self.more = 0  # so many more papers are held by the records before than these are

    def read(self, record: JsonRecord, *, is_listed: bool = False) -> None:
        """Reads a record.

        Args:
            record: It, with the day and the topics that it stands under.
            is_listed: Whether it is among papers.
        """
        before = self.found
        self.number = record.number + self.more
        self._value(record, "", 0, is_listed=is_listed)
        if self.counts:
            self.more += max(0, self.found - before - 1)

    def _value(self, around: JsonRecord, key: str, depth: int, *, is_listed: bool) -> None:
        value = around.value
        if isinstance(value, dict):
            self._object(value, around, key, depth, is_listed=is_listed)
        elif isinstance(value, list) and depth < MAX_DEPTH:
            some = any(self._is_paper(each) for each in value)
            for each in value:
                self._value(around._replace(value=each), "", depth + 1, is_listed=some)
        elif isinstance(value, str) and value.startswith("|") and (row := guessed_row(value, self.number)):
            self._take(paper_of(row, around.day, self.source), around.topics)

    def _object(self, value: dict[str, Any], around: JsonRecord, key: str, depth: int, *, is_listed: bool) -> None:
        if self.claim(around._replace(number=self.number)):
            self._count()
            return
        fields = PaperFields(folded_values(value), recognised(key) if _may_be_id(key) else None)
        around = around._replace(day=around.day or fields.said_day())
        is_listed = is_listed or fields.key is not None
        if fields.is_paper(is_listed=is_listed, needs_id=self.needs_id):
            paper = fields.paper(Around(self.number, self.source, around.day))
            self.unread.extend(unread(fields.values, paper))
            self._take(paper, around.topics)
            return
        before = self.found
        if depth < MAX_DEPTH:
            around = around._replace(date=date_in(value) or around.date)
            for name, inner in value.items():
                if isinstance(inner, dict | list | str):
                    self._value(_under(name, inner, around), name, depth + 1, is_listed=False)
        if is_listed and not self.needs_id and self.found == before:
            has = "no more than a title" if fields.title else "neither an id that is one nor a title"
            message = f"what is at {self.number:,} among the papers has {has}; it is left out"
            self.problems.append(Problem(self.source, self.number, "no-paper", message, repr(value)[:MAX_EXCERPT]))

    def _is_paper(self, value: Any) -> bool:
        return isinstance(value, dict) and PaperFields(folded_values(value)).is_paper(needs_id=self.needs_id)

    def _take(self, paper: PaperRecord, topics: tuple[str, ...]) -> None:
        self.papers.append(replace(paper, keywords=distinct([*paper.keywords, *topics])) if topics else paper)
        self._count()

    def _count(self) -> None:
        self.found += 1
        self.number += self.counts


def _under(key: str, value: Any, around: JsonRecord) -> JsonRecord:
    return around._replace(value=value, day=_day_key(key) or around.day, topics=(*_topics(key), *around.topics))


def _day_key(key: str) -> datetime.date | None:
    """The day that the papers under a key are of."""
    return read_day(key) if _DAY_KEY.fullmatch(key) else None


def _may_be_id(key: str) -> bool:
    return not _NO_ID.fullmatch(key)


@functools.lru_cache(1 << 12)
def _topics(key: str) -> tuple[str, ...]:
    """The topic that a key is, if people are to read it: it has blanks, a capital first, or letters of no program."""
    is_for_people = " " in key.strip() or key[:1].isupper() or not key.isascii()
    if not is_for_people or recognised(key):
        return ()
    topic = topic_of(key)
    return (topic,) if topic else ()
