"""paperatlas's own form: JSON Lines, a record a line with the fields of `PaperRecord`.

It carries records that were made in Python, by `paperatlas.build(records=…)`, and takes those of any other program.
"""

import dataclasses
import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.base.errors import UsageError
from paperatlas.graph.calendar import is_date
from paperatlas.graph.citation_keys import citation_key
from paperatlas.graph.details import DETAILS, ENTRY, ENTRY_NAME, OF_BIBTEX, OTHER_KEYS
from paperatlas.graph.identifiers import PERSON_SCHEMES, person_id, recognised
from paperatlas.graph.records import AuthorRecord, Detail, PaperRecord, ParsedFile, Passage, Problem, ReferenceId, Trust
from paperatlas.graph.work_types import WORK_TYPES
from paperatlas.parsers.fields.details import details_of
from paperatlas.parsers.fields.names import is_name
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import count_of, distinct, distinct_authors, object_of, text_of, texts_of

CUT = cut_json
LISTS: frozenset[str] = frozenset()
FORM = "paperatlas"
_PARTS = {"authors": AuthorRecord, "passages": Passage, "reference_ids": ReferenceId, "details": Detail}
_TEXTS = ("title", "url", "published", "venue", "work_type", "citation_key", "image", "video")
_LISTS = ("ids", "keywords", "references", "links")
_COUNTS = ("votes", "citations", "trust")
_FLAGS = ("authors_complete", "authors_in_order")
_START = f'{{"{FORM}": 1, '


def record_lines(records: Iterable[PaperRecord]) -> Iterator[str]:
    """The lines that `parse` reads back.

    Raises:
        UsageError: One is no record, or holds what JSON can't.
    """
    for number, record in enumerate(records, start=1):
        if not isinstance(record, PaperRecord):
            raise UsageError(f"records[{number - 1}] is a {type(record).__name__}, not a paperatlas.PaperRecord")
        _check(record, f"records[{number - 1}]")
        values = {key: value for key, value in dataclasses.asdict(record).items() if value not in (None, "", ())}
        values |= {name: [each._asdict() for each in getattr(record, name)] for name in _PARTS}
        try:
            text = json.dumps(values | {"line": number}, ensure_ascii=False, default=_written)
        except (TypeError, ValueError, AttributeError) as error:
            raise UsageError(f"records[{number - 1}] can't be written: {error}") from error
        yield f"{_START}{text[1:]}\n"


def accepts(text: str) -> bool:
    """Whether there is a record that says so."""
    return text.lstrip().startswith(_START.rstrip(" 1,")) or any(map(is_record, first_objects(text)))


def is_record(value: Any) -> bool:
    """Whether it says so itself."""
    return isinstance(value, dict) and isinstance(value.get(FORM), int)


def parse(text: str, source: str) -> ParsedFile:
    """Reads every record; what of one is not as it should be is left out and told."""
    return parse_json("records", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    papers = []
    for record in records:
        reader = _RecordReader(object_of(record.value), source, record.number, problems)
        paper = reader.paper()
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            reader.problem("no-paper", "a record without an id that is one and without a title; it is left out")
    return ParsedFile(tuple(papers), tuple(sorted(problems)))


def _check(record: PaperRecord, place: str) -> None:
    """That a record holds what its fields are declared to hold.

    Raises:
        UsageError: One holds something else.
    """
    kinds: dict[str, type] = dict.fromkeys(_TEXTS, str) | dict.fromkeys(_COUNTS, int) | dict.fromkeys(_FLAGS, bool)
    for name, kind in (kinds | {"day": datetime.date}).items():
        value = getattr(record, name)
        is_of_kind = isinstance(value, kind) and (kind is bool or not isinstance(value, bool | datetime.datetime))
        if value is not None and not is_of_kind:
            raise UsageError(f"{place}.{name} must be {kind.__name__}, not {type(value).__name__}: {value!r:.100}")
    kinds = dict.fromkeys(_LISTS, str) | _PARTS
    for name, kind in kinds.items():
        values = getattr(record, name)
        if isinstance(values, str) or not isinstance(values, Sequence):
            what = f"must be a tuple of {kind.__name__}, not {type(values).__name__}"
            raise UsageError(f"{place}.{name} {what}: {values!r:.100}")
        for at, each in enumerate(values):
            if not isinstance(each, kind):
                what = f"must be {kind.__name__}, not {type(each).__name__}: {each!r:.100}"
                raise UsageError(f"{place}.{name}[{at}] {what}")


def _written(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a record")


class _RecordReader:
    def __init__(self, record: dict[str, Any], source: str, line: int, problems: list[Problem]) -> None:
        self.record = record
        self.source = source
        self.line = line
        self.problems = problems

    def problem(self, code: str, message: str, raw: object = "") -> None:
        self.problems.append(Problem(self.source, self.line, code, message, str(raw)[:200]))

    def paper(self) -> PaperRecord:
        self.tell_what_is_lost()
        record = self.record
        authors = distinct_authors(map(self.author, _listed(record.get("authors"))))
        complete = record.get("authors_complete")
        return PaperRecord(
            ids=self.ids("ids"),
            title=text_of(record.get("title")),
            url=web_address(text_of(record.get("url"))) or "",
            day=self.day(),
            published=self.published(),
            votes=count_of(record.get("votes")),
            authors=authors,
            authors_complete=complete if isinstance(complete, bool) else None,
            authors_in_order=record.get("authors_in_order") is not False,
            passages=tuple(self.passages()),
            keywords=distinct(texts_of(record.get("keywords"))),
            venue=text_of(record.get("venue")) or None,
            work_type=(work_type := self.work_type()),
            citation_key=self.citation_key(),
            details=self.details(work_type),
            references=self.ids("references"),
            reference_ids=tuple(self.reference_ids()),
            citations=count_of(record.get("citations")),
            links=distinct(map(web_address, texts_of(record.get("links")))),
            image=web_address(text_of(record.get("image"))),
            video=web_address(text_of(record.get("video"))),
            trust=trust if (trust := record.get("trust")) in list(Trust) else Trust.LIST,
            source=self.source,
            line=self.line,
        )

    def work_type(self) -> str | None:
        text = text_of(self.record.get("work_type"))
        if text and text not in WORK_TYPES:
            self.problem("unreadable-type", f"work_type is one of {', '.join(WORK_TYPES)}; it is left out", text)
            return None
        return text or None

    def citation_key(self) -> str | None:
        text = text_of(self.record.get("citation_key"))
        key = citation_key(text) if text else None
        if text and key is None:
            self.problem("unreadable-key", "citation_key has no blanks, commas or braces; it is left out", text)
        return key

    def details(self, work_type: str | None) -> tuple[Detail, ...]:
        found = []
        for value in _listed(self.record.get("details")):
            parts = object_of(value)
            name, text = text_of(parts.get("name")), text_of(parts.get("value"))
            if name == OTHER_KEYS:
                text = ",".join(filter(None, map(citation_key, text.split(","))))
            if name in (*DETAILS, *OF_BIBTEX) and text and (name != ENTRY or ENTRY_NAME.fullmatch(text)):
                found.append((name, text))
            else:
                self.problem("unreadable-value", f"details have a value and a name of {', '.join(DETAILS)}", value)
        return details_of(found, work_type)

    def tell_what_is_lost(self) -> None:
        """A problem for each field that holds something else than it should."""
        wanted = {
            "a text": [name for name in _TEXTS if not isinstance(self.record.get(name), str)],
            "a whole number from 0 on": [name for name in _COUNTS if count_of(self.record.get(name)) is None],
            "true or false": [name for name in _FLAGS if not isinstance(self.record.get(name), bool)],
            "a list": [name for name in (*_LISTS, *_PARTS) if not isinstance(self.record.get(name), list | str)],
            "an http(s) address": [name for name in ("url", "image", "video") if self.has_no_address(name)],
        }
        for what, names in wanted.items():
            for name in names:
                value = self.record.get(name)
                if value not in (None, ""):
                    self.problem("unreadable-value", f"{name} is {what}; what stands there is left out", repr(value))

    def has_no_address(self, name: str) -> bool:
        value = self.record.get(name)
        return isinstance(value, str) and web_address(text_of(value)) is None

    def ids(self, name: str) -> tuple[str, ...]:
        found = []
        for text in texts_of(self.record.get(name)):
            each = recognised(text)
            if each is None:
                self.problem("unreadable-id", f"{name}: this is no id of a paper; it is left out", text)
            found.append(each)
        return distinct(found)

    def reference_ids(self) -> Iterator[ReferenceId]:
        for value in _listed(self.record.get("reference_ids")):
            parts = object_of(value)
            one, other = (recognised(text_of(parts.get(name))) for name in ("reference", "id"))
            if one and other:
                yield ReferenceId(one, other)
            else:
                self.problem("unreadable-id", "reference_ids: these are no two ids of a paper; left out", value)

    def day(self) -> datetime.date | None:
        text = text_of(self.record.get("day"))
        if text and not (len(text) == 10 and is_date(text)):
            self.problem("unreadable-day", "this is no day of the calendar (YYYY-MM-DD); it is left out", text)
            return None
        return datetime.date.fromisoformat(text) if text else None

    def published(self) -> str | None:
        text = text_of(self.record.get("published"))
        if text and not is_date(text):
            self.problem("unreadable-date", "published is a year, a month or a day (2024-04); it is left out", text)
            return None
        return text or None

    def author(self, value: Any) -> AuthorRecord:
        parts = {"name": value} if isinstance(value, str) else object_of(value)
        if not is_name(name := text_of(parts.get("name"))):
            self.problem("unreadable-author", "an author's name has letters; this one is left out", value)
        ids = []
        for text in texts_of(parts.get("ids")):
            scheme, _, rest = text.partition(":")
            each = person_id(scheme, rest) if scheme in PERSON_SCHEMES else None
            if each is None:
                self.problem("unreadable-id", "this is no id of a person; it is left out", text)
            ids.append(each)
        family = text_of(parts.get("family"))
        if family and family not in name:
            self.problem("unreadable-author", "an author's family name is part of the name; it is left out", family)
            family = ""
        return AuthorRecord(name, distinct(ids), distinct(texts_of(parts.get("affiliations"))), family or None)

    def passages(self) -> Iterator[Passage]:
        for value in _listed(self.record.get("passages")):
            parts = object_of(value) or {"text": value}
            if text := text_of(parts.get("text")):
                yield Passage(text_of(parts.get("section")), text, self.line)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
