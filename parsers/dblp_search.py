"""What DBLP's search for publications answers, in JSON or in XML: the same fields by the same names."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id, recognised
from paperatlas.graph.records import PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.work_types import service_type
from paperatlas.parsers.dblp import CORR, author_of, title_of
from paperatlas.parsers.fields.details import details_of
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.lenient_json import first_sign
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import (
    date_of,
    distinct,
    distinct_authors,
    object_of,
    one_of_each_scheme,
    papers_of,
    text_of,
    texts_of,
)
from paperatlas.parsers.xml_records import attribute, child, children, local_name, text_in, xml_records

CUT = cut_json
LISTS = frozenset({"result", "hits", "hit"})
_HEAD = 20_000
_ANSWER = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<result>")
_HIT = re.compile(r"<hit\b[^>]{0,200}>\s*<info>")
_DETAILS = {"volume": "volume", "number": "issue", "pages": "page", "publisher": "publisher"}
_OF_KEYS = {"phd": "thesis", "books": "book"}
"""What DBLP calls both "Books and Theses"."""
_NO_PAPERS = frozenset({"Editorship"})


def accepts(text: str) -> bool:
    """Whether there are hits with keys of DBLP."""
    if first_sign(text) == "<":
        return _ANSWER.match(text) is not None and _HIT.search(text[:_HEAD]) is not None
    return any(map(is_record, first_objects(text, LISTS)))


def is_record(value: Any) -> bool:
    """Whether it says the key of a record of DBLP, as a hit does."""
    info = object_of(value.get("info")) if isinstance(value, dict) else {}
    return "title" in info and paper_id("dblp", text_of(info.get("key"))) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads every hit that is a paper."""
    if first_sign(text) != "<":
        return parse_json("dblp-search", text, source)
    problems: list[Problem] = []
    hits = [
        JsonRecord(line, {"info": _fields(child(hit, "info"))})
        for line, hit, _ in xml_records(text, source, problems, ("hit",))
    ]
    return papers_in(hits, source, problems)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form; volumes of proceedings are no papers."""
    hits = (each for each in records if _NO_PAPERS.isdisjoint(texts_of(_info(each.value).get("type"))))
    return papers_of(hits, lambda record, number: _paper(_info(record), number, source), source, problems)


def _info(hit: Any) -> dict[str, Any]:
    return object_of(object_of(hit).get("info"))


def _paper(info: dict[str, Any], number: int, source: str) -> PaperRecord:
    venues, editions = texts_of(info.get("venue")), texts_of(info.get("ee"))
    preprint = CORR.fullmatch(text_of(info.get("volume"))) if "CoRR" in venues else None
    addresses = distinct(map(web_address, editions))
    authors = distinct_authors(author_of(name, "") for name in _names(object_of(info.get("authors")).get("author")))
    key = text_of(info.get("key"))
    kind = "article" if "CoRR" in venues else service_type(texts_of(info.get("type")))
    work_type = kind or _OF_KEYS.get(key.partition("/")[0])
    venue = html.unescape(venues[0]) if venues else None
    return PaperRecord(
        ids=one_of_each_scheme(
            (
                paper_id("dblp", key),
                paper_id("arxiv", preprint[1]) if preprint else None,
                *(paper_id("doi", each) for each in texts_of(info.get("doi"))),
                *map(recognised, editions),
            )
        ),
        title=title_of(html.unescape(text_of(info.get("title")))),
        url=addresses[0] if addresses else "",
        published=date_of(info.get("year")),
        authors=authors,
        authors_complete=True if authors else None,
        venue=venue,
        work_type=work_type,
        details=details_of(((name, text_of(info.get(key))) for key, name in _DETAILS.items()), work_type, venue),
        links=addresses[1:],
        trust=Trust.SERVICE,
        source=source,
        line=number,
    )


def _names(authors: Any) -> Iterator[str]:
    """Of one author or several."""
    for each in authors if isinstance(authors, list) else [authors]:
        yield html.unescape(text_of(each) or text_of(object_of(each).get("text")))


def _fields(info: etree._Element | None) -> dict[str, Any]:
    """The fields of a hit in XML as JSON has them."""
    fields: dict[str, Any] = {}
    for each in [] if info is None else info:
        name = local_name(each)
        if name == "authors":
            fields[name] = {
                "author": [{"text": text_in(one), "@pid": attribute(one, "pid")} for one in children(each, "author")]
            }
        else:
            fields.setdefault(name, []).append(text_in(each))
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in fields.items()}
