"""From a paper's record to candidate mentions: the first phase, pure and one paper at a time."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from paperatlas.graph.concepts.cleaning import blank_noise
from paperatlas.graph.concepts.component import SPANS_KEY, read_title_and_text
from paperatlas.graph.records import PaperRecord

SCORE_PLACES = 6

_LATIN_WORD = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class CandidateMention:
    """A term at a place of a paper; whether it becomes a concept is decided over all papers.

    Attributes:
        key: Under which its spellings are one term.
        text: As written.
        passage: Number of the passage, from 1; 0 is the title.
        start: First character in the passage, from 0.
        end: The character after the last.
        score: Of the term in this paper, rounded to `SCORE_PLACES`.
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
class PaperMentions:
    """The candidate mentions of one paper and the number of its Latin-script words."""

    mentions: tuple[CandidateMention, ...]
    words: int


def find_mentions(paper: PaperRecord) -> PaperMentions:
    """Reads the title and the passages of a paper."""
    title = blank_noise(paper.title)
    passages = [blank_noise(passage.text) for passage in paper.passages]
    starts = [0, len(title) + len(".\n")]
    for passage in passages:
        starts.append(starts[-1] + len(passage) + 1)
    doc = read_title_and_text(title, "\n".join(passages))
    group = doc.spans[SPANS_KEY]
    mentions = []
    for span, key, score, zipf in zip(group, *(group.attrs[name] for name in ("keys", "scores", "zipf")), strict=True):
        number = bisect_right(starts, span.start_char) - 1
        start, end = span.start_char - starts[number], span.end_char - starts[number]
        mentions.append(
            CandidateMention(
                key=key,
                text=span.text,
                passage=number,
                start=start,
                end=end,
                score=round(score, SCORE_PLACES),
                zipf=zipf if _is_plain_word(span.text) else None,
                names_paper=number == 0 and start == 0 and title[end : end + 1] == ":",
            )
        )
    return PaperMentions(tuple(mentions), len(_LATIN_WORD.findall(doc.text)))


def _is_plain_word(text: str) -> bool:
    """Whether a word has neither digits, hyphens nor capitals behind its first letter."""
    return text.isalpha() and text[1:].islower()
