"""Papers of Semantic Scholar: one, a list, the answers of its interface, and its data sets, a paper a line.

The data sets write `corpusid` where the interface writes `corpusId`. Fields of study are whole disciplines, no
keywords, and are left out, and so are embeddings.
"""

from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import best_id, paper_id, person_id
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.names import clean_name
from paperatlas.parsers.json_records import CUT_LINES, first_objects, json_records
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

CUT = CUT_LINES
LISTS = ("data", "papers", "recommendedpapers", "recommendedPapers")
MOST_AUTHORS = 500
"""The interface gives no more of them."""
_WRAPPED = ("citingpaper", "citedpaper", "paper")
_SCHEMES = {
    "arxiv": "arxiv", "doi": "doi", "acl": "acl", "pubmed": "pmid", "pubmedcentral": "pmcid", "dblp": "dblp",
    "corpusid": "corpusid",
}  # fmt: skip


def accepts(text: str) -> bool:
    """Whether a record has the ids of Semantic Scholar."""
    for each in first_objects(text, LISTS):
        record = _unwrapped(each)
        if paper_id("s2", text_of(record.get("paperid"))) or ("corpusid" in record and "title" in record):
            return True
    return False


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper; null stands for one that was asked for and is not there."""
    problems: list[Problem] = []
    records = (record for record in json_records(text, source, problems, LISTS) if record.value is not None)
    return papers_of(records, lambda record, number: _paper(_unwrapped(record), number, source), source, problems)


def _unwrapped(record: dict[str, Any]) -> dict[str, Any]:
    """A paper with its keys in small letters, out of a citation or a reference."""
    folded = {key.lower(): value for key, value in record.items()}
    for key in _WRAPPED:
        if isinstance(folded.get(key), dict) and "paperid" not in folded:
            return _unwrapped(folded[key])
    return folded


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    listed = objects_of(record.get("authors"))
    authors = distinct_authors(map(_author, listed))
    place = object_of(record.get("publicationvenue"))
    journal = object_of(record.get("journal"))
    pdf = web_address(text_of(object_of(record.get("openaccesspdf")).get("url")))
    return PaperRecord(
        ids=_ids(record),
        title=text_of(record.get("title")),
        url=web_address(text_of(record.get("url"))) or "",
        published=iso_date(record.get("publicationdate")) or date_of(record.get("year")),
        authors=authors,
        authors_complete=len(listed) < MOST_AUTHORS if authors else None,
        passages=_passages(record, number),
        venue=text_of(record.get("venue")) or text_of(place.get("name")) or text_of(journal.get("name")) or None,
        references=distinct(map(_cited, objects_of(record.get("references")))),
        citations=count_of(record.get("citationcount")),
        links=distinct((pdf,)),
        trust=Trust.SERVICE,
        source=source,
        line=number,
    )


def _ids(record: dict[str, Any]) -> tuple[str, ...]:
    """The ids of a paper with its keys in small letters."""
    outer = {key.lower(): str(value) for key, value in object_of(record.get("externalids")).items() if value}
    if isinstance(record.get("corpusid"), int):
        outer["corpusid"] = str(record["corpusid"])
    found = (paper_id(scheme, outer[key]) for key, scheme in _SCHEMES.items() if key in outer)
    return one_of_each_scheme((*found, paper_id("s2", text_of(record.get("paperid")))))


def _cited(reference: dict[str, Any]) -> str | None:
    return best_id(_ids(_unwrapped(reference)))


def _author(author: dict[str, Any]) -> AuthorRecord:
    outer = object_of(author.get("externalIds"))
    orcids = (person_id("orcid", orcid) for orcid in texts_of(outer.get("ORCID")))
    return AuthorRecord(
        clean_name(text_of(author.get("name"))),
        distinct((*orcids, person_id("s2", text_of(author.get("authorId"))))),
        distinct(texts_of(author.get("affiliations"))),
    )


def _passages(record: dict[str, Any], number: int) -> tuple[Passage, ...]:
    """The abstract; where there is none the service's own summary."""
    abstract = record.get("abstract")
    if isinstance(abstract, str) and abstract.strip():
        return sentences(abstract, number)
    return sentences(text_of(object_of(record.get("tldr")).get("text")), number, "TLDR")
