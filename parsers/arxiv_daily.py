"""The new papers of a day on arXiv as JSON Lines, a paper a line; some with a summary that a model wrote.

The list is that of the day in the file's name.
"""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import best_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_day, read_published
from paperatlas.parsers.fields.names import clean_name
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import (
    addresses_in,
    distinct_authors,
    object_of,
    one_of_each_scheme,
    papers_of,
    text_of,
    texts_of,
)

CUT = cut_json
LISTS: frozenset[str] = frozenset()
_OWN_KEYS = frozenset({"id", "title", "summary", "categories"})
_GENERATED = ("tldr", "motivation", "method", "result", "conclusion")


def accepts(text: str) -> bool:
    """Whether there is a paper of such a list."""
    return any(map(is_record, first_objects(text)))


def is_record(value: Any) -> bool:
    """Whether it has an id, categories and an abstract under the names of this form."""
    return isinstance(value, dict) and value.keys() >= _OWN_KEYS and isinstance(value.get("authors"), list)


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper; one that is listed twice, under two categories, is two listings."""
    return parse_json("arxiv-daily", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    day = read_day(PurePath(source).name)

    def read(record: dict[str, Any], number: int) -> PaperRecord:
        addresses = [text_of(record.get(key)) for key in ("abs", "pdf", "url")]
        ids = one_of_each_scheme(recognised(each) for each in (text_of(record.get("id")), *addresses) if each)
        authors = distinct_authors(AuthorRecord(clean_name(name)) for name in texts_of(record.get("authors")))
        generated = object_of(record.get("AI"))
        passages = [
            Passage(part, text, number)
            for part in _GENERATED
            if (text := text_of(generated.get(part))) not in ("", "None")
        ]
        return PaperRecord(
            ids=ids,
            title=text_of(record.get("title")),
            url=next((each for each in map(web_address, addresses) if each), "") if best_id(ids) else "",
            day=day,
            published=read_published(text_of(record.get("published")) or text_of(record.get("date"))),
            authors=authors,
            authors_complete=True if authors else None,
            passages=(*sentences(text_of(record.get("summary")), number), *passages),
            links=addresses_in(text_of(record.get("comment"))),
            work_type="article",
            trust=Trust.SERVICE,
            source=source,
            line=number,
        )

    parsed = papers_of(records, read, source, problems)
    # The form has no dates of papers: that is no fault of a file that is of a day.
    told = [problem for problem in parsed.problems if problem.code != "no-date" or day is None]
    return ParsedFile(parsed.papers, tuple(told))
