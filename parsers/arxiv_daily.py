"""The papers of a day at arXiv as daily crawlers write them: JSON Lines, or Markdown with numbered headings.

    {"id": "2404.09656", "categories": ["cs.CL"], "authors": ["First Last"], "title": …, "summary": …, "AI": {}}

    ### [1] [Title](https://arxiv.org/abs/2404.09656)
    *First Last,Second Last*

    Main category: cs.CL

    TL;DR: …

    Abstract: …

What is summed up by a machine, often in another language, is kept under its label behind the abstract. A paper of two
categories stands in a file twice.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedDigest, Passage, Problem
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.names import clean_name, read_authors
from paperatlas.parsers.json_records import CUT_LINES, first_objects, json_records
from paperatlas.parsers.markdown import linked_title, links
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.sections import ANY_DAY_HEADER
from paperatlas.parsers.service_answers import (
    distinct,
    distinct_authors,
    object_of,
    text_of,
    texts_of,
)

CUT = CUT_LINES
_KEYS = {"id", "title", "summary", "authors", "categories"}
_JSON_LINKS = ("pdf", "code_url", "github")
_HEADING = re.compile(r"^#{2,4} \[\d{1,6}\] ?\[(?=[^\n]{1,5000}\]\(https?://)", re.MULTILINE)
_TARGET = re.compile(r"https?://")
_AUTHORS = re.compile(r"\*([^*\n]{1,500000})\*|\*{0,2}Authors?\*{0,2}\s?[:：]\*{0,2}\s*([^\n]{1,500000})")
_LABEL = re.compile(r"\*{0,2}(?P<label>[A-Z][\w;.\- ]{1,40}?)\*{0,2}[:：]\*{0,2}\s*(?P<text>.*)")
_TAGS = ("<details", "</details", "<summary", "</summary", "<div", "</div")
_CATEGORY = "main category"


def accepts(text: str) -> bool:
    """Whether papers stand under numbered headings, or records have the fields of the crawlers."""
    if _HEADING.search(text):
        return not ANY_DAY_HEADER.search(text)
    return any(_is_crawled(record) for record in first_objects(text))


def _is_crawled(record: dict[str, Any]) -> bool:
    return record.keys() >= _KEYS and isinstance(record["authors"], list) and isinstance(record["categories"], list)


def parse(text: str, source: str) -> ParsedDigest:
    """Reads every paper of a file."""
    if _HEADING.search(text):
        return _parse_markdown(text, source)
    problems: list[Problem] = []
    papers = []
    for number, value in json_records(text, source, problems):
        paper = _paper(object_of(value), number, source)
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            message = f"record {number:,} has neither an id that is one nor a title; it is left out"
            problems.append(Problem(source, number, "no-paper", message, repr(value)[:200]))
    return with_missing(papers, problems, source)


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    authors = distinct_authors(AuthorRecord(clean_name(name)) for name in texts_of(record.get("authors")))
    url = web_address(text_of(record.get("abs")))
    found = recognised(text_of(record.get("id"))) or recognised(url or "")
    return PaperRecord(
        ids=(found,) if found else (),
        title=text_of(record.get("title")),
        url=url or "",
        day=day_of_file(source),
        authors=authors,
        authors_complete=True if authors else None,
        passages=_passages(record, number),
        links=distinct(
            (
                *(web_address(text_of(record.get(key))) for key in _JSON_LINKS),
                *links(text_of(record.get("comment"))),
            )
        ),
        source=source,
        line=number,
    )


def _passages(record: dict[str, Any], number: int) -> tuple[Passage, ...]:
    """The abstract and what is generated of it."""
    abstract = record.get("summary")
    passages = list(sentences(abstract, number) if isinstance(abstract, str) else ())
    for label, text in object_of(record.get("AI")).items():
        if isinstance(text, str) and text.strip():
            passages.extend(sentences(text, number, label))
    return tuple(passages)


def _parse_markdown(text: str, source: str) -> ParsedDigest:
    problems: list[Problem] = []
    papers = []
    for number, heading, lines in _entries(text.split("\n")):
        link = linked_title(heading, _TARGET)
        if link is None or not link[0]:
            message = "this heading is no `### [1] [title](link)`; what is under it is left out"
            problems.append(Problem(source, number, "unreadable-heading", message, heading[:200]))
            continue
        papers.append(_entry(number, link, lines, source))
    return with_missing(papers, problems, source)


def _entries(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Numbered headings with their lines: number, heading, what is under it up to the next heading."""
    number, heading = 0, ""
    under: list[str] = []
    for place, line in enumerate(lines, 1):
        if line.startswith(("# ", "## ", "### ", "#### ")):
            if heading:
                yield number, heading, under
            number, heading, under = place, line if re.match(r"#{2,4} \[\d{1,6}\]", line) else "", []
        else:
            under.append(line)
    if heading:
        yield number, heading, under


def _entry(number: int, link: tuple[str, str], lines: Sequence[str], source: str) -> PaperRecord:
    names: tuple[str, ...] = ()
    complete = True
    texts: list[tuple[str, str, int]] = []
    for place, line in enumerate(lines, number + 1):
        line = line.strip()
        if not line or line.startswith(_TAGS) or not line.strip("-*_ "):
            continue
        if not names and not texts and (found := _AUTHORS.fullmatch(line)):
            names, complete = read_authors(found[1] or found[2])
        elif found := _LABEL.match(line):
            texts.append((found["label"].strip(), found["text"], place))
        elif texts:
            label, text, first = texts.pop()
            texts.append((label, f"{text}\n{line}", first))
        else:
            texts.append(("", line, place))
    is_abstract = {"abstract", ""}
    texts.sort(key=lambda each: each[0].lower() not in is_abstract)
    found_id = recognised(link[1])
    return PaperRecord(
        ids=(found_id,) if found_id else (),
        title=link[0],
        url=web_address(link[1]) or "",
        day=day_of_file(source),
        authors=tuple(map(AuthorRecord, names)),
        authors_complete=complete if names else None,
        passages=tuple(
            passage
            for label, text, place in texts
            if label.lower() != _CATEGORY
            for passage in sentences(text, place, "" if label.lower() in is_abstract else label)
        ),
        links=tuple(each for each in links(" ".join(text for _, text, _ in texts)) if each != link[1]),
        source=source,
        line=number,
    )
