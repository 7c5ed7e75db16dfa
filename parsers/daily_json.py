"""The papers of a day as a site's interface gives them in JSON: a list, a list in `data`, or a list of Python literals.

The day is that of the file's name, else the one that the file gives in `date`, else the one on which the paper was
submitted to the list; `publishedAt` is the paper's own date.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.fields.names import clean_name
from paperatlas.parsers.json_records import JsonRecord, first_objects, json_records
from paperatlas.parsers.literals import Bare, MalformedLiteral, read_literal
from paperatlas.parsers.service_answers import (
    count_of,
    distinct,
    distinct_authors,
    iso_date,
    object_of,
    objects_of,
    papers_of,
    text_of,
    texts_of,
)

_OWN_KEYS = frozenset({"upvotes", "submittedOnDailyAt", "discussionId", "ai_keywords"})
LISTS = ("data", "papers", "dailyPapers")
_ADDRESS = "https://arxiv.org/abs/"
_HEAD = 3_000
_OUTER_DATE = re.compile(r'\s*\{(?:[^\[\]{}]{0,2000},)?\s*"date"\s*:\s*"([^"]{1,40})"')
_WORDS = {"None": None, "True": True, "False": False, "null": None, "true": True, "false": False}


def accepts(text: str) -> bool:
    """Whether the records are papers with votes of a site, or literals of such."""
    head = text[:_HEAD]
    if "'paper'" in head and "'authors'" in head:
        return True
    return any(
        (_OWN_KEYS & _paper_of(each).keys() and ("paper" in each or {"id", "paperId"} & each.keys()))
        or ("numComments" in each and "paper" in each)
        for each in first_objects(text, LISTS)
    )


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper."""
    problems: list[Problem] = []
    outer = _OUTER_DATE.match(text)
    day = read_day(PurePath(source).name) or (read_day(outer[1]) if outer else None)
    records = _unquoted(json_records(text, source, problems, LISTS), source, problems)

    def read(record: dict[str, Any], number: int) -> PaperRecord:
        paper = _paper_of(record)
        number_of_arxiv = text_of(paper.get("id")) or text_of(paper.get("paperId"))
        each = paper_id("arxiv", number_of_arxiv)
        authors = distinct_authors(
            AuthorRecord(clean_name(text_of(author.get("name")))) for author in objects_of(paper.get("authors"))
        )
        listed = text_of(paper.get("submittedOnDailyAt")) or text_of(record.get("submittedOnDailyAt"))
        media = [web_address(text) for text in texts_of(paper.get("mediaUrls") or record.get("mediaUrls"))]
        return PaperRecord(
            ids=(each,) if each else (),
            title=text_of(paper.get("title")) or text_of(record.get("title")),
            url=_ADDRESS + each.partition(":")[2] if each else "",
            day=day or read_day(listed),
            published=iso_date(paper.get("publishedAt")) or iso_date(record.get("publishedAt")),
            votes=read_count(printed) if (printed := text_of(paper.get("upvotes"))) else count_of(paper.get("upvotes")),
            authors=authors,
            authors_complete=True if authors else None,
            passages=_passages(paper, record, number),
            keywords=distinct(texts_of(paper.get("ai_keywords"))),
            links=distinct(web_address(text_of(paper.get(key))) for key in ("githubRepo", "projectPage")),
            image=web_address(text_of(record.get("thumbnail"))),
            video=next((each for each in media if each and each.lower().endswith((".mp4", ".mov", ".webm"))), None),
            trust=Trust.SERVICE,
            source=source,
            line=number,
        )

    return papers_of(records, read, source, problems)


def _passages(paper: dict[str, Any], record: dict[str, Any], number: int) -> tuple[Passage, ...]:
    """The abstract; without one the summary that the site has a model write, which else says the same once more."""
    if abstract := text_of(paper.get("summary")) or text_of(record.get("summary")):
        return sentences(abstract, number)
    return sentences(text_of(paper.get("ai_summary")) or text_of(record.get("ai_summary")), number, "TLDR")


def _paper_of(record: dict[str, Any]) -> dict[str, Any]:
    return object_of(record.get("paper")) or record


def _unquoted(records: Iterator[JsonRecord], source: str, problems: list[Problem]) -> Iterator[JsonRecord]:
    """The records, those that are literals of Python in quotes among them."""
    for number, value in records:
        if not isinstance(value, str):
            yield JsonRecord(number, value)
            continue
        try:
            yield JsonRecord(number, _plain(read_literal(value.strip())))
        except MalformedLiteral as error:
            message = f"record {number:,}: this is no Python literal ({error}); it is left out"
            problems.append(Problem(source, number, "malformed-literal", message, value[:200]))


def _plain(value: Any) -> Any:
    """A literal as JSON has it: numbers and words without quotes are no strings."""
    if isinstance(value, Bare):
        if value in _WORDS:
            return _WORDS[value]
        return int(value) if value.isascii() and value.isdecimal() else str(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value
