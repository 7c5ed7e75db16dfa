"""paperatlas's own form: JSON Lines, a record a line with the fields of `PaperRecord`.

It carries records that were made in Python, by `paperatlas.build(records=…)`, and takes those of any other program.
"""

import dataclasses
import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.base.errors import UsageError
from paperatlas.graph.calendar import is_date
from paperatlas.graph.identifiers import PERSON_SCHEMES, person_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.parsers.fields.names import has_letters
from paperatlas.parsers.json_records import CUT_LINES, json_records
from paperatlas.parsers.service_answers import count_of, distinct, distinct_authors, object_of, text_of, texts_of

CUT = CUT_LINES
FORM = "paperatlas"
_START = f'{{"{FORM}": 1, '


def record_lines(records: Iterable[PaperRecord]) -> Iterator[str]:
    """The lines that `parse` reads back.

    Raises:
        UsageError: One is no record, or holds what JSON can't.
    """
    for number, record in enumerate(records, start=1):
        if not isinstance(record, PaperRecord):
            raise UsageError(f"records[{number - 1}] is a {type(record).__name__}, not a paperatlas.PaperRecord")
        values = {key: value for key, value in dataclasses.asdict(record).items() if value not in (None, "", ())}
        values |= {name: [each._asdict() for each in getattr(record, name)] for name in ("authors", "passages")}
        try:
            text = json.dumps(values | {"line": number}, ensure_ascii=False, default=_written)
        except (TypeError, ValueError, AttributeError) as error:
            raise UsageError(f"records[{number - 1}] can't be written: {error}") from error
        yield f"{_START}{text[1:]}\n"


def accepts(text: str) -> bool:
    """Whether the first line says that it is a record."""
    return text.lstrip().startswith(_START.rstrip(" 1,"))


def parse(text: str, source: str) -> ParsedFile:
    """Reads every record; what of one is not as it should be is left out and told."""
    problems: list[Problem] = []
    papers = []
    for line, value in json_records(text, source, problems):
        reader = _RecordReader(object_of(value), source, line, problems)
        paper = reader.paper()
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            reader.problem("no-paper", "a record without an id that is one and without a title; it is left out")
    return ParsedFile(tuple(papers), tuple(sorted(problems)))


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
            references=self.ids("references"),
            citations=count_of(record.get("citations")),
            links=distinct(map(web_address, texts_of(record.get("links")))),
            image=web_address(text_of(record.get("image"))),
            video=web_address(text_of(record.get("video"))),
            trust=trust if (trust := record.get("trust")) in list(Trust) else Trust.LIST,
            source=self.source,
            line=self.line,
        )

    def ids(self, name: str) -> tuple[str, ...]:
        found = []
        for text in texts_of(self.record.get(name)):
            each = recognised(text)
            if each is None:
                self.problem("unreadable-id", f"{name}: this is no id of a paper; it is left out", text)
            found.append(each)
        return distinct(found)

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
        if not has_letters(name := text_of(parts.get("name"))):
            self.problem("unreadable-author", "an author's name has letters; this one is left out", value)
        ids = []
        for text in texts_of(parts.get("ids")):
            scheme, _, rest = text.partition(":")
            each = person_id(scheme, rest) if scheme in PERSON_SCHEMES else None
            if each is None:
                self.problem("unreadable-id", "this is no id of a person; it is left out", text)
            ids.append(each)
        return AuthorRecord(name, distinct(ids), distinct(texts_of(parts.get("affiliations"))))

    def passages(self) -> Iterator[Passage]:
        for value in _listed(self.record.get("passages")):
            parts = object_of(value) or {"text": value}
            if text := text_of(parts.get("text")):
                yield Passage(text_of(parts.get("section")), text, self.line)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
