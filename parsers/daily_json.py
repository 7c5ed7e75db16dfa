"""The daily papers of a public site in JSON: a list of papers with votes, whole author lists and abstracts.

    [{"paper": {"id": "2404.09656", "authors": [{"name": "First Last"}], "title": …, "summary": …, "upvotes": 54}, …}]

The list may stand under `data`, its papers may be strings that are Python literals. The day is the one in the file's
name, else the one that the file or the paper says; when the paper was published is another date. Authors that the site
hides are authors all the same.
"""

import datetime
import re
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedDigest, Passage, Problem
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import read_day, read_published
from paperatlas.parsers.fields.names import clean_name
from paperatlas.parsers.json_records import CUT_LINES, JsonRecord, first_objects, json_records
from paperatlas.parsers.literals import Bare, Literal, MalformedLiteral, read_literal
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.service_answers import (
    count_of,
    distinct,
    distinct_authors,
    object_of,
    text_of,
    texts_of,
)

CUT = CUT_LINES
LISTS = ("data", "papers", "dailyPapers")
_HEAD = 5_000
_LITERAL = re.compile(r"\"\{\s*'(?:paper'\s*:\s*\{|id'\s*:)")
_OUTER_DATE = re.compile(r'\s*\{(?:[^\[\]{}]{0,2000},)?\s*"date"\s*:\s*"([^"]{1,40})"')
_CONSTANTS = {"None": None, "True": True, "False": False}
_VIDEOS = (".mp4", ".webm", ".mov")


def accepts(text: str) -> bool:
    """Whether a record holds a paper with the site's fields, or is the literal of one."""
    if text.lstrip()[:1] not in ("[", "{", '"'):
        return False
    if _LITERAL.search(text, 0, _HEAD):
        return True
    return any(_is_daily(record) for record in first_objects(text, LISTS))


def _is_daily(record: dict[str, Any]) -> bool:
    paper = record.get("paper")
    if isinstance(paper, dict):
        return "id" in paper
    return "id" in record and "upvotes" in record and ("publishedAt" in record or "submittedOnDailyAt" in record)


def parse(text: str, source: str) -> ParsedDigest:
    """Reads every paper."""
    problems: list[Problem] = []
    outer = _OUTER_DATE.match(text)
    day = day_of_file(source) or (read_day(outer[1]) if outer else None)
    papers = []
    for record in json_records(text, source, problems, LISTS):
        value = _object(record, source, problems)
        if value is None:
            continue
        paper = _paper(value, record.number, source, day)
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            message = f"record {record.number:,} has neither an id that is one nor a title; it is left out"
            problems.append(Problem(source, record.number, "no-paper", message, repr(record.value)[:200]))
    return with_missing(papers, problems, source)


def _object(record: JsonRecord, source: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The object that a record is, or that the literal in it is."""
    number, value = record
    if isinstance(value, str):
        try:
            value = _value(read_literal(value))
        except MalformedLiteral as error:
            message = f"record {number:,}: a malformed Python literal ({error}); the record is left out"
            problems.append(Problem(source, number, "malformed-literal", message, record.value[:200]))
            return None
    return value if isinstance(value, dict) else {}


def _value(literal: Literal) -> Any:
    """A literal with its numbers and constants."""
    if isinstance(literal, Bare):
        if literal in _CONSTANTS:
            return _CONSTANTS[literal]
        return int(literal) if literal.isdecimal() and len(literal) < 20 else str(literal)
    if isinstance(literal, list):
        return [_value(each) for each in literal]
    if isinstance(literal, dict):
        return {key: _value(each) for key, each in literal.items()}
    return literal


def _paper(record: dict[str, Any], number: int, source: str, day: datetime.date | None) -> PaperRecord:
    paper = object_of(record.get("paper")) or record
    authors = _authors(paper.get("authors"))
    found = recognised(text_of(paper.get("id")))
    media = distinct(web_address(each) for each in texts_of(record.get("mediaUrls") or paper.get("mediaUrls")))
    videos = [each for each in media if each.lower().endswith(_VIDEOS)]
    links = (web_address(text_of(paper.get(key))) for key in ("githubRepo", "projectPage"))
    return PaperRecord(
        ids=(found,) if found else (),
        title=text_of(paper.get("title")) or text_of(record.get("title")),
        day=day or _day(paper) or _day(record),
        published=_published(paper, record),
        votes=_votes(paper.get("upvotes"), record.get("upvotes")),
        authors=authors,
        authors_complete=True if authors else None,
        passages=_passages(paper, record, number),
        keywords=distinct(texts_of(paper.get("ai_keywords"))),
        links=distinct((*links, *media)),
        image=web_address(text_of(record.get("thumbnail")) or text_of(paper.get("thumbnail"))),
        video=videos[0] if videos else None,
        source=source,
        line=number,
    )


def _authors(value: Any) -> tuple[AuthorRecord, ...]:
    names = value if isinstance(value, list) else []
    return distinct_authors(
        AuthorRecord(clean_name(text_of(object_of(each).get("name")) or text_of(each))) for each in names
    )


def _day(value: dict[str, Any]) -> datetime.date | None:
    return read_day(text_of(value.get("submittedOnDailyAt")))


def _published(*values: dict[str, Any]) -> str | None:
    dates = (read_published(text_of(each.get("publishedAt"))) for each in values)
    return next(filter(None, dates), None)


def _votes(*values: Any) -> int | None:
    for value in values:
        votes = read_count(value) if isinstance(value, str) else count_of(value)
        if votes is not None:
            return votes
    return None


def _passages(paper: dict[str, Any], record: dict[str, Any], number: int) -> tuple[Passage, ...]:
    """The abstract, and the site's summary of it."""
    abstract = paper.get("summary") or record.get("summary")
    generated = paper.get("ai_summary")
    return (
        *(sentences(abstract, number) if isinstance(abstract, str) else ()),
        *(sentences(generated, number, "AI summary") if isinstance(generated, str) else ()),
    )
