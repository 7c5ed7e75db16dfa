"""Papers with front matter: one Markdown or YAML file a paper or a day.

    ---
    title: Title
    authors: "First Last, Second Last"
    date: 2026-02-05
    pdf: "https://arxiv.org/pdf/2602.05977v1"
    ---

    ## Abstract
    …

Where the front matter is of a day, the papers stand under headings of their own. Pandoc has `references` there, in CSL.
Only YAML that makes plain values is read.
"""

import datetime
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem
from paperatlas.parsers import arxiv_mail, chinese_digest, csl_json, link_list
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import published_in, read_day, read_published
from paperatlas.parsers.fields.names import clean_name, read_people
from paperatlas.parsers.json_records import JsonRecord
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.outline import PartReader, outline
from paperatlas.parsers.sections import ANY_DAY_HEADER
from paperatlas.parsers.service_answers import distinct, distinct_authors, object_of, one_of_each_scheme, text_of

MAX_YAML = 200_000
MAX_ITEMS = 4_000_000
"""Characters of a list whose items are read one by one."""
MAX_DEPTH = 20
_FENCED = re.compile(r"---[ \t]*\n(.{0,200000}?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_BARE = re.compile(r"(?:---[ \t]*\n)?(?:#[^\n]*\n|[^\S\n]*\n){0,50}-?\s{0,4}[A-Za-z_][\w-]{0,40}:(?:\s|$)")
_TITLE = re.compile(r"^[-\s]{0,8}(?:title|paper_title)\s?:", re.MULTILINE | re.IGNORECASE)
_CSL = (re.compile(r"^[-\s]{0,12}type\s?:\s?\S", re.M), re.compile(r"^[-\s]{0,20}(?:family|literal|issued)\s?:", re.M))
_SUMMARIES = ("abstract", "summary", "tldr", "tl;dr", "description")
_KEYWORDS = ("tags", "keywords", "topics")
_DATES = ("published", "publication_date")
_IDS = (
    "arxiv",
    "arxiv_id",
    "arxivid",
    "doi",
    "pmid",
    "openreview",
    "id",
    "link",
    "url",
    "paper",
    "pdf",
    "paper_url",
    "abs",
)
_ITEM = re.compile(r"^-(?=\s)", re.MULTILINE)
_MARKED_TAG = re.compile(r"^(?:keyword|query|tag|topic):", re.IGNORECASE)


def accepts(text: str) -> bool:
    """Whether a text begins with front matter, or is YAML, that has a title, and links to a paper."""
    if ANY_DAY_HEADER.search(text) or arxiv_mail.accepts(text):
        return False
    fenced = _FENCED.match(text)
    if fenced is not None:
        body = text[fenced.end() :]
        is_papers = _has_id(fenced[1]) or _is_csl(fenced[1])
        return has_title(fenced[1]) and (is_papers or chinese_digest.accepts(body) or link_list.accepts(body))
    has_papers = _has_id(text[:MAX_YAML]) or _is_csl(text[:MAX_YAML])
    return _BARE.match(text) is not None and _TITLE.search(text) is not None and has_papers


def has_title(block: str) -> bool:
    """Whether a block of front matter is of something with a title."""
    return _TITLE.search(block) is not None


def _is_csl(yaml: str) -> bool:
    """Whether there are lines as references in CSL have them."""
    return all(line.search(yaml) for line in _CSL)


def _has_id(yaml: str) -> bool:
    """Whether the value of a line is the id of a paper or its address."""
    pairs = (line.partition(":") for line in yaml.split("\n"))
    named = ((key.strip(" -").lower(), value.strip(" \"'")) for key, _, value in pairs)
    return any(key in _IDS and (recognised(value) or recognised(f"{key}:{value}")) for key, value in named)


def parse(text: str, source: str) -> ParsedFile:
    """Reads the paper, or the papers of the day."""
    problems: list[Problem] = []
    fenced = _FENCED.match(text)
    values = _load(fenced[1] if fenced else text, source, problems)
    body = text[fenced.end() :] if fenced else ""
    first = text.count("\n", 0, fenced.end()) + 1 if fenced else 1
    cited, values = _references(values)
    papers = [paper for group in _objects(values) for paper in _papers(group, source, problems)]
    if len(papers) == 1 and fenced:
        papers = [_with_body(papers[0], body, first)]
    elif fenced:
        day = _day(object_of(values), source)
        body = "\n" * (first - 1) + body
        listed = chinese_digest.parse(body, source).papers
        listed += link_list.parse(chinese_digest.rest(body) if listed else body, source).papers
        papers.extend(replace(paper, day=day) for paper in sorted(listed, key=lambda paper: paper.line))
    if not cited:
        return with_missing(papers, problems, source)
    read = csl_json.papers_in((JsonRecord(at, each) for at, each in enumerate(cited, 1)), source, [])
    if not papers:
        return ParsedFile(read.papers, tuple(sorted((*problems, *read.problems))))
    others = with_missing(papers, problems, source)
    return ParsedFile((*read.papers, *others.papers), tuple(sorted((*read.problems, *others.problems))))


def _references(values: Any) -> tuple[list[dict[str, Any]], Any]:
    """The references in CSL, alone or under `references` as Pandoc has them; and all but these."""
    listed: Any = values.get("references") if isinstance(values, dict) else values
    found = [each for each in listed if csl_json.is_record(each)] if isinstance(listed, list) else []
    if not found:
        return [], values
    others = [each for each in listed if each not in found]
    return found, {**values, "references": others} if isinstance(values, dict) else others


def rest(text: str) -> str:
    """Nothing: what stands below front matter is of its papers."""
    return ""


def _load(yaml_text: str, source: str, problems: list[Problem]) -> Any:
    """What a YAML text says; where it is broken, its lines `key: value`."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Dates stay as they are written, and nothing is anchored: no text grows."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                raise yaml.YAMLError("references to other places are not read")
            return super().compose_node(parent, index)

    Loader.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":bool"))]
        for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        if len(yaml_text) > MAX_YAML:
            raise yaml.YAMLError(f"longer than {MAX_YAML:,} characters")
        return yaml.load(yaml_text, Loader)  # it is a SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        message = f"this YAML is broken ({reason}); its items, or lines `key: value`, are read one by one"
        problems.append(Problem(source, 1, "broken-yaml", message, yaml_text[:200]))
    if len(yaml_text) > MAX_ITEMS:
        message = f"this YAML is longer than {MAX_ITEMS:,} characters; what stands behind is left out"
        problems.append(Problem(source, yaml_text.count("\n", 0, MAX_ITEMS) + 1, "yaml-too-long", message, ""))
    items = _ITEM.split(yaml_text[:MAX_ITEMS])[1:]
    if len(items) > 1:
        return [value for item in items for value in _item(item, Loader)]
    return _pairs(yaml_text[:MAX_YAML])


def _item(text: str, loader: Any) -> list[Any]:
    """What an item of a list says, where others of it are broken."""
    import yaml

    try:
        if len(text) > MAX_YAML:
            return []
        return yaml.load("-" + text, loader) or []
    except (yaml.YAMLError, RecursionError, ValueError):
        return [_pairs(textwrap.dedent(" " + text))]


def _pairs(text: str) -> dict[str, str]:
    """The lines `key: value`."""
    pairs = (line.partition(":") for line in text.split("\n") if re.match(r"[A-Za-z_][\w-]*:", line))
    return {key: value.strip().strip("\"'") for key, _, value in pairs}


def _objects(values: Any) -> Iterator[list[dict[str, Any]]]:
    """The objects in a value that may be papers: it, and each list of them."""
    if isinstance(values, dict):
        yield [values]
        for inner in values.values():
            if isinstance(inner, list):
                yield [each for each in inner if isinstance(each, dict) and "title" in each]
    elif isinstance(values, list):
        yield [each for each in values if isinstance(each, dict)]


def _papers(group: list[dict[str, Any]], source: str, problems: list[Problem]) -> list[PaperRecord]:
    """The papers among some objects: those with ids, and beside them those with a title and authors."""
    papers = [_paper(each, source) for each in group]
    if not any(paper.ids for paper in papers):
        return []
    for paper in papers:
        if not paper.ids and not paper.authors:
            message = "an item beside papers has neither an id nor authors; it is left out"
            problems.append(Problem(source, 1, "no-paper", message, paper.title))
    return [paper for paper in papers if paper.ids or (paper.title and paper.authors)]


def _paper(printed: dict[str, Any], source: str) -> PaperRecord:
    values = {str(key).lower(): value for key, value in printed.items()}
    ids = [recognised(text_of(values.get(key))) or recognised(f"{key}:{text_of(values.get(key))}") for key in _IDS]
    addresses = distinct(web_address(text_of(value)) for key, value in values.items() if key in _IDS)
    authors, complete = _authors(values)
    dates = (read_published(text_of(values.get(key))) for key in _DATES)
    of_note = published_in(text_of(values.get("date")), text_of(values.get("year")))
    passages = [
        passage
        for key in (*_SUMMARIES, "evidence")
        if text_of(values.get(key))
        for passage in sentences(str(values[key]), 1, "" if key in _SUMMARIES[:2] else key)
    ]
    return PaperRecord(
        ids=one_of_each_scheme(ids),
        title=text_of(values.get("title")) or text_of(values.get("paper_title")),
        url=addresses[0] if addresses else "",
        published=next(filter(None, dates), of_note),
        authors=authors,
        authors_complete=complete,
        passages=tuple(passages),
        keywords=distinct(tag for key in _KEYWORDS for tag in _texts(values.get(key))),
        venue=text_of(values.get("venue")) or text_of(values.get("journal")) or None,
        links=addresses[1:],
        image=web_address(text_of(values.get("thumbnail")) or text_of(values.get("image"))),
        source=source,
    )


def _authors(values: dict[str, Any]) -> tuple[tuple[AuthorRecord, ...], bool | None]:
    """The authors; one alone under `author` is the first of a list that was cut."""
    printed = values.get("authors") or values.get("author")
    complete = True
    if isinstance(printed, list):
        names = (clean_name(text_of(object_of(each).get("name")) or text_of(each)) for each in printed)
        authors = distinct_authors(map(AuthorRecord, names))
    else:
        found, complete = read_people(text_of(printed))
        authors = distinct_authors(found)
    if "authors" not in values and len(authors) == 1:
        complete = False
    return authors, complete if authors else None


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else text_of(value).split(",")
    return [_MARKED_TAG.sub("", text).strip() for each in values if (text := text_of(each))]


def _with_body(paper: PaperRecord, body: str, first: int) -> PaperRecord:
    """The paper with what stands below its front matter."""
    root = outline(body.split("\n"), first)
    root.heading = paper.title
    read = PartReader(root).record(paper.source)
    passages: tuple[Passage, ...] = (*read.passages, *paper.passages)
    abstract = [each for each in passages if not each.section]
    others = [each for each in passages if each.section]
    links = tuple(each for each in distinct((*paper.links, read.url, *read.links)) if each != paper.url)
    return replace(paper, passages=(*abstract, *others), links=links)


def _day(values: dict[str, Any], source: str) -> datetime.date | None:
    """The day of a list: in the file's name, in the title, or its date."""
    published = read_published(text_of(values.get("date")))
    return day_of_file(source) or read_day(text_of(values.get("title"))) or read_day(published or "")
