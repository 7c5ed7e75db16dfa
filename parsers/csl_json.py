"""CSL-JSON, as Zotero and other reference managers write it: an item a paper."""

import re
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import ids_in, paper_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedDigest, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.names import clean_name, given_first, turned
from paperatlas.parsers.json_records import CUT_LINES, first_objects, json_records
from paperatlas.parsers.service_answers import (
    date_of,
    distinct,
    distinct_authors,
    object_of,
    objects_of,
    one_of_each_scheme,
    papers_of,
    text_of,
    texts_of,
)

CUT = CUT_LINES
LISTS = ("items", "references")
_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book chapter dataset entry entry-dictionary "
    "entry-encyclopedia document manuscript paper-conference patent periodical post post-weblog report review "
    "review-book software speech thesis webpage standard pamphlet personal_communication collection broadcast".split()
)
_OWN_KEYS = ("issued", "container-title", "citation-key", "citation-label", "author", "DOI", "accessed", "categories")


def accepts(text: str) -> bool:
    """Whether an item has one of CSL's types, and a title that is no list as Crossref's is."""
    return any(
        record.get("type") in _TYPES
        and isinstance(record.get("title", ""), str)
        and any(key in record for key in _OWN_KEYS)
        for record in first_objects(text, LISTS)
    )


def parse(text: str, source: str) -> ParsedDigest:
    """Reads every item."""
    problems: list[Problem] = []
    records = json_records(text, source, problems, LISTS)
    return papers_of(records, lambda record, number: _paper(record, number, source), source, problems)


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    authors = distinct_authors(map(_author, objects_of(record.get("author"))))
    cut = any(author.name.lower() in ("others", "et al.") for author in authors)
    words = record.get("keyword") or record.get("categories")
    return PaperRecord(
        ids=_ids(record),
        title=text_of(record.get("title")),
        url=web_address(text_of(record.get("URL"))) or "",
        published=_date(record.get("issued")),
        authors=tuple(author for author in authors if author.name.lower() not in ("others", "et al.")),
        authors_complete=not cut if authors else None,
        passages=sentences(text, number) if isinstance(text := record.get("abstract"), str) else (),
        keywords=distinct(word.strip() for text in texts_of(words) for word in re.split("[,;]", text)),
        venue=next(iter(texts_of(record.get("container-title"))), None) or text_of(record.get("event-title")) or None,
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=number,
    )


def _ids(record: dict[str, Any]) -> tuple[str, ...]:
    given = (
        (scheme, text_of(record.get(name))) for scheme, name in (("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID"))
    )
    found = [paper_id(scheme, value) for scheme, value in given if value]
    for name in ("URL", "number", "note", "id"):
        text = text_of(record.get(name))
        found += [each for each in (recognised(text) if text else None, *ids_in(text)) if each]
    return one_of_each_scheme(found)


def _author(author: dict[str, Any]) -> AuthorRecord:
    """A name in parts, particles before the last name; or one that is not to be taken apart."""
    particles = [text_of(author.get(name)) for name in ("dropping-particle", "non-dropping-particle")]
    given, suffix = text_of(author.get("given")), text_of(author.get("suffix"))
    last = " ".join(part for part in (*particles, text_of(author.get("family"))) if part)
    name = turned(f"{last}, {given}") if "," in given else given_first(last, given, suffix)
    return AuthorRecord(clean_name(name or text_of(author.get("literal"))))


def _date(value: Any) -> str | None:
    issued = object_of(value)
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        return date_of(*first[:3])
    text = next((text for name in ("raw", "literal") if (text := text_of(issued.get(name)))), "") or text_of(value)
    return read_published(text) if text else None
