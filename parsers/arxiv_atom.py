"""Answers of arXiv's interface, Atom feeds. The date is that of the first version; categories are no keywords."""

import re
from typing import BinaryIO

from lxml import etree

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.parsers.arxiv_snapshot import journal_of
from paperatlas.parsers.cutting import AtMatches, Cutter, on_one_line
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.names import clean_name
from paperatlas.parsers.service_answers import addresses_in, distinct, distinct_authors, iso_date, one_of_each_scheme
from paperatlas.parsers.xml_papers import papers_of
from paperatlas.parsers.xml_records import attribute, children, local_name, text_at, text_in, xml_records

_FEED = re.compile(r"\s*(?:<\?[^>]*\?>\s*)?<feed\b[^>]{0,2000}http://www\.w3\.org/2005/Atom")
_OF_ARXIV = re.compile(r"https?://(?:export\.)?arxiv\.org/(?:abs|api)/|https?://arxiv\.org/schemas/atom")
_ERROR = re.compile(r"https?://(?:export\.)?arxiv\.org/api/errors")
_HEAD = 20_000
_ENTRY = re.compile(rb"<entry[\s>]")


def cut_feed(head: bytes, file: BinaryIO) -> Cutter | None:
    """Before entries; each piece begins as the feed does."""
    first = _ENTRY.search(head)
    if first is None or first.start() > _HEAD:
        return None
    beginning = on_one_line(head[: first.start()])
    return AtMatches(_ENTRY, lambda _: beginning)


CUT = cut_feed


def accepts(text: str) -> bool:
    """Whether the text is an answer of arXiv's interface in Atom, and no feed of its new papers."""
    head = text[:_HEAD]
    return _FEED.match(text) is not None and _OF_ARXIV.search(head) is not None and "announce_type>" not in head


def parse(text: str, source: str) -> ParsedFile:
    """Reads every entry; the service's own errors become problems."""
    problems: list[Problem] = []
    papers = []
    for line, entry, _ in xml_records(text, source, problems, ("entry",)):
        if _ERROR.match(text_at(entry, "id")):
            message = f"the service answered with an error: {text_at(entry, 'summary')}"
            problems.append(Problem(source, line, "service-error", message, ""))
        else:
            papers.append(_paper(entry, line, source))
    return papers_of(papers, source, problems)


def _paper(entry: etree._Element, line: int, source: str) -> PaperRecord:
    url = text_at(entry, "id")
    authors = distinct_authors(map(_author, children(entry, "author")))
    reference = text_at(entry, "journal_ref")
    links = [attribute(each, "href") for each in children(entry, "link") if attribute(each, "rel") != "alternate"]
    return PaperRecord(
        ids=one_of_each_scheme((paper_id("arxiv", url), paper_id("doi", text_at(entry, "doi")))),
        title=text_at(entry, "title"),
        url=web_address(url) or "",
        published=iso_date(text_at(entry, "published")),
        authors=authors,
        authors_complete=True if authors else None,
        passages=sentences(_lines_in(entry, "summary"), line),
        venue=journal_of(reference) if reference else None,
        work_type=None if reference else "article",  # what is in a journal may be of a conference, too
        links=distinct((*map(web_address, links), *addresses_in(text_at(entry, "comment")))),
        trust=Trust.SERVICE,
        source=source,
        line=line,
    )


def _author(author: etree._Element) -> AuthorRecord:
    places = distinct(map(text_in, children(author, "affiliation")))
    return AuthorRecord(clean_name(text_at(author, "name")), (), places)


def _lines_in(entry: etree._Element, name: str) -> str:
    """The text of an element with its line ends: paragraphs are told by them."""
    found = next((each for each in entry if local_name(each) == name), None)
    return "" if found is None else "".join(map(str, found.itertext()))
