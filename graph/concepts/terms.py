"""Words to technical terms: runs of words become candidates, candidates are scored. Pure functions."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from paperatlas.graph.concepts.words import Word

MAX_WORDS = 5
MAX_CHARACTERS = 120
"""Longer runs are no term but damaged text."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts in a term's score; found on development sets of keyphrases.

    Attributes:
        frequency: Times ln of the number of mentions.
        position: Times the relative, logarithmic position of the first mention; off.
        length: By number of words, from 1.
        rarity: Times the mean Zipf frequency of the words; off.
        title: A mention stands in the title.
        capitals: One word, all in capitals.
        generic: One word, and a generic one; off.
        before_of: Every mention goes on with "of"; off.
        cut_left: Every mention follows an adverb or a possessive; off.
    """

    frequency: float = 1.0
    position: float = 0.6
    length: tuple[float, ...] = (-1.1, 0.3, 0.6, 0.5, 0.3)
    rarity: float = 0.4
    title: float = 0.45
    capitals: float = 0.4
    generic: float = 1.4
    before_of: float = 0.7
    cut_left: float = 1.0


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one text.

    Attributes:
        key: Under which its spellings are one term.
        score: Higher is better; comparable within a text.
        zipf: Zipf frequency in general English of a single word, None for several words.
        spans: First word and the word after the last, of each mention.
    """

    key: str
    score: float
    zipf: float | None
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Sightings:
    words: Sequence[Word]
    penalty: float = math.inf
    spans: list[tuple[int, int]] = field(default_factory=list)


def find_terms(words: Sequence[Word], title_words: int = 0, weights: Weights = DEFAULT_WEIGHTS) -> list[Term]:
    """The technical terms of a text, in the order of their first mention.

    Args:
        words: The text's tokens; the title first.
        title_words: How many of them are the title.
        weights: What counts in the score.
    """
    found: dict[str, _Sightings] = {}
    for start, end in candidates(words):
        run = words[start:end]
        if len(run) == 1 and len(run[0].text) == 2 and run[0].text.islower():
            continue  # a symbol: xt, p2
        key = " ".join([word.key for word in run])
        if len(key) > MAX_CHARACTERS:
            continue
        sightings = found.setdefault(key, _Sightings(run))
        sightings.spans.append((start, end))
        sightings.penalty = min(sightings.penalty, _penalty(words, start, end, weights))
    return [
        Term(
            key,
            _score(sightings, len(words), title_words, weights),
            sightings.words[0].zipf if len(sightings.words) == 1 else None,
            tuple(sightings.spans),
        )
        for key, sightings in found.items()
    ]


def candidates(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of words that may be a term, trimmed at both edges: (first word, word after the last)."""
    start = 0
    while start < len(words):
        if words[start].breaks:  # most words of a Korean text
            start += 1
            continue
        stop = _run_end(words, start)
        first, last = start, stop
        while first < last and (words[first].generic_adjective or _opens_clause(words, first)):
            first += 1
        while first < last and not words[last - 1].ends_term:
            last -= 1
        if 0 < last - first <= MAX_WORDS:
            yield first, last
        start = stop + 1


def _run_end(words: Sequence[Word], start: int) -> int:
    """The first word from `start` on that breaks the run."""
    for position in range(start, len(words)):
        word = words[position]
        numbers_a_name = word.version and position > start and words[position - 1].name
        if (word.breaks and not numbers_a_name) or (word.may_be_verb and _acts_as_verb(words, position)):
            return position
    return len(words)


def _opens_clause(words: Sequence[Word], position: int) -> bool:
    return words[position].gerund and (position == 0 or not words[position - 1].text[0].isalnum())


def _acts_as_verb(words: Sequence[Word], position: int) -> bool:
    after = position > 0 and words[position - 1].calls_verb
    return after or (position + 1 < len(words) and words[position + 1].opens_phrase)


def _penalty(words: Sequence[Word], start: int, end: int, weights: Weights) -> float:
    penalty = 0.0
    if end < len(words) and words[end].text == "of":
        penalty += weights.before_of
    if start and words[start - 1].cuts_left:
        penalty += weights.cut_left
    return penalty


def _score(sightings: _Sightings, total: int, title_words: int, weights: Weights) -> float:
    words, first = sightings.words, sightings.spans[0][0]
    score = (
        weights.frequency * math.log(len(sightings.spans))
        - weights.position * math.log(1 + first) / math.log(total + 2)
        + weights.length[len(words) - 1]
        - weights.rarity * sum(word.zipf for word in words) / len(words)
        - sightings.penalty
    )
    if first < title_words:
        score += weights.title
    if len(words) == 1:
        word = words[0]
        if word.text.isupper():
            score += weights.capitals
        if word.generic_head or word.generic_adjective:
            score -= weights.generic
    return score
