"""What a parser hands over: the listings of papers and what it could not read; and what is found in a listing."""

import datetime
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

MAX_RAW = 2_000
KEYWORDS = "Keywords"
"""The section of the passage in which a graph has the keywords of a paper, between semicolons."""


class Passage(NamedTuple):
    """A piece of a paper's summary.

    Attributes:
        section: The headings that lead to it, joined with " / "; empty where the source gives none.
        text: The words, without bullet, section label and link targets.
        line: Where it stands in the file, from 1.
    """

    section: str
    text: str
    line: int


class Trust(IntEnum):
    """How far a source is trusted with what a paper is: its title, dates, venue and the order of its authors."""

    LIST = 1
    """A digest or a list that somebody made of papers."""
    BIBLIOGRAPHY = 2
    """References that somebody keeps."""
    SERVICE = 3
    """A bibliographic service, a publisher or a preprint server."""


class AuthorRecord(NamedTuple):
    """An author as a source prints one.

    Attributes:
        name: As printed, given name first.
        ids: `orcid:0000-0002-1825-0097` and the like, of `paperatlas.graph.identifiers`.
        affiliations: Names of institutions, as printed.
        family: The part of the name that is the family name, with its particles, as the source says; the whole name
            where that is not to be cut, as an organisation's; None where the source does not say.
    """

    name: str
    ids: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    family: str | None = None


class ReferenceId(NamedTuple):
    """A further id of a work that a paper cites.

    Attributes:
        reference: One of the paper's `references`.
        id: Another id of the same work.
    """

    reference: str
    id: str


class Detail(NamedTuple):
    """Something else that a bibliography says of a paper.

    Attributes:
        name: One of `paperatlas.graph.details.DETAILS`: `volume`, `page`, `publisher`, as CSL calls it.
        value: As printed, plain; of people, as `paperatlas.graph.name_parts.listed` reads them.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """One listing of a paper: what a source says of it.

    Only an id or a title must be there.

    Attributes:
        ids: `arxiv:2404.09656`, `doi:10.1000/182`, as `paperatlas.graph.identifiers` writes them; of one paper.
        title: As printed, with Markdown, LaTeX or HTML in it.
        url: Where the title links to; empty where the source gives no address.
        day: Of the digest that lists it; None where the source is no digest, or gives no day that exists.
        published: `2024`, `2024-04` or `2024-04-16`, as exact as the source says it.
        votes: None where the source gives no number.
        authors: In the source's order, each name once.
        authors_complete: False where the list was cut, None where there is no list.
        authors_in_order: Whether the source keeps the order in which the paper prints them.
        passages: The summary or the abstract.
        keywords: As printed.
        venue: The journal, conference or book, as printed; of a thesis or a report the institution.
        work_type: One of `paperatlas.graph.work_types.WORK_TYPES`: `article-journal`, `thesis`; None where the source
            says none.
        citation_key: What the user's bibliography calls it by: `lee2020looms`. No id of a service.
        details: What else a bibliography says: volume, pages, publisher, each name once.
        references: Ids of the papers that it cites, each paper by one.
        reference_ids: Further ids of these, where the source gives several.
        citations: How often it is cited, as the source counts.
        links: Distinct http(s) addresses besides `url`, in order.
        image: Address of a picture, http(s) only.
        video: Address of a video, http(s) only.
        trust: How far the source is trusted.
        source: The file, relative to the root it was found under.
        line: Line of the title in that file, or number of the record where its form has no lines, from 1.
    """

    ids: tuple[str, ...] = ()
    title: str = ""
    url: str = ""
    day: datetime.date | None = None
    published: str | None = None
    votes: int | None = None
    authors: tuple[AuthorRecord, ...] = ()
    authors_complete: bool | None = None
    authors_in_order: bool = True
    passages: tuple[Passage, ...] = ()
    keywords: tuple[str, ...] = ()
    venue: str | None = None
    work_type: str | None = None
    citation_key: str | None = None
    details: tuple[Detail, ...] = ()
    references: tuple[str, ...] = ()
    reference_ids: tuple[ReferenceId, ...] = ()
    citations: int | None = None
    links: tuple[str, ...] = ()
    image: str | None = None
    video: str | None = None
    trust: int = Trust.LIST
    source: str = ""
    line: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """The authors' names as printed."""
        return tuple(author.name for author in self.authors)

    def id_of(self, scheme: str) -> str | None:
        """The value of the paper's id of a scheme, `2404.09656` for `arxiv`; None where it has none."""
        return next((each.partition(":")[2] for each in self.ids if each.startswith(f"{scheme}:")), None)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a file that could not be read as meant.

    Attributes:
        file: The file, relative to the root it was found under.
        line: From 1.
        code: Stable short name, `unreadable-votes`.
        message: For people: what is wrong and what became of it.
        raw: The text in question, cut after `MAX_RAW` characters.
        count: How many papers it is told of where it is told once a file, at the place of the first; else 0.
    """

    file: str
    line: int
    code: str
    message: str
    raw: str
    count: int = 0

    def __str__(self) -> str:
        papers = f": {self.count:,} paper{'s' * (self.count > 1)}, here is the first" if self.count else ""
        return f"{self.file}:{self.line}: {self.message}{papers} [{self.code}]"


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """All that was read from one file."""

    papers: tuple[PaperRecord, ...]
    problems: tuple[Problem, ...]


class CandidateMention(NamedTuple):
    """A term at a place of a paper; whether it becomes a concept is decided over all papers.

    Attributes:
        key: Under which its spellings are one term.
        text: As written.
        passage: Number of the passage, from 1; 0 is the title.
        start: First character in the passage, from 0.
        end: The character after the last.
        score: How likely the term is one that a reader would mark, rounded.
        zipf: Zipf frequency in general English of a single plain word, None for phrases, names and acronyms.
        names_paper: The title opens with it and a colon: the paper's own name.
        beside_figure: It says what a number counts: an FID of 2.3.
    """

    key: str
    text: str
    passage: int
    start: int
    end: int
    score: float
    zipf: float | None
    names_paper: bool
    beside_figure: bool


class Acronym(NamedTuple):
    """An acronym that a paper defines.

    Attributes:
        acronym: Its key.
        expansion: The key of what it stands for.
        sought: What it stands for as written, where only a definition shows that it is a term: *mixture of experts*.
        longer: The key of what the paper wrote out, where the acronym has no letter of its end: CoT of *prompting*.
    """

    acronym: str
    expansion: str
    sought: str | None
    longer: str | None = None


class GlossMention(NamedTuple):
    """A name in another language that a paper explains in English; whether it is right is decided over all papers.

    Attributes:
        name: As written.
        name_key: Its key.
        language: Its language.
        english: As written.
        key: Of the English name.
        passage: Number of the passage, from 1; 0 is the title.
        start: First character of the name in the passage, from 0.
        well_formed: Whether its edges are those of a name of the English one's length.
    """

    name: str
    name_key: str
    language: str
    english: str
    key: str
    passage: int
    start: int
    well_formed: bool


@dataclass(frozen=True, slots=True)
class PaperMentions:
    """What one paper names: candidate mentions, acronyms, glosses; and the number of its Latin-script words."""

    mentions: tuple[CandidateMention, ...]
    acronyms: tuple[Acronym, ...]
    glosses: tuple[GlossMention, ...]
    words: int
