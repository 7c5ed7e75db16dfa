"""The new papers of a day on arXiv as its feeds give them, in RSS 2.0 and in Atom.

The list is that of the day on which it came out; the feeds do not say when a paper was first there.
"""

import re

from lxml import etree

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.fields.names import read_authors
from paperatlas.parsers.missing import with_missing
from paperatlas.parsers.service_answers import one_of_each_scheme
from paperatlas.parsers.xml_records import attribute, children, text_at, xml_records

_HEAD = 20_000
_FEED = re.compile(r"\s*(?:<\?[^>]*\?>\s*)*<(?:rss|feed)\b")
_OF_ARXIV = re.compile(r"https?://(?:rss\.arxiv\.org/|export\.arxiv\.org/rss)|<arxiv:announce_type>")
_BEFORE = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*[\w-]+\s*(?:Abstract:\s*)?", re.IGNORECASE)


def accepts(text: str) -> bool:
    """Whether the text is a feed of arXiv's new papers."""
    return _FEED.match(text) is not None and _OF_ARXIV.search(text[:_HEAD]) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads every item; one that was announced before and is replaced is in the list, too."""
    problems: list[Problem] = []
    papers = [_paper(item, line, source) for line, item, _ in xml_records(text, source, problems, ("item", "entry"))]
    for paper in papers:
        if not (paper.ids or paper.title):
            message = "this item has neither an id nor a title; it is left out"
            problems.append(Problem(source, paper.line, "no-paper", message, ""))
    return with_missing([paper for paper in papers if paper.ids or paper.title], problems, source)


def _paper(item: etree._Element, line: int, source: str) -> PaperRecord:
    links = [text_at(item, "link"), *(attribute(each, "href") for each in children(item, "link"))]
    url = next(filter(None, map(web_address, filter(None, links))), "")
    own = (text_at(item, "guid"), text_at(item, "id"), url)
    authors, complete = read_authors(", ".join(text_at(each) for each in children(item, "creator")))
    summary = _BEFORE.sub("", text_at(item, "description") or text_at(item, "summary"), count=1)
    return PaperRecord(
        ids=one_of_each_scheme((*map(recognised, filter(None, own)), paper_id("doi", text_at(item, "DOI")))),
        title=text_at(item, "title"),
        url=url,
        day=read_day(text_at(item, "pubDate") or text_at(item, "published") or text_at(item, "updated")),
        authors=tuple(map(AuthorRecord, authors)),
        authors_complete=complete if authors else None,
        passages=sentences(summary, line),
        work_type="article",
        trust=Trust.SERVICE,
        source=source,
        line=line,
    )
