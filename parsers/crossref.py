"""Works of Crossref: the answer to a search, one work, a list, JSON Lines as the yearly public file has them.

Subjects are the journal's, not the paper's, and are left out.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import ids_in, paper_id, person_id
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.graph.work_types import is_of_publisher, service_type
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.details import details_of, people
from paperatlas.parsers.fields.names import cleaned, person, read_people
from paperatlas.parsers.fields.subtitles import with_subtitle
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import (
    cited_works,
    count_of,
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
LISTS = frozenset({"message", "items"})
_DATES = ("issued", "published", "published-online", "published-print", "posted")
_OWN_KEYS = frozenset(
    {"indexed", "deposited", "member", "reference-count", "references-count", "is-referenced-by-count"}
)
_HEADING = re.compile(r"<(?:jats:)?title\b[^<>]{0,200}>([^<>]{0,200})</(?:jats:)?title>", re.IGNORECASE)
_TURNED = re.compile(r"([^\s,]+),\s*([^,]+)")
_ROLE = re.compile(r",\s*eds?\.?$", re.IGNORECASE)
_NO_SECTION = re.compile(r"(?:abstract|summary|)[\s.:]*", re.IGNORECASE)


def accepts(text: str) -> bool:
    """Whether there is a work of Crossref."""
    return any(map(is_record, first_objects(text, LISTS)))


def is_record(value: Any) -> bool:
    """Whether it has a DOI and a list of titles, or fields that only Crossref has."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("DOI"), str)
        and (isinstance(value.get("title"), list) or not _OWN_KEYS.isdisjoint(value))
    )


def parse(text: str, source: str) -> ParsedFile:
    """Reads every work."""
    return parse_json("crossref", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    return papers_of(records, lambda record, number: _paper(record, number, source), source, problems)


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    authors = distinct_authors(each for author in objects_of(record.get("author")) for each in _authors(author))
    titles = [title for title in texts_of(record.get("title")) if paper_id("doi", title) is None]
    url = web_address(text_of(record.get("URL"))) or ""
    primary = object_of(object_of(record.get("resource")).get("primary")).get("URL")
    references, others = cited_works(map(_cited, objects_of(record.get("reference"))))
    work_type = service_type(texts_of(record.get("type")))
    venue = _venue(record, work_type)
    addresses = [text_of(primary), *(text_of(each.get("URL")) for each in objects_of(record.get("link")))]
    return PaperRecord(
        ids=_ids(record),
        title=with_subtitle(titles[0], next(iter(texts_of(record.get("subtitle"))), "")) if titles else "",
        url=url,
        published=next(filter(None, (_date(record.get(key)) for key in _DATES)), None),
        authors=authors,
        authors_complete=True if authors else None,
        passages=_abstract(record.get("abstract"), number),
        venue=venue,
        work_type=work_type,
        details=details_of(_details(record), work_type, venue),
        references=references,
        reference_ids=others,
        citations=count_of(record.get("is-referenced-by-count")),
        links=tuple(each for each in distinct(map(web_address, filter(None, addresses))) if each != url),
        trust=Trust.SERVICE,
        source=source,
        line=number,
    )


def _venue(record: dict[str, Any], work_type: str | None) -> str | None:
    """What it stands in; of a thesis or a report the institution."""
    container = next(iter(texts_of(record.get("container-title"))), None)
    if container or not is_of_publisher(work_type):
        return container
    return next(filter(None, (text_of(each.get("name")) for each in objects_of(record.get("institution")))), None)


def _details(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("volume", "issue", "page", "publisher", "publisher-location"):
        yield {"publisher-location": "publisher-place"}.get(key, key), text_of(record.get(key))
    yield "number", text_of(record.get("article-number"))
    yield from ((key, next(iter(texts_of(record.get(key))), "")) for key in ("ISBN", "ISSN"))
    yield "container-title-short", next(iter(texts_of(record.get("short-container-title"))), "")
    editors = [author for each in objects_of(record.get("editor")) for author in _authors(each)]
    yield "editor", people(editors)


def _ids(record: dict[str, Any]) -> tuple[str, ...]:
    preprints = objects_of(object_of(record.get("relation")).get("has-preprint"))
    of_arxiv = (paper_id("arxiv", text_of(each.get("id"))) for each in preprints)
    return one_of_each_scheme((paper_id("doi", text_of(record.get("DOI"))), *of_arxiv))


def _authors(author: dict[str, Any]) -> list[AuthorRecord]:
    """The author that an entry is; several where a publisher wrote them all as one family name."""
    family, given = text_of(author.get("family")), text_of(author.get("given"))
    ids = distinct((person_id("orcid", text_of(author.get("ORCID"))),))
    places = distinct(text_of(each.get("name")) for each in objects_of(author.get("affiliation")))
    if not given and (turned := _TURNED.fullmatch(family)):
        family, given = turned.groups()
    if not given and "," in family:
        return [each._replace(ids=ids, affiliations=places) for each in read_people(_ROLE.sub("", family))[0]]
    named = person(family, given, text_of(author.get("suffix")))
    if family and not given:  # publishers put whole names there
        named = named._replace(family=None)
    named = cleaned(named if named.name else person(text_of(author.get("name"))))
    return [named._replace(ids=ids, affiliations=places)]


def _date(value: Any) -> str | None:
    parts = object_of(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    return date_of(*first[:3]) if isinstance(first, list) and first else None


def _cited(reference: dict[str, Any]) -> list[str | None]:
    """The ids of a work; where its text holds several of one scheme, it is of several works and the first counts."""
    doi = text_of(reference.get("DOI"))
    found = paper_id("doi", doi) if doi else None
    written = ids_in(text_of(reference.get("unstructured")))
    one_each = one_of_each_scheme([found, *written])
    return (
        [found, *one_each]
        if found and len(one_each) == len({*written, found})
        else [found or next(iter(written), None)]
    )


def _abstract(value: Any, number: int) -> tuple[Passage, ...]:
    """The abstract, cut at its headings."""
    if not isinstance(value, str):
        return ()
    before, *sections = _HEADING.split(value)
    passages = list(sentences(before, number))
    for heading, text in zip(sections[::2], sections[1::2], strict=True):
        name = "" if _NO_SECTION.fullmatch(heading) else heading.strip().rstrip(":.")
        passages += sentences(text, number, name)
    return tuple(passages)
