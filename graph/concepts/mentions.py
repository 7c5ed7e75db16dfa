"""From a paper's record to candidate mentions: the first phase, pure and one paper at a time."""

import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from spacy.attrs import SPACY
from spacy.tokens import Doc

from paperatlas.graph.concepts.cleaning import blank_noise
from paperatlas.graph.concepts.component import PaperConcepts, blank_pipeline, title_and_text
from paperatlas.graph.concepts.words import Word
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
        score: How likely the term is one that a reader would mark, rounded to `SCORE_PLACES`.
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
    component = _component()
    words = component.words(doc)
    begins = _begins(doc, words)
    mentions = []
    for term in component.terms(doc, words):
        score = round(term.likelihood, SCORE_PLACES)
        for first, behind in term.spans:
            passage = bisect_right(starts, begins[first]) - 1
            start, end = begins[first] - starts[passage], begins[behind] - starts[passage]
            text = texts[passage][start:end].rstrip()
            mentions.append(
                CandidateMention(
                    key=term.key,
                    text=text,
                    passage=passage,
                    start=start,
                    end=start + len(text),
                    score=score,
                    zipf=term.zipf if term.zipf is not None and _is_plain_word(text) else None,
                    names_paper=passage == 0 and start == 0 and texts[0].startswith(":", len(text)),
                )
            )
    return PaperMentions(tuple(mentions), sum(len(_LATIN_WORD.findall(text)) for text in texts))


def _begins(doc: Doc, words: Sequence[Word]) -> list[int]:
    """The first character of each token, and the one behind the last; `Doc.to_array(IDX)` takes far longer."""
    spaces = doc.to_array(SPACY).tolist()
    return [0, *itertools.accumulate(len(word.text) + space for word, space in zip(words, spaces, strict=True))]


@functools.cache
def _component() -> PaperConcepts:
    return cast(PaperConcepts, blank_pipeline().get_pipe("paper_concepts"))


def _is_plain_word(text: str) -> bool:
    """Whether a word has neither digits, hyphens nor capitals behind its first letter."""
    return text.isalpha() and text[1:].islower()
