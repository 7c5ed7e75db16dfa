"""The sections of a daily digest: its days, its papers, and what belongs to neither.

A paper goes from its title to the next title or day header. Headings in between are of its summary, in a code fence and
where they stand above the papers' level too. Only the foot of a README (licence, citation ...) ends the last paper, and
a heading below the last paper of a day of which nothing says that it is the summary's: that one is `UNCLEAR`.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto

from paperatlas.graph.identifiers import ARXIV_ID
from paperatlas.parsers.fences import Fences, find_fences, is_closing
from paperatlas.parsers.markdown import linked_title
from paperatlas.parsers.paper_entry import is_field, is_summary

ANY_DAY_HEADER = re.compile(r"^##?[ \t]{1,9}Daily Papers?[ \t]{0,9}\(", re.MULTILINE | re.IGNORECASE)
_HEADINGS = ("# ", "#\t", "## ", "##\t", "### ", "###\t", "###[")
_FOOT_NAMES = (
    "licen[cs](?:e|ing)|citations?|citing|how to cite|cite (?:us|this)|bibtex|acknowledge?ments?|contribut(?:ing|ors)|"
    "contacts?|star history|라이[선센]스|인용|기여|연락처|문의|감사의 글"
)
_FOOT = re.compile(rf"#+\s{{0,9}}(?:{_FOOT_NAMES})(?: ?(?:and|&|/|,) ?(?:{_FOOT_NAMES}))?\W{{0,9}}$", re.IGNORECASE)


def is_foot(heading: str) -> bool:
    """Whether a heading begins the foot of a README."""
    return _FOOT.match(heading) is not None


class Kind(Enum):
    """What a section is."""

    ABOVE = auto()
    DAY = auto()
    PAPER = auto()
    FOOT = auto()
    OTHER = auto()
    UNCLEAR = auto()


@dataclass(slots=True)
class Section:
    """A heading and the lines under it.

    Attributes:
        kind: What it is.
        line: Of the heading, from 1.
        lines: The heading first; it is empty above the first heading.
        link: Title and address, where the heading is a linked title.
        arxiv_id: In that address.
        fenced: Numbers of the lines of the text that stand in code fences.
    """

    kind: Kind
    line: int
    lines: list[str]
    link: tuple[str, str] | None = None
    arxiv_id: str | None = None
    fenced: Set[int] = frozenset()

    @property
    def heading(self) -> str:
        """The first line."""
        return self.lines[0]

    @property
    def raw(self) -> str:
        """The whole text."""
        return "\n".join(self.lines).rstrip()

    def has_fields(self) -> bool:
        """Whether votes or authors stand in it."""
        return any(
            is_field(line) and number not in self.fenced for number, line in enumerate(self.lines, start=self.line)
        )

    def is_title(self) -> bool:
        """Whether it is meant to be a paper: its heading is linked, or was to be, or has votes or authors under it."""
        text = self.heading.lstrip("# \t")
        return self.kind is Kind.PAPER and (
            self.arxiv_id is not None
            or (text.startswith("[") and ("](" in text or "]" not in text))
            or self.has_fields()
        )


def sections(lines: Sequence[str], fences: Fences) -> Iterator[Section]:
    """The sections of a text, each with the headings that are part of it."""
    found = list(_by_heading(lines, fences))
    marks: set[str] = set()
    open_section = found[0]
    for section, (is_followed, is_followed_by_fields) in zip(found[1:], list(_followed(found))[1:], strict=True):
        if section.kind is Kind.FOOT and is_followed_by_fields:
            section.kind = Kind.OTHER
        is_last = section.kind is Kind.OTHER and open_section.kind is Kind.PAPER and not is_followed
        if is_last and not _is_of_summary(section, open_section, marks):
            section.kind = Kind.UNCLEAR
        if _is_part(section, open_section):
            if open_section.kind is Kind.PAPER:
                marks.add(_mark(section))
            open_section.lines.extend(section.lines)
        else:
            yield open_section
            open_section = section
    yield open_section


def _is_part(section: Section, of: Section) -> bool:
    """Whether a section goes on with the one before it."""
    if section.kind is Kind.OTHER:
        return True
    if section.kind is Kind.FOOT:
        return of.kind is Kind.FOOT
    return section.kind is Kind.PAPER and not section.is_title() and of.kind is not Kind.DAY


def _is_of_summary(section: Section, paper: Section, marks: set[str]) -> bool:
    """Whether something says that a heading below the last paper of a day is of its summary.

    It does where no blank line is above it, where it is the first of the summary, or where the papers before have
    headings of this level.
    """
    return bool(paper.lines[-1].strip()) or _mark(section) in marks or not any(map(is_summary, paper.lines[1:]))


def _mark(section: Section) -> str:
    return section.heading[: -len(section.heading.lstrip("#"))]


def _followed(found: Sequence[Section]) -> Iterator[tuple[bool, bool]]:
    """Of each section, whether a title comes behind it on the same day, and whether one that has votes or authors."""
    places = []
    followed = by_fields = False
    for section in reversed(found):
        places.append((followed, by_fields))
        if section.kind is Kind.DAY:
            followed = by_fields = False
        elif section.is_title():
            followed, by_fields = True, by_fields or section.has_fields()
    return reversed(places)


def _by_heading(lines: Sequence[str], fences: Fences) -> Iterator[Section]:
    section = Section(Kind.ABOVE, 0, [""])
    for number, line in enumerate(lines, start=1):
        heading = _heading(number, line) if "#" in line[:4] and number not in fences.inside else None
        if heading is None:
            section.lines.append(line)
        else:
            yield section
            section = heading
            section.fenced = fences.inside
    yield section


def _heading(number: int, line: str) -> Section | None:
    """The section that a line opens: a heading of level 1 to 3, or one of any level that links to a paper."""
    is_heading = line.startswith(_HEADINGS)
    if not is_heading and not line.lstrip().startswith("#"):
        return None
    link = linked_title(line, ARXIV_ID)
    found = ARXIV_ID.search(link[1]) if link else None
    if found is not None:
        return Section(Kind.PAPER, number, [line], link, found[1])
    if not is_heading:
        return None
    if is_foot(line):
        kind = Kind.FOOT
    elif ANY_DAY_HEADER.match(line):
        kind = Kind.DAY
    else:
        kind = Kind.PAPER if line.startswith("###") else Kind.OTHER
    return Section(kind, number, [line], link)


def fences_of(lines: Sequence[str]) -> Fences:
    """The code fences of a digest; none goes over a day header, nor over the title of a paper with votes or authors.

    Where no paper has these, it goes over no title: a fence that was forgotten must not swallow papers.
    """
    if not any("```" in line or "~~~" in line for line in lines):
        return Fences()
    days: list[int] = []
    titles: list[int] = []
    with_fields: list[int] = []
    has_fields = False
    for number in range(len(lines), 0, -1):
        line = lines[number - 1]
        if is_field(line):
            has_fields = True
        elif is_closing(line):
            has_fields = False
        elif "#" in line[:4] and (heading := _heading(number, line)):
            if heading.kind is Kind.DAY:
                days.append(number)
            elif heading.arxiv_id is not None:
                (with_fields if has_fields else titles).append(number)
            else:
                continue
            has_fields = False
    return find_fences(lines, sorted([*days, *(with_fields or titles)]))
