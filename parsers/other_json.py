"""Papers in JSON of no known form: objects, however nested, that have a title and the id or the address of a paper.

Names of the fields are looked for as they are mostly called: `title`, `authors`, `abstract`, `url`, `date`, `arxiv_id`,
and the like, with any capitals and underscores, also in an object inside of the paper's. A row of a table in Markdown
as a string is a paper too. Keys around papers that are written for people are their topics.
"""

import datetime
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import read_day, read_published
from paperatlas.parsers.fields.doubted_lists import with_doubts
from paperatlas.parsers.fields.names import clean_name, read_authors
from paperatlas.parsers.fields.topics import topic_of
from paperatlas.parsers.json_records import CUT_LINES, are_lines, first_objects, json_records
from paperatlas.parsers.markdown_table import guessed_row, paper_of
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.service_answers import (
    count_of,
    distinct,
    distinct_authors,
    one_of_each_scheme,
    text_of,
    texts_of,
)

CUT = CUT_LINES
MAX_DEPTH = 30
_LIST_KEY = re.compile(r'"([^"\\]{1,60})"\s*:\s*\[\s*[{"]')
_TITLES = ("title", "papertitle", "name", "titleen", "englishtitle")
_ID_KEYS = {
    "arxivid": "arxiv", "arxiv": "arxiv", "doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "s2id": "s2", "aclid": "acl",
    "openreviewid": "openreview", "corpusid": "corpusid",
}  # fmt: skip
_ADDRESSES = (
    "url", "link", "paperurl", "arxivurl", "arxivpageurl", "absurl", "abs", "pdf", "pdfurl", "pdflink", "href",
    "pageurl", "paperlink", "entryid", "id", "paperid", "hfurl", "sourceurl",
)  # fmt: skip
_SUMMARIES = ("abstract", "summary", "abstractlines", "description", "tldr", "aisummary")
_AUTHORS = ("authors", "author", "authornames", "authorlist")
_DATES = ("published", "publishedat", "publisheddate", "publicationdate", "date", "pubdate", "submitteddate", "year")
_VOTES = ("upvotes", "votes", "likes", "numvotes")
_KEYWORDS = ("keywords", "tags", "aikeywords")
_VENUES = ("venue", "journal", "conference", "journalref")
_DAYS = ("scrapeddate", "reportdate", "announcementdate", "listdate")
_INNER = ("details", "metadata", "paper", "info", "data")


def accepts(text: str) -> bool:
    """Whether an object has a title and the id of a paper."""
    if text.lstrip()[:1] not in ("[", "{"):
        return False
    lists = _lists(text)
    if any(_has_paper(record) for record in first_objects(text, lists)):
        return True
    return any(_has_paper(value) for value in _whole(text))


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper that is found."""
    problems: list[Problem] = []
    papers: list[PaperRecord] = []
    day = day_of_file(source)
    for value in _whole(text):
        papers.extend(_papers(value, len(papers) + 1, source, day))
    if not papers:
        for number, value in json_records(text, source, problems, _lists(text)):
            papers.extend(_papers(value, number, source, day))
    papers, doubts = with_doubts(papers, source)
    problems.extend(doubts)
    return with_missing(papers, problems, source)


def _whole(text: str) -> list[Any]:
    """The text's value where it is one object; everything else is read record by record."""
    if not text.lstrip().startswith("{"):
        return []
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    return [value]


def _lists(text: str) -> tuple[str, ...]:
    """The keys of lists, where the text is an object: in one of them its records are."""
    if not text.lstrip().startswith("{") or are_lines(text):
        return ()
    keys = dict.fromkeys(found[1] for found in _LIST_KEY.finditer(text, 0, 100_000))
    return tuple(key for key in keys if _folded(key) not in _AUTHORS)


def _has_paper(value: Any) -> bool:
    return any(True for _ in _papers(value, 1, "", None))


def _papers(value: Any, number: int, source: str, day: datetime.date | None) -> Iterator[PaperRecord]:
    """The papers in a value, with the day that an object around them says."""
    waiting: list[tuple[Any, int, datetime.date | None, tuple[str, ...]]] = [(value, 0, day, ())]
    while waiting:
        each, depth, its_day, topics = waiting.pop()
        if isinstance(each, dict):
            values = {_folded(key): inner for key, inner in each.items()}
            its_day = its_day or _said_day(values)
            paper = _paper(values, number, source, its_day)
            if paper is not None:
                yield replace(paper, keywords=distinct([*paper.keywords, *topics])) if topics else paper
                number += 1
            elif depth < MAX_DEPTH:
                for key, inner in reversed(each.items()):
                    waiting.append((inner, depth + 1, its_day, (*_topics(key), *topics)))
        elif isinstance(each, list) and depth < MAX_DEPTH:
            waiting.extend((inner, depth + 1, its_day, topics) for inner in reversed(each))
        elif isinstance(each, str) and each.startswith("|") and (row := guessed_row(each, number)):
            yield replace(paper_of(row, its_day, source), keywords=distinct(topics))
            number += 1


@functools.lru_cache(1 << 12)
def _folded(key: str) -> str:
    return re.sub(r"[\W_]", "", key).lower()


def _topics(key: str) -> list[str]:
    """The topic that a key is, if people are to read it: it has blanks, a capital first, or letters of no program."""
    is_for_people = " " in key.strip() or key[:1].isupper() or not key.isascii()
    topic = topic_of(key) if is_for_people else None
    return [topic] if topic else []


def _said_day(values: dict[str, Any]) -> datetime.date | None:
    return next((day for key in _DAYS if (day := read_day(text_of(values.get(key))))), None)


def _paper(values: dict[str, Any], number: int, source: str, day: datetime.date | None) -> PaperRecord | None:
    """The paper that an object is, from its values by their folded names; None where it is none."""
    for key in _INNER:
        if isinstance(inner := values.get(key), dict):
            for name, value in inner.items():
                values[_folded(name)] = values.get(_folded(name)) or value
    title = next((text for key in _TITLES if (text := text_of(values.get(key)))), "")
    ids = _ids(values) if title else ()
    if not ids:
        return None
    authors, complete = _authors(values)
    addresses = distinct(web_address(text_of(values[key])) for key in _ADDRESSES if key in values)
    more = distinct(address for value in values.values() for address in _addresses(value))
    return PaperRecord(
        ids=ids,
        title=title,
        url=addresses[0] if addresses else "",
        day=day,
        published=next((date for key in _DATES if (date := read_published(_printed(values.get(key))))), None),
        votes=next((votes for key in _VOTES if (votes := _count(values.get(key))) is not None), None),
        authors=authors,
        authors_complete=complete,
        passages=_passages(values, title, number),
        keywords=distinct(text for key in _KEYWORDS for text in texts_of(values.get(key))),
        venue=next((text for key in _VENUES if (text := text_of(values.get(key)))), None),
        links=tuple(each for each in distinct((*addresses, *more)) if each not in addresses[:1]),
        source=source,
        line=number,
    )


def _ids(values: dict[str, Any]) -> tuple[str, ...]:
    """The ids under the names of schemes, and in the addresses."""
    named = (paper_id(scheme, text) for key, scheme in _ID_KEYS.items() if (text := text_of(values.get(key))))
    texts = [text_of(values[key]) for key in _ADDRESSES if key in values]
    linked = (recognised(text) for text in (*texts, *texts_of(values.get("sourceurls"))) if text)
    return one_of_each_scheme((*named, *linked))


def _addresses(value: Any) -> Iterator[str | None]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.lstrip().startswith("http"):
            yield web_address(squeezed(each))


def _authors(values: dict[str, Any]) -> tuple[tuple[AuthorRecord, ...], bool | None]:
    printed = next((value for key in _AUTHORS if (value := values.get(key))), None)
    if isinstance(printed, str):
        names, complete = read_authors(printed)
    else:
        names, complete = tuple(_name(each) for each in printed) if isinstance(printed, list) else (), True
        if names and re.fullmatch(r"\+?\s?\d*\s?(?:more|others)|et al\.?|…|\.\.\.", names[-1], re.IGNORECASE):
            names, complete = names[:-1], False
    authors = distinct_authors(AuthorRecord(clean_name(name)) for name in names)
    return authors, complete if authors else None


def _name(value: Any) -> str:
    if isinstance(value, dict):
        return next((text for key in ("name", "fullname", "display_name") if (text := text_of(value.get(key)))), "")
    return text_of(value)


def _passages(values: dict[str, Any], title: str, number: int) -> tuple[Passage, ...]:
    """The abstract; one that is only the title again is none."""
    passages: list[Passage] = []
    for key in _SUMMARIES:
        text = values.get(key)
        lines = texts_of(text) if isinstance(text, list) else [text] if isinstance(text, str) else []
        for line in lines:
            if squeezed(line) != title:
                passages.extend(sentences(line, number, "" if not passages or isinstance(text, list) else key))
    return tuple(passages)


def _printed(value: Any) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text_of(value)


def _count(value: Any) -> int | None:
    return read_count(value) if isinstance(value, str) else count_of(value)
