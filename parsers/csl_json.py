"""CSL-JSON, as Zotero, Pandoc and DOI services (`application/vnd.citationstyles.csl+json`) give it.

Names come in parts or as `literal`; dates as `date-parts`, of which the first counts, or as text.
"""

import re
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import ids_in, paper_id, person_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.names import CUT_LIST, SUFFIX, clean_name, given_first, read_authors
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
_VENUES = ("container-title", "collection-title", "event-title", "event")
_DATES = ("issued", "published", "original-date", "submitted")
_SUFFIXED = re.compile(rf"(?P<part>.{{1,300}}?)(?:,\s*(?P<comma>{SUFFIX.pattern})|\s(?P<blank>[JS]r\.?))")
_OWN_KEYS = frozenset({"issued", "container-title", "title-short", "collection-title", "citation-key", "event-title"})


def accepts(text: str) -> bool:
    """Whether a record has a type, a title that is no list, and a field that is called so in CSL alone."""
    return any(
        isinstance(record.get("type"), str)
        and isinstance(record.get("title", record.get("DOI")), str)
        and not ("indexed" in record or "member" in record)
        and (not _OWN_KEYS.isdisjoint(record) or _has_parts(record.get("author")))
        for record in first_objects(text, LISTS)
    )


def parse(text: str, source: str) -> ParsedFile:
    """Reads every reference."""
    problems: list[Problem] = []
    records = json_records(text, source, problems, LISTS)
    return papers_of(records, lambda record, number: _paper(record, number, source), source, problems)


def _has_parts(authors: Any) -> bool:
    return any("family" in author or "literal" in author for author in objects_of(authors))


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    authors, whole = _authors(record.get("author"))
    if not authors:
        authors, whole = _authors(record.get("editor"))
    venues = (next(iter(texts_of(record.get(key))), None) for key in _VENUES)
    return PaperRecord(
        ids=_ids(record),
        title=next(iter(texts_of(record.get("title"))), ""),
        url=web_address(text_of(record.get("URL"))) or "",
        published=next(filter(None, (_date(record.get(key)) for key in _DATES)), None),
        authors=authors,
        authors_complete=whole if authors else None,
        passages=sentences(_joined(record.get("abstract")), number),
        keywords=_keywords(record),
        venue=next(filter(None, venues), None),
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=number,
    )


def _authors(value: Any) -> tuple[tuple[AuthorRecord, ...], bool]:
    """The people of a list, of one object, or of a printed list, and whether they are all."""
    people: list[AuthorRecord] = []
    whole = True
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            names, complete = read_authors(each)
            people.extend(map(AuthorRecord, names))
            whole = whole and complete
        elif isinstance(each, dict):
            person = _author(each)
            is_name = bool(person.name) and not CUT_LIST.fullmatch(person.name)
            people.extend([person] if is_name else [])
            whole = whole and is_name
    return distinct_authors(people), whole


def _author(person: dict[str, Any]) -> AuthorRecord:
    family, of_family = _without_suffix(_joined(person.get("family")))
    given, of_given = _without_suffix(_joined(person.get("given")))
    family = " ".join(filter(None, (_joined(person.get("non-dropping-particle")), family)))
    given = " ".join(filter(None, (given, _joined(person.get("dropping-particle")))))
    name = given_first(family, given, _joined(person.get("suffix")).strip(", ") or of_family or of_given)
    orcid = person_id("orcid", text_of(person.get("ORCID")))
    shown = clean_name(name or _joined(person.get("literal")) or _joined(person.get("name")))
    return AuthorRecord(shown, (orcid,) if orcid else ())


def _without_suffix(part: str) -> tuple[str, str]:
    """A part of a name and the suffix that stands behind it: "Ann, III", "Roe Jr."."""
    found = _SUFFIXED.fullmatch(part)
    return (found["part"], found["comma"] or found["blank"]) if found else (part, "")


def _joined(value: Any) -> str:
    """A text, also one that stands in a list or in pieces."""
    return " ".join(texts_of(value))


def _ids(record: dict[str, Any]) -> tuple[str, ...]:
    named = (
        paper_id(key.lower(), each) for key in ("DOI", "PMID", "PMCID") for each in texts_of(_text(record.get(key)))
    )
    own = (recognised(each) for key in ("URL", "id") for each in texts_of(record.get(key)))
    noted = (each for key in ("number", "note", "archive_location") for each in ids_in(_joined(record.get(key))))
    return one_of_each_scheme((*named, *own, *noted))


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _date(value: Any) -> str | None:
    """The first of the dates, in parts or as text; parts stand in a list in a list, and here and there in only one."""
    date = object_of(value)
    parts = date.get("date-parts") or (value if isinstance(value, list) else None)
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else parts
    if isinstance(first, list) and first and (found := date_of(*first[:3])):
        return found
    if found := date_of(date.get("year"), date.get("month"), date.get("day")):
        return found
    printed = first[0] if isinstance(first, list) and first else first
    texts = (text_of(_text(each)) for each in (value, printed, date.get("raw"), date.get("literal")))
    return next(filter(None, map(read_published, texts)), None)


def _keywords(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("keyword")
    text = text_of(value)
    named = text.split(";" if ";" in text else ",") if text else texts_of(value)
    return distinct((*(part.strip() for part in named), *texts_of(record.get("categories"))))
