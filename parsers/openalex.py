"""Works of OpenAlex as its interface and its snapshot give them: one, a list, the answer to a search, JSON Lines.

Authors bear the name that OpenAlex calls them by. Keywords are its keywords, else its topics, else, in old answers, its
concepts that are no whole discipline.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.details import pages
from paperatlas.graph.identifiers import paper_id, person_id
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.graph.work_types import service_type
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.details import details_of
from paperatlas.parsers.fields.names import clean_name
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import (
    count_of,
    date_of,
    distinct,
    distinct_authors,
    iso_date,
    object_of,
    objects_of,
    one_of_each_scheme,
    papers_of,
    text_of,
    texts_of,
)

CUT = cut_json
LISTS = frozenset({"results"})
MIN_SCORE = 0.3
"""Of a concept in old answers."""


def accepts(text: str) -> bool:
    """Whether there is a work of OpenAlex."""
    return any(map(is_record, first_objects(text, LISTS)))


def is_record(value: Any) -> bool:
    """Whether it has the id of a work of OpenAlex."""
    return isinstance(value, dict) and "openalex.org/W" in text_of(value.get("id"))


def parse(text: str, source: str) -> ParsedFile:
    """Reads every work."""
    return parse_json("openalex", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    return papers_of(records, lambda record, number: _paper(record, number, source), source, problems)


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    place = object_of(record.get("primary_location"))
    places = [place, object_of(record.get("best_oa_location")), *objects_of(record.get("locations"))]
    authorships = objects_of(record.get("authorships"))
    authors = distinct_authors(map(_author, authorships))
    venue, work_type = _venue(place, object_of(record.get("host_venue"))), _type(record, place)
    url = web_address(text_of(place.get("landing_page_url"))) or ""
    open_access = object_of(record.get("open_access")).get("oa_url")
    links = (web_address(text_of(each)) for each in (place.get("pdf_url"), open_access))
    return PaperRecord(
        ids=_ids(record, places),
        title=text_of(record.get("title")) or text_of(record.get("display_name")),
        url=url,
        published=iso_date(record.get("publication_date")) or date_of(record.get("publication_year")),
        authors=authors,
        authors_complete=not record.get("is_authors_truncated") if authors else None,
        passages=_abstract(record, number),
        keywords=_keywords(record),
        venue=venue,
        work_type=work_type,
        details=details_of(_details(record), work_type, venue),
        references=distinct(paper_id("openalex", each) for each in texts_of(record.get("referenced_works"))),
        citations=count_of(record.get("cited_by_count")),
        links=tuple(each for each in distinct(links) if each != url),
        trust=Trust.SERVICE,
        source=source,
        line=number,
    )


def _type(record: dict[str, Any], place: dict[str, Any]) -> str | None:
    """What it is; OpenAlex calls an article what Crossref calls a paper of a conference or a preprint."""
    found = service_type(texts_of(record.get("type_crossref"))) or service_type(texts_of(record.get("type")))
    is_of_conference = text_of(object_of(place.get("source")).get("type")) == "conference"
    return "paper-conference" if found == "article-journal" and is_of_conference else found


def _details(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    biblio = object_of(record.get("biblio"))
    yield from ((key, text_of(biblio.get(key))) for key in ("volume", "issue"))
    yield "page", pages(text_of(biblio.get("first_page")), text_of(biblio.get("last_page")))


def _ids(record: dict[str, Any], places: list[dict[str, Any]]) -> tuple[str, ...]:
    others = object_of(record.get("ids"))
    preprints = (
        paper_id("arxiv", address)
        for place in places
        for key in ("landing_page_url", "pdf_url")
        if "arxiv.org/" in (address := text_of(place.get(key)))
    )
    return one_of_each_scheme(
        (
            paper_id("openalex", text_of(record.get("id"))),
            paper_id("doi", text_of(record.get("doi")) or text_of(others.get("doi"))),
            paper_id("pmid", text_of(others.get("pmid"))),
            paper_id("pmcid", text_of(others.get("pmcid"))),
            *preprints,
        )
    )


def _author(authorship: dict[str, Any]) -> AuthorRecord:
    person = object_of(authorship.get("author"))
    name = text_of(person.get("display_name")) or text_of(authorship.get("raw_author_name"))
    orcid = text_of(person.get("orcid")) or text_of(authorship.get("raw_orcid"))
    institutions = [text_of(each.get("display_name")) for each in objects_of(authorship.get("institutions"))]
    return AuthorRecord(
        clean_name(name),
        distinct((person_id("orcid", orcid), person_id("openalex", text_of(person.get("id"))))),
        distinct(institutions) or distinct(map(clean_name, texts_of(authorship.get("raw_affiliation_strings")))),
    )


def _abstract(record: dict[str, Any], number: int) -> tuple[Passage, ...]:
    """The abstract out of the places of its words."""
    places = object_of(record.get("abstract_inverted_index"))
    words = [
        (place, word) for word, at in places.items() if isinstance(at, list) for place in at if isinstance(place, int)
    ]
    text = " ".join(word for _, word in sorted(words)) or text_of(record.get("abstract"))
    return sentences(text, number)


def _keywords(record: dict[str, Any]) -> tuple[str, ...]:
    for key in ("keywords", "topics"):
        names = distinct(
            text_of(each.get("display_name")) or text_of(each.get("keyword")) for each in objects_of(record.get(key))
        )
        if names:
            return names
    concepts = objects_of(record.get("concepts"))
    return distinct(text_of(each.get("display_name")) for each in concepts if _is_topic(each))


def _is_topic(concept: dict[str, Any]) -> bool:
    level, score = concept.get("level"), concept.get("score")
    return isinstance(level, int) and level > 0 and isinstance(score, int | float) and score >= MIN_SCORE


def _venue(place: dict[str, Any], host: dict[str, Any]) -> str | None:
    name = text_of(object_of(place.get("source")).get("display_name")) or text_of(place.get("raw_source_name"))
    return name or text_of(host.get("display_name")) or None
