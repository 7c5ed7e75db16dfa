"""Lists of links to papers in Markdown, and any other Markdown that links to papers.

    * [May 2022] **"Title"** [[paper](https://arxiv.org/abs/2205.00445)] [[code](https://example.org)]
    - [Title](https://openreview.net/forum?id=…): what it is about

A paper that has a heading of its own is read with what stands under it. Headings above papers are their topics. What a
list does not say, such as authors, is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paperatlas.graph.records import PaperRecord, ParsedFile
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.heading_topics import with_topics
from paperatlas.parsers.markdown_links import (
    Link,
    bullet_of,
    leading_date,
    links_of,
    title_of,
    unquoted,
    without_links,
)
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.outline import PartReader, outline, says_only_links, split
from paperatlas.parsers.service_answers import distinct, one_of_each_scheme

MIN_WORDS = 4
"""So many are a text about a paper."""
_QUOTED_ITEM = re.compile(r"[^\w\[*\"“]{0,9}(?:\[[^\[\]]{4,30}\]\s?)?\*\*[\"“].{3,1000}[\"”]\*\*")
_PAPER_LABEL = re.compile(r"\W*(?:paper|pdf|论文|論文|논문)\W*", re.IGNORECASE)


def accepts(text: str) -> bool:
    """Whether there are links to two papers, or an item of a list or a heading links to one."""
    found: set[str] = set()
    for line in text.split("\n"):
        if "http" not in line:
            continue
        papers = {link.paper for link in links_of(line) if link.paper}
        found |= papers
        is_line = bullet_of(line) is not None or line.startswith("#") or says_only_links(line)
        if len(found) > 1 or (papers and is_line):
            return True
    return False


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper that is linked to."""
    root = outline(text.split("\n"))
    parts, others = split(root)
    papers = [PartReader(part).record(source) for part in parts]
    papers.extend(_listed(others, source))
    day = day_of_file(source)
    dated = [replace(paper, day=day) for paper in papers]
    return with_missing(with_topics(sorted(dated, key=lambda paper: paper.line), root), [], source)


def _listed(lines: Sequence[tuple[int, str]], source: str) -> Iterator[PaperRecord]:
    """The papers of single lines, each with the indented lines below it."""
    last: PaperRecord | None = None
    for number, line in lines:
        item = bullet_of(line)
        found = list(_papers(number, line if item is None else item, item is not None, source))
        if found:
            if last is not None:
                yield last
            *before, last = found
            yield from before
        elif last is not None and line.startswith(("  ", "\t")) and line.strip():
            last = _with_text(last, number, line)
        elif last is not None and line.strip():
            yield last
            last = None
    if last is not None:
        yield last


def _papers(number: int, text: str, is_item: bool, source: str) -> Iterator[PaperRecord]:
    """The papers of a line."""
    links = links_of(text)
    papers = [link for link in links if link.paper or (is_item and _PAPER_LABEL.fullmatch(link.text))]
    if not papers:
        if is_item and (not links or _QUOTED_ITEM.match(text)) and _QUOTED_ITEM.fullmatch(without_links(text, links)):
            yield _record(number, text, links, [], source)
        return
    own = [link for link in papers if not link.is_label]
    if len(own) > 1:
        ends = [*(link.start for link in own[1:]), len(text)]
        starts = [0, *ends[:-1]]
        for link, start, end in zip(own, starts, ends, strict=True):
            piece = text[start:end]
            yield _record(number, piece, links_of(piece), [link], source)
        return
    papers = [*own, *(link for link in papers if link not in own)]
    by_scheme = one_of_each_scheme(link.paper for link in papers)
    yield _record(number, text, links, papers, source)
    rest = [link for link in papers if link.paper and link.paper not in by_scheme]
    for link in {link.paper: link for link in rest}.values():
        yield PaperRecord(ids=(link.paper or "",), url=link.address, source=source, line=number)


def _record(number: int, text: str, links: list[Link], papers: list[Link], source: str) -> PaperRecord:
    title, rest = title_of(text, links)
    url = papers[0].address if papers else ""
    return PaperRecord(
        ids=one_of_each_scheme(link.paper for link in papers),
        title=title,
        url=url,
        published=leading_date(without_links(text, links)),
        passages=sentences(rest, number) if len(rest.split()) >= MIN_WORDS else (),
        links=tuple(each for each in distinct(link.address for link in links) if each != url),
        source=source,
        line=number,
    )


def _with_text(paper: PaperRecord, number: int, line: str) -> PaperRecord:
    links = links_of(line)
    text = without_links(bullet_of(line) or line, links_of(bullet_of(line) or line))
    more = sentences(unquoted(text), number) if len(text.split()) >= MIN_WORDS else ()
    added = (*paper.links, *(link.address for link in links))
    return replace(paper, passages=(*paper.passages, *more), links=distinct(added))
