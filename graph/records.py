"""What a parser hands over: the listings of a digest and what it could not read; and what is found in a listing."""

import datetime
from dataclasses import dataclass, replace
from typing import NamedTuple

from paperatlas.graph.whitespace import squeezed

MAX_RAW = 2_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paper's summary.

    Attributes:
        section: The headings that lead to it, joined with " / "; empty where the digest gives none.
        text: The words, without bullet, section label and link targets.
        line: Where it stands in the file, from 1.
    """

    section: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One listing of a paper: what a digest says of it on a day.

    Attributes:
        arxiv_id: New-style arXiv id without its version, `2404.09656`.
        title: As printed, Markdown and LaTeX in it.
        url: Where the title links to.
        day: The digest's day; None where the digest gives none that exists.
        votes: None where the digest gives no number.
        authors: Distinct names as printed, in the digest's order.
        authors_complete: False where the list was cut, None where there is no list.
        passages: The summary.
        links: Distinct http(s) addresses in the summary, in order.
        image: Address of a picture, http(s) only.
        video: Address of a video, http(s) only.
        source: The file, relative to the root it was found under.
        line: Line of the title in that file, from 1.
    """

    arxiv_id: str
    title: str
    url: str
    day: datetime.date | None
    votes: int | None
    authors: tuple[str, ...]
    authors_complete: bool | None
    passages: tuple[Passage, ...]
    links: tuple[str, ...]
    image: str | None
    video: str | None
    source: str
    line: int


def squeezed_record(paper: PaperRecord) -> PaperRecord:
    """The record with single blanks in its title and passages, so that what is quoted by place is as it is shown."""
    passages = tuple(
        passage if (text := squeezed(passage.text)) == passage.text else replace(passage, text=text)
        for passage in paper.passages
    )
    title = squeezed(paper.title)
    return (
        paper if (title, passages) == (paper.title, paper.passages) else replace(paper, title=title, passages=passages)
    )


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a digest that could not be read as meant.

    Attributes:
        file: The digest, relative to the root it was found under.
        line: From 1.
        code: Stable short name, `unreadable-votes`.
        message: For people: what is wrong and what became of it.
        raw: The text in question, cut after `MAX_RAW` characters.
    """

    file: str
    line: int
    code: str
    message: str
    raw: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} [{self.code}]"


@dataclass(frozen=True, slots=True)
class ParsedDigest:
    """All that was read from one digest."""

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
    """

    key: str
    text: str
    passage: int
    start: int
    end: int
    score: float
    zipf: float | None
    names_paper: bool


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym that a paper defines.

    Attributes:
        acronym: Its key.
        expansion: The key of what it stands for.
        sought: What it stands for as written, where only a definition shows that it is a term: *mixture of experts*.
    """

    acronym: str
    expansion: str
    sought: str | None


@dataclass(frozen=True, slots=True)
class GlossMention:
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
