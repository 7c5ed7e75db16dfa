"""From a paper's record to candidate mentions: the first phase, pure and one paper at a time."""

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import cast

from spacy.attrs import IDX, LENGTH

from paperatlas.graph.concepts.cleaning import blank_noise
from paperatlas.graph.concepts.component import PaperConcepts, blank_pipeline, title_and_text
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
    texts = [blank_noise(paper.title), *(blank_noise(passage.text) for passage in paper.passages)]
    doc = title_and_text(texts[0], "\n".join(texts[1:]))
    starts = [0, len(texts[0]) + len(".\n")]
    for text in texts[1:]:
        starts.append(starts[-1] + len(text) + len("\n"))
    places = doc.to_array([IDX, LENGTH]).tolist()
    mentions = []
    for term in _component().terms(doc):
        score = round(term.score, SCORE_PLACES)
        for first, behind in term.spans:
            passage = bisect_right(starts, places[first][0]) - 1
            start = places[first][0] - starts[passage]
            end = sum(places[behind - 1]) - starts[passage]
            text = texts[passage][start:end]
            mentions.append(
                CandidateMention(
                    key=term.key,
                    text=text,
                    passage=passage,
                    start=start,
                    end=end,
                    score=score,
                    zipf=term.zipf if _is_plain_word(text) else None,
                    names_paper=passage == 0 and start == 0 and texts[0].startswith(":", end),
                )
            )
    return PaperMentions(tuple(mentions), sum(len(_LATIN_WORD.findall(text)) for text in texts))


@functools.cache
def _component() -> PaperConcepts:
    return cast(PaperConcepts, blank_pipeline().get_pipe("paper_concepts"))


def _is_plain_word(text: str) -> bool:
    """Whether a word has neither digits, hyphens nor capitals behind its first letter."""
    return text.isalpha() and text[1:].islower()
