"""CSL-JSON, as Zotero, Pandoc and DOI services (`application/vnd.citationstyles.csl+json`) give it.

Names come in parts or as `literal`; dates as `date-parts`, of which the first counts, or as text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.citation_keys import citation_key, own_key
from paperatlas.graph.details import DETAILS, PEOPLE
from paperatlas.graph.identifiers import paper_id, person_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.work_types import csl_type, is_of_publisher
from paperatlas.parsers import crossref
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.details import details_of, own_address, people
from paperatlas.parsers.fields.names import CUT_LIST, SUFFIX, cleaned, person, read_people
from paperatlas.parsers.fields.noted_ids import noted_ids
from paperatlas.parsers.fields.undated import status_in
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.mixed_json import parse_json
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

CUT = cut_json
LISTS = frozenset({"items", "references"})
_VENUES = ("container-title", "collection-title", "event-title", "event")
_DATES = ("issued", "published", "original-date", "submitted")
_SUFFIXED = re.compile(rf"(?P<part>.{{1,300}}?)(?:,\s*(?P<comma>{SUFFIX.pattern})|\s(?P<blank>[JS]r\.?))")
_OTHERWISE = {"container-title-short": "journalAbbreviation"}
"""What Zotero calls a variable."""
_OWN_KEYS = frozenset({"issued", "container-title", "title-short", "collection-title", "citation-key", "event-title"})


def accepts(text: str) -> bool:
    """Whether there is a reference in CSL."""
    return any(map(is_record, first_objects(text, LISTS)))


def is_record(value: Any) -> bool:
    """Whether it has a type, a title that is no list, and a field that is called so in CSL alone."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and isinstance(value.get("title", value.get("DOI")), str)
        and (not _OWN_KEYS.isdisjoint(value) or _has_parts(value.get("author")))
        and not ("indexed" in value or "member" in value or crossref.is_record(value))
    )


def parse(text: str, source: str) -> ParsedFile:
    """Reads every reference."""
    return parse_json("csl-json", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    return papers_of(records, lambda record, number: _paper(record, number, source), source, problems)


def _has_parts(authors: Any) -> bool:
    return any("family" in author or "literal" in author for author in objects_of(authors))


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    authors, whole = _people(record, "author")
    if not authors:
        authors, whole = _people(record, "editor")
    ids, url = _ids(record), web_address(text_of(record.get("URL"))) or ""
    work_type = csl_type(text_of(record.get("type")))
    keys = ("publisher", *_VENUES) if is_of_publisher(work_type) else _VENUES
    venue = next(filter(None, (next(iter(texts_of(record.get(key))), None) for key in keys)), None)
    return PaperRecord(
        ids=ids,
        title=next(iter(texts_of(record.get("title"))), ""),
        url=url,
        published=next(filter(None, (_date(record.get(key)) for key in _DATES)), None),
        authors=authors,
        authors_complete=whole if authors else None,
        passages=sentences(_joined(record.get("abstract")), number),
        keywords=_keywords(record),
        venue=venue,
        work_type=work_type,
        citation_key=citation_key(text_of(record.get("citation-key"))) or own_key(text_of(record.get("id"))),
        details=details_of((*own_address(url, ids), *_details(record)), work_type, venue),
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=number,
    )


def _details(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in DETAILS.keys() - {"URL"}:
        value = record.get(name) or record.get(_OTHERWISE.get(name, ""))
        if not value:
            continue
        if name in PEOPLE:
            authors, whole = _people(record, name)
            yield name, people(authors, whole)
        elif name == "accessed":
            yield name, _date(value) or text_of(object_of(value).get("raw"))
        elif name == "note":
            yield name, " ".join(line for line in _lines(value).splitlines() if not _is_of_ids(line))
        else:
            yield name, _joined(_text(value))

    issued = record.get("issued")
    printed = (issued, object_of(issued).get("raw"), object_of(issued).get("literal"))
    yield "status", next(filter(None, (status_in(text_of(each)) for each in printed)), "")


def _is_of_ids(line: str) -> bool:
    """Whether a line of a note holds nothing but ids."""
    return bool(line.strip()) and all(map(recognised, line.split()))


def _people(record: dict[str, Any], role: str) -> tuple[tuple[AuthorRecord, ...], bool]:
    """The people of a role, and whether they are all; exports of this program say so in `custom`."""
    authors, whole = _authors(record.get(role))
    return authors, whole and role not in text_of(object_of(record.get("custom")).get("others")).split()


def _authors(value: Any) -> tuple[tuple[AuthorRecord, ...], bool]:
    """The people of a list, of one object, or of a printed list, and whether they are all."""
    people: list[AuthorRecord] = []
    whole = True
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            read, complete = read_people(each)
            people.extend(read)
            whole = whole and complete
        elif isinstance(each, dict):
            author = _author(each)
            is_name = bool(author.name) and not CUT_LIST.fullmatch(author.name)
            people.extend([author] if is_name else [])
            whole = whole and is_name
    return distinct_authors(people), whole


def _author(values: dict[str, Any]) -> AuthorRecord:
    family, of_family = _without_suffix(_joined(values.get("family")))
    given, of_given = _without_suffix(_joined(values.get("given")))
    family = " ".join(filter(None, (_joined(values.get("non-dropping-particle")), family)))
    given = " ".join(filter(None, (given, _joined(values.get("dropping-particle")))))
    suffix = _joined(values.get("suffix")).strip(", ") or of_family or of_given
    whole = _joined(values.get("literal")) or _joined(values.get("name"))
    named = cleaned(person(family, given, suffix) if family or given or suffix else person(whole))
    orcid = person_id("orcid", text_of(values.get("ORCID")))
    return named._replace(ids=(orcid,)) if orcid else named


def _without_suffix(part: str) -> tuple[str, str]:
    """A part of a name and the suffix that stands behind it: "Ann, III", "Roe Jr."."""
    found = _SUFFIXED.fullmatch(part)
    return (found["part"], found["comma"] or found["blank"]) if found else (part, "")


def _lines(value: Any) -> str:
    """A text with its lines, in which notes say one thing each."""
    return value if isinstance(value, str) else "\n".join(texts_of(value))


def _joined(value: Any) -> str:
    """A text, also one that stands in a list or in pieces."""
    return " ".join(texts_of(value))


def _ids(record: dict[str, Any]) -> tuple[str, ...]:
    named = (
        paper_id(key.lower(), each) for key in ("DOI", "PMID", "PMCID") for each in texts_of(_text(record.get(key)))
    )
    own = (recognised(each) for key in ("URL", "id") for each in texts_of(record.get(key)))
    noted = (each for key in ("number", "note", "archive_location") for each in noted_ids(_lines(record.get(key))))
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
