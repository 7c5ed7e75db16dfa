"""The daily digest in Markdown: a day, and under it papers with votes, authors and a summary.

    ## Daily Papers (2024-04-16)

    ### [Title](https://arxiv.org/abs/2404.09656)

    ![](https://example.org/2404.09656.png)

    Vote: 54

    Authors: First Last, +, First Last

    - a summary sentence
    - **Section**: another

Text above the day belongs to no paper; `sections.py` says what does. What can't be read becomes a problem; the papers
around it still come through.
"""

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from paperatlas.base.addresses import web_address
from paperatlas.graph.records import MAX_RAW, AuthorRecord, PaperRecord, ParsedFile, Problem
from paperatlas.parsers.fences import Fences, information
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.left_over import blanked
from paperatlas.parsers.paper_entry import EntryReader, is_field
from paperatlas.parsers.sections import ANY_DAY_HEADER, Kind, Section, fences_of, is_foot, sections

MAX_TITLE = 5_000

_DAY_HEADER = re.compile(r"##?\s{1,9}Daily Papers?\s{0,9}\(([^()]{1,40})\)", re.IGNORECASE)
_ANY_ENTRY = re.compile(r"^### ?\[(?!\d{1,6}\] ?\[)[^\n]{1,5000}\]\([^()\n]{0,300}\d{4}\.\d{4,5}", re.MULTILINE)


def accepts(text: str) -> bool:
    """Whether a text holds a daily digest: its day header, or a paper's heading that links to arXiv."""
    return ANY_DAY_HEADER.search(text) is not None or _ANY_ENTRY.search(text) is not None


def parse(text: str, source: str) -> ParsedFile:
    r"""Reads a digest.

    Args:
        text: In NFC, `\n` as line end.
        source: The file's name; where there is no day header, a day in it counts.
    """
    lines, fences, found = _sections_of(text)
    reader = _DigestReader(source, fences)
    if not ANY_DAY_HEADER.search(text):
        reader.without_day_header()
    for section in found:
        reader.read(section)
    reader.unclosed(lines)
    reader.finish()
    return ParsedFile(tuple(reader.papers), tuple(sorted(reader.problems)))


def rest(text: str) -> str:
    """The text without its days and papers, and without the foot of a README."""
    if "](" not in text and "|" not in text:
        return ""
    lines, _, found = _sections_of(text)
    left: set[int] = set()
    for section in found:
        is_day = section.kind is Kind.DAY
        if section.kind in (Kind.ABOVE, Kind.UNCLEAR) or (is_day and not section.has_fields()):
            left.update(range(section.line + is_day, section.line + len(section.lines)))
        elif section.kind is Kind.FOOT:
            left.update(_below_foot(section))
    return blanked(lines, set(range(1, len(lines) + 1)) - left) if left else ""


@functools.lru_cache(1)
def _sections_of(text: str) -> tuple[list[str], Fences, list[Section]]:
    """The lines, fences and sections of a text."""
    lines = text.split("\n")
    fences = fences_of(lines)
    return lines, fences, list(sections(lines, fences))


def _below_foot(section: Section) -> Iterator[int]:
    """The lines of a foot that stand under headings of other things."""
    in_foot = True
    for number, line in enumerate(section.lines, start=section.line):
        if line.startswith("#") and number not in section.fenced:
            in_foot = is_foot(line)
        if not in_foot:
            yield number


class _DigestReader:
    """Collects the papers and the problems of one digest, section by section."""

    def __init__(self, source: str, fences: Fences) -> None:
        self.source = source
        self.fences = fences
        self.papers: list[PaperRecord] = []
        self.problems: list[Problem] = []
        self.day: datetime.date | None = None
        self.inside = False
        self.seen_day_header = False

    def problem(self, line: int, code: str, message: str, raw: str) -> None:
        raw = raw if len(raw) <= MAX_RAW else raw[:MAX_RAW] + "…"
        self.problems.append(Problem(self.source, line, code, message, raw))

    def without_day_header(self) -> None:
        self.day = read_day(PurePath(self.source).name)
        self.inside = True
        placed = (
            f"the day {self.day} is taken from the file's name" if self.day else "the papers are kept without a day"
        )
        self.problem(1, "no-day-header", f"no header `## Daily Papers (YYYY-MM-DD)`; {placed}", "")

    def unclosed(self, lines: Sequence[str]) -> None:
        for number in self.fences.unclosed:
            message = "nothing closes this code fence before the next paper; what is below is read as if it were none"
            self.problem(number, "unclosed-fence", message, lines[number - 1])

    def finish(self) -> None:
        if not self.papers and not self.problems:
            self.problem(1, "no-papers", "a digest without a single paper", "")

    def read(self, section: Section) -> None:
        if section.kind is Kind.PAPER:
            self.read_entry(section)
        elif section.kind is Kind.DAY:
            self.inside = self.seen_day_header = True
            self.read_day(section)
        else:
            if section.kind is Kind.UNCLEAR and self.inside:
                message = "it is not clear whether this heading below the last paper belongs to it; it is left out"
                self.problem(section.line, "unclear-heading", message, section.raw)
            self.inside = self.inside and not self.seen_day_header

    def read_day(self, section: Section) -> None:
        match = _DAY_HEADER.match(section.heading)
        self.day = read_day(match[1]) if match else None
        if self.day is None:
            message = "the header names no day of the calendar (YYYY-MM-DD); its papers are kept without a day"
            self.problem(section.line, "unreadable-day", message, section.heading)
        for number, line in enumerate(section.lines[1:], start=section.line + 1):
            if is_field(line):
                message = "votes or authors without the heading of a paper above them; they are left out"
                self.problem(number, "no-heading", message, section.raw)
                break

    def read_entry(self, section: Section) -> None:
        link, arxiv_id = section.link, section.arxiv_id
        if not self.inside:
            self.read_outside(section)
        elif link is None:
            message = "this heading is no `### [title](link)`; what is under it is left out"
            self.problem(section.line, "unreadable-heading", message, section.raw)
        elif arxiv_id is None:
            message = "the link of this paper holds no arXiv id (YYMM.NNNNN); the paper is left out"
            self.problem(section.line, "no-arxiv-id", message, section.raw)
        elif not 0 < len(link[0]) <= MAX_TITLE:
            message = f"a title has 1 to {MAX_TITLE} characters, this one {len(link[0])}; the paper is left out"
            self.problem(section.line, "unreadable-title", message, section.raw)
        else:
            self.papers.append(self.record(section, arxiv_id, *link))

    def read_outside(self, section: Section) -> None:
        """A paper above the day header, or below a README's foot; without votes and authors it is only an example."""
        if section.arxiv_id is not None and section.has_fields():
            self.problem(section.line, "outside-a-day", "a paper above the day header; it is left out", section.raw)

    def record(self, section: Section, arxiv_id: str, title: str, address: str) -> PaperRecord:
        entry = EntryReader(self.problem)
        unclosed = frozenset(self.fences.unclosed) if self.fences.unclosed else frozenset()
        for number, line in enumerate(section.lines[1:], start=section.line + 1):
            if not line or line.isspace() or number in unclosed:
                continue
            if number in self.fences.inside:
                entry.read_code(number, line)
            elif number in self.fences.marks:
                entry.read_code(number, information(line))
            else:
                entry.read(number, line)
        return PaperRecord(
            ids=(f"arxiv:{arxiv_id}",),
            title=title,
            url=web_address(address) or f"https://arxiv.org/abs/{arxiv_id}",
            day=self.day,
            votes=entry.votes,
            authors=tuple(map(AuthorRecord, entry.authors)),
            authors_complete=entry.authors_complete,
            authors_in_order=False,
            passages=tuple(entry.passages),
            links=tuple(entry.links),
            image=entry.image,
            video=entry.video,
            source=self.source,
            line=section.line,
        )
