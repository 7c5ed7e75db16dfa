"""CSL-JSON, as Zotero, Pandoc and DOI services (`application/vnd.citationstyles.csl+json`) give it.

Names come in parts or as `literal`; dates as `date-parts`, of which the first counts, or as text.
"""

from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import ids_in, paper_id, person_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.names import CUT as CUT_LIST
from paperatlas.parsers.fields.names import clean_name, given_first
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
    people = objects_of(record.get("author")) or objects_of(record.get("editor"))
    names = [_author(person) for person in people]
    authors = distinct_authors(author for author in names if not CUT_LIST.fullmatch(author.name))
    whole = all(author.name and not CUT_LIST.fullmatch(author.name) for author in names)
    venues = (next(iter(texts_of(record.get(key))), None) for key in _VENUES)
    return PaperRecord(
        ids=_ids(record),
        title=next(iter(texts_of(record.get("title"))), ""),
        url=web_address(text_of(record.get("URL"))) or "",
        published=next(filter(None, (_date(record.get(key)) for key in _DATES)), None),
        authors=authors,
        authors_complete=whole if authors else None,
        passages=sentences(record["abstract"], number) if isinstance(record.get("abstract"), str) else (),
        keywords=_keywords(record),
        venue=next(filter(None, venues), None),
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=number,
    )


def _author(person: dict[str, Any]) -> AuthorRecord:
    family = (text_of(person.get("non-dropping-particle")), text_of(person.get("family")))
    given = (text_of(person.get("given")), text_of(person.get("dropping-particle")))
    name = given_first(" ".join(filter(None, family)), " ".join(filter(None, given)), text_of(person.get("suffix")))
    orcid = person_id("orcid", text_of(person.get("ORCID")))
    shown = clean_name(name or text_of(person.get("literal")) or text_of(person.get("name")))
    return AuthorRecord(shown, (orcid,) if orcid else ())


def _ids(record: dict[str, Any]) -> tuple[str, ...]:
    named = (paper_id(key.lower(), text_of(_text(record.get(key)))) for key in ("DOI", "PMID", "PMCID"))
    own = (recognised(text_of(record.get(key))) for key in ("URL", "id"))
    noted = (each for key in ("number", "note", "archive_location") for each in ids_in(text_of(record.get(key))))
    return one_of_each_scheme((*named, *own, *noted))


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) else value


def _date(value: Any) -> str | None:
    """The first of the dates; a text where it has no parts."""
    date = object_of(value)
    parts = date.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        return date_of(*first[:3])
    texts = (text_of(_text(each)) for each in (value, date.get("raw"), date.get("literal"), date.get("year")))
    return next(filter(None, map(read_published, texts)), None)


def _keywords(record: dict[str, Any]) -> tuple[str, ...]:
    text = text_of(record.get("keyword"))
    split = text.split(";" if ";" in text else ",")
    return distinct((*(part.strip() for part in split), *texts_of(record.get("categories"))))
