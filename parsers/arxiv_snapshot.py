"""The snapshot of arXiv's metadata as JSON Lines, a paper a line, as Kaggle and the OAI interface give it.

The date is that of the first version. Categories such as `cs.CL` are no keywords and are left out.
"""

import functools
import re
from collections.abc import Iterable
from typing import Any

from paperatlas.graph.identifiers import paper_id
from paperatlas.graph.months import MONTHS
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.names import clean_name, given_first, read_authors
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import (
    addresses_in,
    date_of,
    distinct,
    distinct_authors,
    objects_of,
    one_of_each_scheme,
    papers_of,
    text_of,
)

CUT = cut_json
LISTS: frozenset[str] = frozenset()
_ARXIV_ID = re.compile(r"\d\d(?:0[1-9]|1[0-2])\.\d{4,5}")
_DATE = re.compile(r"\s*(?:[A-Z][a-z]{2},\s*)?(\d{1,2})\s+([A-Z][a-z]{2})[a-z]*\.?\s+(\d{4})\b")
_DAY = len("Mon, 30 Apr 2007 ")
# Clean names: most are, and to see that of all at once is quick. The capitals that are left out begin mojibake.
_LETTER = "A-Za-zÀÁÆ-ÖØ-öø-ſƠơƯưẠ-ỹ"
_PLAIN = re.compile(rf"(?:[{_LETTER}][{_LETTER}.'-]*(?: [{_LETTER}][{_LETTER}.'-]*)+\n)+")
_NUMBER = re.compile(r"\d")
_BEFORE_NUMBER = re.compile(r"[\s.,:;(]+(?:vol(?:ume)?|no)?[\s.,:;(]*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_OF_PLACES = frozenset("vol no pp p page pages issue art article id".split())


_new = tuple.__new__  # half the time of the class's own, of which there are many a paper


def accepts(text: str) -> bool:
    """Whether there is a record of the snapshot."""
    return any(map(is_record, first_objects(text)))


def is_record(value: Any) -> bool:
    """Whether it has arXiv's id with its versions or its authors in parts."""
    return (
        isinstance(value, dict)
        and ("submitter" in value or "authors_parsed" in value or bool(objects_of(value.get("versions"))))
        and _arxiv(value.get("id")) is not None
    )


def parse(text: str, source: str) -> ParsedFile:
    """Reads every record."""
    return parse_json("arxiv-snapshot", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    return papers_of(records, lambda record, line: _paper(record, line, source), source, problems)


def _paper(record: dict[str, Any], line: int, source: str) -> PaperRecord:
    authors, is_whole = _authors(record)
    abstract = record.get("abstract")
    comments = text_of(record.get("comments"))
    reference = text_of(record.get("journal-ref"))
    return PaperRecord(
        ids=_ids(record),
        title=text_of(record.get("title")),
        published=_published(record),
        authors=authors,
        authors_complete=is_whole if authors else None,
        passages=sentences(abstract, line) if isinstance(abstract, str) else (),
        venue=journal_of(reference) if reference else None,
        work_type=None if reference else "article",  # what is in a journal may be of a conference, too
        links=addresses_in(comments) if "http" in comments else (),
        trust=Trust.SERVICE,
        source=source,
        line=line,
    )


def _ids(record: dict[str, Any]) -> tuple[str, ...]:
    found = _arxiv(record.get("id"))
    doi = record.get("doi")
    dois = doi.split() if isinstance(doi, str) else ()  # several with blanks between them
    return one_of_each_scheme((found, *(paper_id("doi", doi) for doi in dois))) if dois else (found,) if found else ()


def _arxiv(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return f"arxiv:{value}" if _ARXIV_ID.fullmatch(value) else paper_id("arxiv", value)


def _authors(record: dict[str, Any]) -> tuple[tuple[AuthorRecord, ...], bool]:
    parsed = record.get("authors_parsed")
    if not isinstance(parsed, list) or not parsed:
        names, is_whole = read_authors(text_of(record.get("authors")))
        return tuple(AuthorRecord(name) for name in names), is_whole
    if plain := _plain_authors(parsed):
        return plain, True
    return distinct_authors(each for parts in parsed for each in _plain_authors([parts]) or (_author(parts),)), True


def _plain_authors(parsed: list[Any]) -> tuple[AuthorRecord, ...]:
    """All authors where none has anything but a plain name, the quick way; else none."""
    try:
        names = [first + " " + last for last, first, suffix in parsed if not suffix]
    except (TypeError, ValueError):
        return ()
    lines = "\n".join([*names, ""])
    if len(names) < len(parsed) or lines.count("\n") > len(names) or _PLAIN.fullmatch(lines) is None:
        return ()
    return tuple([_new(AuthorRecord, (name, (), (), None)) for name in dict.fromkeys(names)])


def _author(parts: Any) -> AuthorRecord:
    last, first, suffix, *affiliations = [*map(text_of, parts if isinstance(parts, list) else [parts]), "", "", ""]
    # "C. -P.": the blank is the snapshot's
    name = clean_name(given_first(last, first.replace(". -", ".-"), suffix))
    return AuthorRecord(name, (), distinct(affiliations))


def _published(record: dict[str, Any]) -> str | None:
    versions = record.get("versions")
    first = versions[0] if isinstance(versions, list) and versions else None
    created = first.get("created") if isinstance(first, dict) else None
    return _day(created[:_DAY]) if isinstance(created, str) else None


@functools.lru_cache(50_000)
def _day(printed: str) -> str | None:
    found = _DATE.match(printed)
    return date_of(int(found[3]), MONTHS.get(found[2].lower()), int(found[1])) if found else None


def journal_of(reference: str) -> str:
    """The journal's name in a reference to a place in it; the whole where it is not sure where it ends.

    >>> journal_of("Phys.Rev.D76:013009,2007"), journal_of("Proceedings of the 34th Meeting, 2017")
    ('Phys.Rev.D', 'Proceedings of the 34th Meeting, 2017')
    """
    number = _NUMBER.search(reference)
    if number is None or not number.start():
        return reference
    words = _WORD.findall(reference, number.start())
    if not all(len(word) == 1 or word.lower() in _OF_PLACES for word in words):
        return reference
    return _BEFORE_NUMBER.sub("", reference[: number.start()]).rstrip() or reference
