"""Lists of links to papers in Markdown, and any other Markdown that links to papers.

    * [May 2022] **"Title"** [[paper](https://arxiv.org/abs/2205.00445)] [[code](https://example.org)]
    - [Title](https://openreview.net/forum?id=…): what it is about

A paper that has a heading of its own is read with what stands under it. Headings above papers are their topics. What a
list does not say, such as authors, is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from paperatlas.graph.identifiers import address_of, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile
from paperatlas.parsers.bibtex_blocks import bibtex_blocks, papers_in_blocks
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import year_of_venue
from paperatlas.parsers.heading_days import days_of
from paperatlas.parsers.heading_topics import with_topics
from paperatlas.parsers.markdown_cutting import cut_markdown
from paperatlas.parsers.markdown_links import (
    PAPER_LABEL,
    Link,
    bullet_of,
    leading_date,
    links_of,
    title_of,
    unquoted,
    venue_behind,
    without_links,
    without_pictures,
)
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.outline import PartReader, outline, says_only_links, split, without_page_badges
from paperatlas.parsers.printed_citations import read_citation
from paperatlas.parsers.reference_links import inlined
from paperatlas.parsers.running_text import (
    is_small,
    names_speaker,
    points,
    says_nothing,
    shown,
    speaks,
    titled_lines,
    unquoted_line,
    without_clock,
)
from paperatlas.parsers.service_answers import distinct, one_of_each_scheme

CUT = cut_markdown
MIN_WORDS = 4
"""So many are a text about a paper."""
_QUOTED_ITEM = re.compile(r"[^\w\[*\"“]{0,9}(?:\[[^\[\]]{4,30}\]\s?)?\*\*[\"“].{3,1000}[\"”]\*\*")
_LAYOUT = re.compile(
    r"</?(?:table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd|p|div|center|font|span|details)(?:\s[^<>]{0,300})?>",
    re.IGNORECASE,
)
"""Tags that say where something stands, not what it is."""
_BREAK = re.compile(r"(?:\s{0,9}<br\s?/?>){1,9}\s*$", re.IGNORECASE)
_CELL = re.compile(r"<(?:li|td|tr|dt|dd)\b", re.IGNORECASE)
_NAMED_ID = re.compile(
    r"(?<![\w/.])(?P<scheme>doi|arxiv)(?:(?<=doi):?|:|\s)\s?(?P<id>10\.\d{4,9}/\S{1,300}|\S{9,30})", re.IGNORECASE
)
_EDGES = " \t\"“”'‘`*_:：,，.;-–—|()[]"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a list, or of text.

    Attributes:
        number: Its number in the file.
        text: What stands there, without the mark of an item.
        source: The file.
        is_item: Whether it is an item of a list.
        is_titled: Whether its words may be a title that nothing marks.
    """

    number: int
    text: str
    source: str
    is_item: bool
    is_titled: bool

    @property
    def is_said(self) -> bool:
        """Whether it is running text."""
        return not self.is_item and not self.is_titled


def accepts(text: str) -> bool:
    """Whether there are links to two papers, an item of a list or a heading links to one, or one is cited."""
    found: set[str] = set()
    text = without_page_badges(inlined(text))
    for line in text.split("\n"):
        if "http" not in line:
            if _NAMED_ID.search(line) and _named(line, bullet_of(line)):
                return True
            continue
        papers = {link.paper for link in links_of(line) if link.paper}
        found |= papers
        is_line = bullet_of(line) is not None or line.startswith("#") or says_only_links(line)
        if len(found) > 1 or (papers and (is_line or read_citation(without_links(line, links_of(line))))):
            return True
    return any(block.is_of_list for block in bibtex_blocks(text.split("\n")))


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper that is linked to, or cited with its id."""
    in_blocks, problems, text = papers_in_blocks(without_page_badges(inlined(text)).split("\n"), source)
    root = outline(text.split("\n"))
    parts, others = split(root)
    papers = [PartReader(part).record(source) for part in parts]
    papers.extend(_listed(others, source))
    papers.extend(in_blocks)
    day, day_at = day_of_file(source), days_of(root)
    dated = [replace(paper, day=day_at(paper.line) or day) for paper in papers]
    return with_missing(with_topics(sorted(dated, key=lambda paper: paper.line), root), problems, source)


def _listed(lines: Sequence[tuple[int, str]], source: str) -> Iterator[PaperRecord]:
    """The papers of single lines, each with the indented lines below it."""
    last: PaperRecord | None = None
    plain = [(number, unquoted_line(_without_layout(line) if "<" in line else line)) for number, line in lines]
    titled = titled_lines(plain) | {number for number, line in lines if "<" in line and _CELL.search(line)}
    for number, line in plain:
        item = bullet_of(line)
        said, is_said = without_clock(line if item is None else item, is_item=item is not None)
        is_under = last is not None and line[:1].isspace()  # an id there is one that the paper above cites
        is_titled = not is_said and (item is not None or number in titled)
        found = list(_papers(_Line(number, said, source, item is not None, is_titled), by_ids=not is_under))
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


def _without_layout(line: str) -> str:
    return _LAYOUT.sub(" ", _BREAK.sub("", line))


def _papers(line: _Line, *, by_ids: bool) -> Iterator[PaperRecord]:
    """The papers of a line; those that it links to, or else, by their ids, those that it names."""
    text, is_item = line.text, line.is_item
    links = links_of(text)
    papers = [link for link in links if link.paper or (is_item and PAPER_LABEL.fullmatch(link.text))]
    if not papers and by_ids and (named := _named(text, text if is_item else None)):
        links = sorted([*links, *named], key=lambda link: link.start)
        papers = named
    if not papers:
        if is_item and (not links or _QUOTED_ITEM.match(text)) and _QUOTED_ITEM.fullmatch(without_links(text, links)):
            yield _record(line, links, [])
        return
    if not is_item:
        links = [link for link in links if link.paper or not link.is_badge]
    own = [link for link in papers if not link.is_label and not (line.is_said and is_small(link.text))]
    if len(own) > 1:
        ends = [*(link.start for link in own[1:]), len(text)]
        starts = [0, *ends[:-1]]
        for link, start, end in zip(own, starts, ends, strict=True):
            piece = replace(line, text=text[start:end])
            its_own = [each for each in links_of(piece.text) if each.text or each.paper in (None, link.paper)]
            yield _record(piece, its_own, [link])
        yield from _bare([link for link in papers if link not in own], [link.paper for link in own], line)
        return
    papers = [*own, *(link for link in papers if link not in own)]
    by_scheme = one_of_each_scheme(link.paper for link in papers)
    yield _record(line, links, papers)
    yield from _bare(papers, by_scheme, line)


def _bare(links: list[Link], read: Sequence[str | None], line: _Line) -> Iterator[PaperRecord]:
    """The papers that are linked to beside others, without titles of their own."""
    rest = [link for link in links if link.paper and link.paper not in read]
    for link in {link.paper: link for link in rest}.values():
        yield PaperRecord(ids=(link.paper or "",), url=link.address, source=line.source, line=line.number)


def _named(text: str, item: str | None) -> list[Link]:
    """The ids of papers that stand in a line without a link: of a citation, or at an end of an item."""
    found = []
    for named in _NAMED_ID.finditer(text):
        printed = named["id"].rstrip(".,;:)]")
        paper = recognised(f"{named['scheme']}:{printed}")
        if paper is not None:
            found.append(Link("", address_of(paper) or "", paper, named.start(), named.start("id") + len(printed)))
    if not found:
        return []
    behind = text[found[-1].end :]
    is_at_end = item is not None and (
        not text[: found[0].start].strip(_EDGES) or not without_links(behind, links_of(behind)).strip(_EDGES)
    )
    is_at_end = is_at_end or (item is not None and not item[: item.find(text[found[0].start :])].strip(_EDGES))
    return found if is_at_end or read_citation(without_links(text, found)) else []


def _record(line: _Line, links: list[Link], papers: list[Link]) -> PaperRecord:
    number, bare = line.number, without_links(line.text, links)
    own = [link for link in links if link.paper and not link.is_label]
    citation = None if own or "**" in bare else read_citation(bare)
    title, rest = (citation.title, "") if citation else _title(line, links, bare)
    rest = without_pictures(rest)
    url = papers[0].address if papers else ""
    authors = citation.authors if citation else ()
    published, venue = (citation.published, citation.venue) if citation else (leading_date(bare), None)
    if published is None and (venue := venue_behind(rest)):
        published = year_of_venue(venue)
    return PaperRecord(
        ids=one_of_each_scheme(link.paper for link in papers),
        title=title,
        url=url,
        published=published,
        authors=tuple(map(AuthorRecord, authors)),
        authors_complete=citation.complete if citation else None,
        passages=sentences(rest, number) if len(rest.split()) >= MIN_WORDS else (),
        venue=venue,
        links=tuple(each for each in distinct(link.address for link in links) if each != url),
        source=line.source,
        line=number,
    )


def _title(line: _Line, links: list[Link], bare: str) -> tuple[str, str]:
    """The title in a line that cites nothing, and what else it says."""
    is_linked = any(link.paper and not link.is_label for link in links)
    is_said = line.is_said or (not is_linked and speaks(line.text, links))
    title, rest = title_of(line.text, links, by_words=not is_said)
    is_none = line.is_said and (is_small(title) or names_speaker(title, bare))
    if is_linked:
        is_none = is_none or (points(title) and speaks(line.text, links))
    elif says_nothing(title):
        is_none = True
    if is_none:
        return "", shown(line.text, links)
    return title, rest


def _with_text(paper: PaperRecord, number: int, line: str) -> PaperRecord:
    links = links_of(line)
    text = without_links(bullet_of(line) or line, links_of(bullet_of(line) or line))
    more = sentences(unquoted(text), number) if len(text.split()) >= MIN_WORDS else ()
    added = (*paper.links, *(link.address for link in links))
    return replace(paper, passages=(*paper.passages, *more), links=distinct(added))
