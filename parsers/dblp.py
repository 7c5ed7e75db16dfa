"""Records of DBLP, from the whole dblp.xml or of single papers.

"Rui Shen 0002" says which Rui Shen it is: the name goes without the number, the whole is an id. Volumes of proceedings
and people's home pages are no papers and are left out.
"""

import functools
import re

from lxml import etree

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id, person_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.work_types import bibtex_type
from paperatlas.parsers.fields.details import details_of
from paperatlas.parsers.fields.names import clean_name
from paperatlas.parsers.service_answers import date_of, distinct, distinct_authors, one_of_each_scheme
from paperatlas.parsers.unread import told_up_to, unread
from paperatlas.parsers.xml_papers import papers_of
from paperatlas.parsers.xml_records import attribute, by_name, local_name, text_at, text_in, xml_records

_PAPERS = ("article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis", "data")
_RECORD = re.compile(rf"<(?:{'|'.join((*_PAPERS, 'proceedings', 'www'))})\s[^<>]{{0,300}}\bkey=\"[A-Za-z-]{{2,20}}/")
CUT = re.compile(_RECORD.pattern.encode())
_HEAD = 20_000
_DBLP = re.compile(r"<dblp[\s>]|<!DOCTYPE dblp\b")
_NUMBERED = re.compile(r"(.*\S)\s+(\d{4})")
_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_DETAILS = {
    "volume": "volume", "number": "issue", "pages": "page", "publisher": "publisher", "series": "collection-title",
    "isbn": "ISBN",
}  # fmt: skip
_TEXTS = frozenset(("title", "journal", "booktitle", "school", "year", "month", *_DETAILS))
CORR = re.compile(r"abs/(.+)")


def accepts(text: str) -> bool:
    """Whether the root is DBLP's, or records have keys as DBLP gives them."""
    return _DBLP.search(text[:_HEAD]) is not None or _RECORD.search(text[:_HEAD]) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads every record of a paper."""
    problems: list[Problem] = []
    papers: list[PaperRecord] = []
    left_out: list[Problem] = []
    for line, record, _ in xml_records(text, source, problems, _PAPERS):
        papers.append(_paper(record, line, source))
        if papers[-1].published is None:
            left_out += unread({"year": text_at(record, "year")}, papers[-1])
    return papers_of(papers, source, [*problems, *told_up_to(left_out)])


def _paper(record: etree._Element, line: int, source: str) -> PaperRecord:
    fields = by_name(record)
    texts = {name: text_in(elements[0]) for name, elements in fields.items() if name in _TEXTS}
    editions = [text_in(each) for each in fields.get("ee", ())]
    journal = texts.get("journal")
    preprint = CORR.fullmatch(texts.get("volume", "")) if journal == "CoRR" else None
    authors = distinct_authors(author_of(text_in(each), attribute(each, "orcid")) for each in fields.get("author", ()))
    addresses = [web_address(each) for each in editions]
    url = next(filter(None, addresses), "")
    is_preprint = journal == "CoRR" or attribute(record, "publtype").startswith("informal")
    work_type = "article" if is_preprint else bibtex_type(local_name(record))
    venue = journal or texts.get("booktitle") or texts.get("school") or None
    return PaperRecord(
        ids=one_of_each_scheme(
            (
                paper_id("dblp", attribute(record, "key")),
                paper_id("arxiv", preprint[1]) if preprint else None,
                *(paper_id("doi", each) if "doi.org/" in each else recognised(each) for each in editions),
            )
        ),
        title=title_of(texts.get("title", "")),
        url=url,
        published=date_of(texts.get("year"), _MONTHS.get(texts.get("month", "").lower())),
        authors=authors,
        authors_complete=True if authors else None,
        venue=venue,
        work_type=work_type,
        details=details_of(((name, texts.get(key, "")) for key, name in _DETAILS.items()), work_type, venue),
        references=distinct(paper_id("dblp", text_in(each)) for each in fields.get("cite", ())),
        links=tuple(each for each in distinct(addresses) if each != url),
        trust=Trust.SERVICE,
        source=source,
        line=line,
    )


def title_of(printed: str) -> str:
    """The title without the full stop that DBLP puts behind each."""
    return printed[:-1] if printed.endswith(".") and not printed.endswith("..") else printed


@functools.lru_cache(1 << 14)
def author_of(printed: str, orcid: str) -> AuthorRecord:
    """The author whom DBLP prints so, with a number where there are others of the name."""
    numbered = _NUMBERED.fullmatch(printed) if printed[-1:].isdecimal() else None
    ids = (person_id("orcid", orcid) if orcid else None, person_id("dblp", printed) if numbered else None)
    return AuthorRecord(clean_name(numbered[1] if numbered else printed), distinct(ids))
