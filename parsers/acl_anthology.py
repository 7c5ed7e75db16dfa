"""Volumes of the ACL Anthology as it keeps them. What tells namesakes apart is an id of the author."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id, person_id
from paperatlas.graph.months import MONTHS
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.parsers.cutting import AtMatches, Cutter, on_one_line
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.details import details_of
from paperatlas.parsers.fields.names import cleaned, person
from paperatlas.parsers.service_answers import date_of, distinct, distinct_authors, one_of_each_scheme
from paperatlas.parsers.xml_papers import papers_of
from paperatlas.parsers.xml_records import attribute, child, children, local_name, text_at, text_in, xml_records

_HEAD = 20_000
_COLLECTION = re.compile(r"<collection\s[^<>]*\bid=[^<>]*>\s*<volume\s[^<>]*\bid=|<volume\s[^<>]{0,500}\bingest-date=")
_DETAILS = {
    "journal-volume": "volume", "journal-issue": "issue", "publisher": "publisher", "address": "publisher-place",
    "isbn": "ISBN",
}  # fmt: skip
_OLD = re.compile(r"[A-Z]\d\d")
_PAPER = re.compile(rb"<paper[\s>]")
_AROUND = re.compile(rb"<(collection|volume)\s[^<>]{0,2000}>|<(meta)>.{0,20000}?</meta>", re.DOTALL)
_MONTH = re.compile(rf"(?i)\b({'|'.join(MONTHS)})")


def cut_volumes(head: bytes, file: BinaryIO) -> Cutter | None:
    """Before papers; each piece begins with the volume that it is of."""
    return AtMatches(_PAPER, _volume) if _PAPER.search(head) else None


def _volume(before: bytes) -> bytes:
    """The beginning of the volume that some bytes end in."""
    around: dict[bytes, bytes] = {}
    for found in _AROUND.finditer(before):
        name = found[1] or found[2]
        if name == b"volume":
            around.pop(b"meta", None)
        around[name] = on_one_line(found[0])
    return b"".join(around[name] for name in (b"collection", b"volume", b"meta") if name in around)


CUT = cut_volumes


def accepts(text: str) -> bool:
    """Whether the text is a collection of volumes."""
    return _COLLECTION.search(text[:_HEAD]) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper with the date and the name of its volume; a volume's front matter is no paper."""
    problems: list[Problem] = []
    papers = []
    meta: etree._Element | None = None
    records = xml_records(text, source, problems, ("meta", "frontmatter", "paper"), ("collection", "volume"))
    for line, record, within in records:
        if local_name(record) == "meta":
            meta = record
        elif local_name(record) == "paper":
            volume = (within.get("collection", {}).get("id", ""), within.get("volume", {}).get("id", ""))
            papers.append(_paper(record, meta, volume, line, source))
    return papers_of(papers, source, problems)


def _paper(
    record: etree._Element, meta: etree._Element | None, volume: tuple[str, str], line: int, source: str
) -> PaperRecord:
    authors = distinct_authors(map(_author, children(record, "author")))
    url = text_at(record, "url")
    month = _MONTH.search(text_at(record, "month") or text_at(meta, "month"))
    journal = text_at(record, "journal-title") or text_at(meta, "journal-title")
    work_type = "article-journal" if journal else "paper-conference"
    links = [text_at(record, "pwccode"), *(attribute(each, "url") for each in children(record, "pwccode"))]
    return PaperRecord(
        ids=one_of_each_scheme(
            (
                paper_id("acl", url) or paper_id("acl", _anthology_id(*volume, attribute(record, "id"))),
                paper_id("doi", text_at(record, "doi")),
            )
        ),
        title=_printed(child(record, "title")),
        url=web_address(url) or "",
        published=date_of(
            text_at(record, "year") or text_at(meta, "year"), MONTHS[month[1].lower()] if month else None
        ),
        authors=authors,
        authors_complete=True if authors else None,
        passages=sentences(_printed(child(record, "abstract")), line),
        venue=journal or text_at(meta, "booktitle") or None,
        work_type=work_type,
        details=details_of(_details(record, meta), work_type),
        links=distinct(map(web_address, filter(None, links))),
        trust=Trust.SERVICE,
        source=source,
        line=line,
    )


def _details(record: etree._Element, meta: etree._Element | None) -> Iterator[tuple[str, str]]:
    yield "page", text_at(record, "pages")
    for key, name in _DETAILS.items():
        yield name, text_at(record, key) or text_at(meta, key)


def _anthology_id(collection: str, volume: str, paper: str) -> str:
    """The id where the record does not print it: `P19-1001` in the old style, `2020.acl-main.1` since.

    >>> _anthology_id("P19", "1", "1"), _anthology_id("W19", "1", "1"), _anthology_id("2020.acl", "main", "1")
    ('P19-1001', 'W19-0101', '2020.acl-main.1')
    """
    if _OLD.fullmatch(collection) is None:
        return f"{collection}-{volume}.{paper}"
    if collection.startswith("W") or (collection in ("C69", "D19") and len(volume) > 1):
        return f"{collection}-{volume:0>2}{paper:0>2}"
    return f"{collection}-{volume}{paper:0>3}"


def _author(author: etree._Element) -> AuthorRecord:
    ids = (person_id("orcid", attribute(author, "orcid")), person_id("acl", attribute(author, "id")))
    named = cleaned(person(text_at(author, "last"), text_at(author, "first")))
    return named._replace(ids=distinct(ids), affiliations=distinct(map(text_in, children(author, "affiliation"))))


def _printed(element: etree._Element | None) -> str:
    """The text of a title or an abstract, formulas between dollars."""
    if element is not None:
        for formula in element.iter("tex-math"):
            formula.text = f"${formula.text or ''}"
            formula.tail = f"${formula.tail or ''}"
    return text_in(element)
