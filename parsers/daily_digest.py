"""The daily digest in Markdown: a day, and under it papers with votes, authors and a summary.

    ## Daily Papers (2024-04-16)

    ### [Title](https://arxiv.org/abs/2404.09656)

    ![](https://example.org/2404.09656.png)

    Vote: 54

    Authors: First Last, +, First Last

    - a summary sentence
    - **Section**: another

Text above the day and under any other heading belongs to no paper. What can't be read becomes a problem; the papers
around it still come through.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from paperatlas.graph.identifiers import ARXIV_ID
from paperatlas.graph.records import MAX_RAW, PaperRecord, ParsedDigest, Problem
from paperatlas.parsers.markdown import linked_title, web_address
from paperatlas.parsers.paper_entry import EntryReader, is_field

MAX_TITLE = 5_000

# What follows the papers where a digest is part of a README; it ends the last summary.
_BELOW = re.compile(r"#+\s{0,9}(?:licen[cs]e|citation|acknowledge?ments?|contributing|contact)\b", re.IGNORECASE)
_HEADINGS = ("# ", "## ", "### ", "###[")
_DAY_HEADER = re.compile(r"##?\s{1,9}Daily Papers?\s{0,9}\(([^()]{1,40})\)", re.IGNORECASE)
_ANY_DAY_HEADER = re.compile(r"^##?[ \t]{1,9}Daily Papers?[ \t]{0,9}\(", re.MULTILINE | re.IGNORECASE)
_ANY_ENTRY = re.compile(r"^### ?\[[^\n]{1,5000}\]\([^()\n]{0,300}\d{4}\.\d{4,5}", re.MULTILINE)


def accepts(text: str) -> bool:
    """Whether a text holds a daily digest: its day header, or a paper's heading that links to arXiv."""
    return _ANY_DAY_HEADER.search(text) is not None or _ANY_ENTRY.search(text) is not None


def parse(text: str, source: str) -> ParsedDigest:
    r"""Reads a digest.

    Args:
        text: In NFC, `\n` as line end.
        source: The file's name; where there is no day header, a day in it counts.
    """
    reader = _DigestReader(source)
    if not _ANY_DAY_HEADER.search(text):
        reader.without_day_header()
    for section in _folded(_sections(text)):
        reader.read(section)
    reader.finish()
    return ParsedDigest(tuple(reader.papers), tuple(sorted(reader.problems)))


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading of level 1 to 3 and the lines under it.

    Attributes:
        line: Of the heading, from 1.
        lines: The heading first; it is empty above the first heading.
    """

    line: int
    lines: list[str]

    @property
    def heading(self) -> str:
        return self.lines[0]

    @property
    def is_entry(self) -> bool:
        return self.heading.startswith("###") or _links_to_paper(self.heading)

    @property
    def raw(self) -> str:
        return "\n".join(self.lines).rstrip()

    def has_fields(self) -> bool:
        return any(is_field(line) for line in self.lines)


def _sections(text: str) -> Iterator[_Section]:
    section = _Section(0, [""])
    for number, line in enumerate(text.split("\n"), start=1):
        if "#" in line[:4] and _is_heading(line):
            yield section
            section = _Section(number, [line])
        else:
            section.lines.append(line)
    yield section


def _is_heading(line: str) -> bool:
    """Whether a line is a heading of level 1 to 3, or one of any level that links to a paper."""
    return line.startswith(_HEADINGS) or (line.lstrip().startswith("#") and _links_to_paper(line))


def _links_to_paper(heading: str) -> bool:
    link = linked_title(heading, ARXIV_ID)
    return link is not None and ARXIV_ID.search(link[1]) is not None


def _folded(sections: Iterator[_Section]) -> Iterator[_Section]:
    """Gives a heading without link, votes and authors back to the summary in which it stands."""
    open_section = next(sections)
    for section in sections:
        in_summary = section.is_entry and "[" not in section.heading[:6] and not section.has_fields()
        if in_summary and open_section.is_entry and not _BELOW.match(section.heading):
            open_section.lines.extend(section.lines)
        else:
            yield open_section
            open_section = section
    yield open_section


class _DigestReader:
    """Collects the papers and the problems of one digest, section by section."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.papers: list[PaperRecord] = []
        self.problems: list[Problem] = []
        self.day: datetime.date | None = None
        self.inside = False
        self.seen_day_header = False

    def problem(self, line: int, code: str, message: str, raw: str) -> None:
        raw = raw if len(raw) <= MAX_RAW else raw[:MAX_RAW] + "…"
        self.problems.append(Problem(self.source, line, code, message, raw))

    def without_day_header(self) -> None:
        self.day = _day(PurePath(self.source).stem)
        self.inside = True
        placed = (
            f"the day {self.day} is taken from the file's name" if self.day else "the papers are kept without a day"
        )
        self.problem(1, "no-day-header", f"no header `## Daily Papers (YYYY-MM-DD)`; {placed}", "")

    def finish(self) -> None:
        if not self.papers and not self.problems:
            self.problem(1, "no-papers", "a digest without a single paper", "")

    def read(self, section: _Section) -> None:
        if section.is_entry and not _BELOW.match(section.heading):
            self.read_entry(section)
        elif _ANY_DAY_HEADER.match(section.heading):
            self.inside = self.seen_day_header = True
            self.read_day(section)
        elif section.heading and self.seen_day_header:
            self.inside = False

    def read_day(self, section: _Section) -> None:
        match = _DAY_HEADER.match(section.heading)
        self.day = _day(match[1].strip()) if match else None
        if self.day is None:
            message = "the header names no day of the calendar (YYYY-MM-DD); its papers are kept without a day"
            self.problem(section.line, "unreadable-day", message, section.heading)

    def read_entry(self, section: _Section) -> None:
        link = linked_title(section.heading, ARXIV_ID)
        arxiv_id = ARXIV_ID.search(link[1]) if link else None
        if not self.inside and not self.is_stray_paper(section, arxiv_id is not None):
            return
        if link is None:
            message = "this heading is no `### [title](link)`; what is under it is left out"
            self.problem(section.line, "unreadable-heading", message, section.raw)
        elif arxiv_id is None:
            message = "the link of this paper holds no arXiv id (YYMM.NNNNN); the paper is left out"
            self.problem(section.line, "no-arxiv-id", message, section.raw)
        elif not 0 < len(link[0]) <= MAX_TITLE:
            message = f"a title has 1 to {MAX_TITLE} characters, this one {len(link[0])}; the paper is left out"
            self.problem(section.line, "unreadable-title", message, section.raw)
        else:
            self.papers.append(self.record(section, arxiv_id[1], *link))

    def is_stray_paper(self, section: _Section, has_id: bool) -> bool:
        """Whether an entry outside the section of a day is one of its papers all the same."""
        if not (has_id and section.has_fields()):
            return False
        if self.seen_day_header:
            message = "a paper under a heading that is no day header; it is counted to the day before"
        else:
            message = "a paper above the day header; it is left out"
        self.problem(section.line, "outside-a-day", message, section.raw)
        return self.seen_day_header

    def record(self, section: _Section, arxiv_id: str, title: str, address: str) -> PaperRecord:
        entry = EntryReader(self.problem)
        for number, line in enumerate(section.lines[1:], start=section.line + 1):
            if line and not line.isspace():
                entry.read(number, line)
        return PaperRecord(
            arxiv_id=arxiv_id,
            title=title,
            url=web_address(address) or f"https://arxiv.org/abs/{arxiv_id}",
            day=self.day,
            votes=entry.votes,
            authors=tuple(entry.authors),
            authors_complete=entry.authors_complete,
            passages=tuple(entry.passages),
            links=tuple(entry.links),
            image=entry.image,
            video=entry.video,
            source=self.source,
            line=section.line,
        )


def _day(text: str) -> datetime.date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
