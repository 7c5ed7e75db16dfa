"""Papers of Semantic Scholar: one, a list, the answers of its interface, and its data sets, a paper a line.

The data sets write `corpusid` where the interface writes `corpusId`. Fields of study are whole disciplines, no
keywords, and are left out, and so are embeddings.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.base.counts import counted
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
    cited_works,
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
LISTS = frozenset({"data", "papers", "recommendedpapers", "recommendedPapers"})
MOST_AUTHORS = 500
"""The interface gives no more of them."""
_WRAPPED = ("citingpaper", "citedpaper", "paper")
_CITATION = frozenset({"citingPaper", "citedPaper", "citingpaper", "citedpaper"})
_ARXIV = ("arxiv", "arxiv.org")
"""What is there is a preprint, though Semantic Scholar calls it an article of a journal."""
_OF_JOURNAL = {"volume": "volume", "pages": "page"}
_SCHEMES = {
    "arxiv": "arxiv", "doi": "doi", "acl": "acl", "pubmed": "pmid", "pubmedcentral": "pmcid", "dblp": "dblp",
    "corpusid": "corpusid",
}  # fmt: skip


def accepts(text: str) -> bool:
    """Whether there is a paper of Semantic Scholar."""
    return any(map(is_record, first_objects(text, LISTS)))


def is_record(value: Any) -> bool:
    """Whether it has the ids of Semantic Scholar, or is a citation of a paper there."""
    if not isinstance(value, dict):
        return False
    record = _unwrapped(value)
    if paper_id("s2", text_of(record.get("paperid"))) or ("corpusid" in record and "title" in record):
        return True
    return not _CITATION.isdisjoint(value) and "title" in record


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper."""
    return parse_json("semantic-scholar", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form; null stands for a paper that was asked for and is not there."""
    there = [each for record in records if record.value is not None for each in _with_citing(record, source, problems)]
    return papers_of(there, lambda record, number: _paper(_unwrapped(record), number, source), source, problems)


def _with_citing(record: JsonRecord, source: str, problems: list[Problem]) -> Iterator[JsonRecord]:
    """A paper, and those that cite it where they stand in it, each with this one as its reference."""
    yield record
    cited = _unwrapped(record.value) if isinstance(record.value, dict) else {}
    citing = objects_of(cited.get("citations"))
    cited = {
        "externalIds": cited.get("externalids"),
        "paperId": cited.get("paperid"),
        "corpusId": cited.get("corpusid"),
    }
    known = [each for each in map(_unwrapped, citing) if _ids(each)]
    for each in known:
        references = [*objects_of(each.get("references")), cited]
        yield record._replace(value={**each, "references": references})
    if unknown := len(citing) - len(known):
        message = f"{counted(unknown, 'citing paper')} without an id; left out"
        problems.append(Problem(source, record.number, "no-paper", message, ""))


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
    venue = text_of(record.get("venue")) or text_of(place.get("name")) or text_of(journal.get("name")) or None
    of_arxiv = venue is not None and venue.lower() in _ARXIV
    work_type = "article" if of_arxiv else service_type(texts_of(record.get("publicationtypes")))
    references, others = cited_works(_ids(_unwrapped(each)) for each in objects_of(record.get("references")))
    pdf = web_address(text_of(object_of(record.get("openaccesspdf")).get("url")))
    return PaperRecord(
        ids=_ids(record),
        title=text_of(record.get("title")),
        url=web_address(text_of(record.get("url"))) or "",
        published=iso_date(record.get("publicationdate")) or date_of(record.get("year")),
        authors=authors,
        authors_complete=len(listed) < MOST_AUTHORS if authors else None,
        passages=_passages(record, number),
        venue=venue,
        work_type=work_type,
        details=details_of(((key, text_of(journal.get(name))) for name, key in _OF_JOURNAL.items()), work_type, venue),
        references=references,
        reference_ids=others,
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
