"""The papers of a day as a site's interface gives them in JSON: a list, a list in `data`, or a list of Python literals.

The day is that of the file's name, else the one that the file gives in `date`, else the one on which the paper was
submitted to the list; `publishedAt` is the paper's own date.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id
from paperatlas.graph.records import PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.json_authors import authors_in
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.literals import Bare, MalformedLiteral, read_literal
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import (
    count_of,
    distinct,
    iso_date,
    object_of,
    papers_of,
    text_of,
    texts_of,
)

_OWN_KEYS = frozenset({"upvotes", "submittedOnDailyAt", "discussionId", "ai_keywords"})
CUT = cut_json
LISTS = frozenset({"data", "papers", "dailyPapers"})
_ADDRESS = "https://arxiv.org/abs/"
_HEAD = 3_000
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp)(?:\?|$)", re.IGNORECASE)
_VIDEO = re.compile(r"\.(?:mp4|mov|webm)(?:\?|$)", re.IGNORECASE)
_WORDS = {"None": None, "True": True, "False": False, "null": None, "true": True, "false": False}


def accepts(text: str) -> bool:
    """Whether the records are papers with votes of a site, or literals of such."""
    head = text[:_HEAD]
    if "'paper'" in head and "'authors'" in head:
        return True
    return any(map(is_record, first_objects(text, LISTS)))


def is_record(value: Any) -> bool:
    """Whether it is a paper with votes of a site, or a literal of one."""
    if isinstance(value, str):
        return "'paper'" in value and "'authors'" in value
    if not isinstance(value, dict):
        return False
    if "paper" in value:
        return "numComments" in value or not _OWN_KEYS.isdisjoint(_paper_of(value))
    return ("id" in value or "paperId" in value) and not _OWN_KEYS.isdisjoint(value)


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper."""
    return parse_json("daily-json", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    day = read_day(PurePath(source).name)

    def read(record: dict[str, Any], number: int) -> PaperRecord:
        paper = _paper_of(record)
        number_of_arxiv = text_of(paper.get("id")) or text_of(paper.get("paperId"))
        each = paper_id("arxiv", number_of_arxiv)
        authors, complete = authors_in(paper.get("authors"))
        listed = text_of(paper.get("submittedOnDailyAt")) or text_of(record.get("submittedOnDailyAt"))
        media = _media(paper, record)
        return PaperRecord(
            ids=(each,) if each else (),
            title=text_of(paper.get("title")) or text_of(record.get("title")),
            url=_ADDRESS + each.partition(":")[2] if each else "",
            day=day or read_day(listed),
            published=iso_date(paper.get("publishedAt")) or iso_date(record.get("publishedAt")),
            votes=read_count(printed) if (printed := text_of(paper.get("upvotes"))) else count_of(paper.get("upvotes")),
            authors=authors,
            authors_complete=complete,
            passages=_passages(paper, record, number),
            keywords=distinct(texts_of(paper.get("ai_keywords"))),
            links=distinct(web_address(text_of(paper.get(key))) for key in ("githubRepo", "projectPage")),
            image=web_address(text_of(record.get("thumbnail"))) or next(filter(_IMAGE.search, media), None),
            video=next(filter(_VIDEO.search, media), None),
            trust=Trust.SERVICE,
            source=source,
            line=number,
        )

    if day is None:
        records = (record._replace(day=record.day or record.date) for record in records)
    return papers_of(_unquoted(records, source, problems), read, source, problems)


def _media(paper: dict[str, Any], record: dict[str, Any]) -> tuple[str, ...]:
    """Addresses of pictures and videos; days of 2024 name one, later ones several."""
    listed = (text for each in (paper, record) for key in ("mediaUrls", "mediaUrl") for text in texts_of(each.get(key)))
    return distinct(map(web_address, listed))


def _passages(paper: dict[str, Any], record: dict[str, Any], number: int) -> tuple[Passage, ...]:
    """The abstract; without one the summary that the site has a model write, which else says the same once more."""
    if abstract := text_of(paper.get("summary")) or text_of(record.get("summary")):
        return sentences(abstract, number)
    return sentences(text_of(paper.get("ai_summary")) or text_of(record.get("ai_summary")), number, "TLDR")


def _paper_of(record: dict[str, Any]) -> dict[str, Any]:
    return object_of(record.get("paper")) or record


def _unquoted(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> Iterator[JsonRecord]:
    """The records, those that are literals of Python in quotes among them."""
    for record in records:
        number, value = record.number, record.value
        if not isinstance(value, str):
            yield record
            continue
        try:
            yield record._replace(value=_plain(read_literal(value.strip())))
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
