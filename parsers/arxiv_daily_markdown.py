"""The new papers of a day on arXiv in Markdown, numbered under their categories.

# cs.CV

### [1] [Title](https://arxiv.org/abs/2606.30647)
*First Last, First Last*

TL;DR: a sentence

<details>
<summary>Details</summary>
Motivation: a sentence
Abstract: sentences
</details>
"""

import re
from pathlib import PurePath

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.fields.names import read_authors
from paperatlas.parsers.left_over import blanked
from paperatlas.parsers.markdown_cutting import cut_markdown
from paperatlas.parsers.missing import missing_in
from paperatlas.parsers.sections import ANY_DAY_HEADER
from paperatlas.parsers.service_answers import distinct_authors

CUT = cut_markdown
_ENTRY = re.compile(
    r"^#{2,4} \[\d{1,5}\] ?\[(?P<title>.{1,2000})\]\((?P<url>https?://[^\s()]{1,500})\)\s*$", re.MULTILINE
)
_NUMBERED = re.compile(r"^#{2,4} \[\d{1,5}\]", re.MULTILINE)
_AUTHORS = re.compile(r"\*(?P<names>[^*].{0,1000000}?)\*\s*")
_PART = re.compile(r"(?P<label>[A-Z][\w;.-]{1,20}(?: [a-z]\w{1,20})?): ?(?P<text>.*)")
_UNSAID = frozenset({"Main category"})
_MARKUP = re.compile(r"</?(?:details|summary|div|br)\b[^<>]{0,200}>")


def accepts(text: str) -> bool:
    """Whether papers stand in it under numbered headings, and it is no daily digest."""
    return _ENTRY.search(text) is not None and not ANY_DAY_HEADER.search(text)


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper; one that is listed twice, under two categories, is two listings."""
    day = read_day(PurePath(source).name)
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if _NUMBERED.match(line)]
    ends = [number for number, line in enumerate(lines) if line.startswith("#")] + [len(lines)]
    papers: list[PaperRecord] = []
    problems: list[Problem] = []
    position = 0
    for start in starts:
        while ends[position] <= start:
            position += 1
        entry = _ENTRY.match(lines[start])
        if entry is None:
            message = "this numbered heading is no `### [1] [title](link)`; what is under it is left out"
            problems.append(Problem(source, start + 1, "unreadable-heading", message, lines[start][:200]))
            continue
        body = lines[start + 1 : ends[position]]
        names, complete = _authors(body)
        found = recognised(entry["url"])
        papers.append(
            PaperRecord(
                ids=(found,) if found else (),
                title=entry["title"],
                url=web_address(entry["url"]) or "",
                day=day,
                authors=names,
                authors_complete=complete if names else None,
                passages=tuple(_passages(body, start + 2)),
                work_type="article",
                trust=Trust.SERVICE,
                source=source,
                line=start + 1,
            )
        )
    missing = [problem for problem in missing_in(papers, source) if problem.code != "no-date" or day is None]
    return ParsedFile(tuple(papers), tuple(sorted((*problems, *missing))))


def rest(text: str) -> str:
    """The text without what stands under numbered headings."""
    lines = text.split("\n")
    taken = set()
    is_entry = False
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            is_entry = _NUMBERED.match(line) is not None
        if is_entry:
            taken.add(number)
    return blanked(lines, taken)


def _authors(body: list[str]) -> tuple[tuple[AuthorRecord, ...], bool]:
    for line in body:
        if line.strip():
            found = _AUTHORS.fullmatch(line)
            names, complete = read_authors(found["names"]) if found else ((), True)
            return distinct_authors(map(AuthorRecord, names)), complete
    return (), True


def _passages(body: list[str], first: int) -> list[Passage]:
    passages: list[Passage] = []
    for number, line in enumerate(body, start=first):
        text = _MARKUP.sub("", line).strip()
        if not text or text == "Details" or _AUTHORS.fullmatch(text):
            continue
        part = _PART.fullmatch(text)
        label, words = (part["label"], part["text"]) if part else ("", text)
        if label in _UNSAID:
            continue
        passages.extend(sentences(words, number, "" if label == "Abstract" else label))
    return passages
