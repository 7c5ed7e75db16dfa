"""How likely a term is one that a reader would mark: a logistic regression over a term's features.

Its weights are data, `weights.toml`, learned by `tests/benchmarks/train_ranking.py`. What a word adds to the terms it
stands in is summed up once a word, so that ranking a term costs a few additions.
"""

import functools
import math
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

from paperatlas.graph.concepts.features import (
    Role,
    frequency,
    neighbour,
    position,
    roles,
    word_features,
)
from paperatlas.graph.concepts.words import Word

TERM, BEFORE, AFTER = "term", "before", "after"
BIAS, FREQUENCY, POSITION, TITLE = "bias", "frequency", "position", "title"

MAX_WORDS = 5
"""Of a term that is found as a run of words; what a text explains itself may be longer."""

Spans = Sequence[tuple[int, int]]
Weights = Mapping[str, Mapping[str, float]]
"""Tables of weights by feature: `term`, a table a role, `before` and `after` (the neighbours)."""


def term_features(words: Sequence[Word], spans: Spans, title_words: int) -> dict[tuple[str, str], float]:
    """Every feature of a term by table and name; the score is their weighted sum.

    Args:
        words: The text's tokens; the title first.
        spans: First word and the word after the last, of each mention.
        title_words: How many of the words are the title.
    """
    first, end = spans[0]
    found = {
        (TERM, BIAS): 1.0,
        (TERM, FREQUENCY): frequency(len(spans)),
        (TERM, POSITION): position(first, len(words)),
        (TERM, TITLE): float(first < title_words),
        (TERM, _length(end - first)): 1.0,
    }
    for word, role in zip(words[first:end], roles(end - first), strict=True):
        for name, value in word_features(word).items():
            found[role, name] = found.get((role, name), 0.0) + value
    for start, stop in spans:
        for table, beside in ((BEFORE, start - 1), (AFTER, stop)):
            key = table, neighbour(_at(words, beside))
            found[key] = found.get(key, 0.0) + 1 / len(spans)
    return found


def _at(words: Sequence[Word], position: int) -> Word | None:
    return words[position] if 0 <= position < len(words) else None


def _length(words: int) -> str:
    return f"length {min(words, MAX_WORDS)}"


class _ByRole(NamedTuple):
    """What a word, or one of its features, adds to the score of a term it stands in."""

    only: float
    first: float
    inner: float
    last: float


class Ranker:
    """Scores terms with some weights."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._lengths = [weights[TERM].get(_length(words), 0.0) for words in range(MAX_WORDS + 1)]
        names = {name for role in Role for name in weights[role]}
        self._features = {name: _ByRole(*(weights[role].get(name, 0.0) for role in Role)) for name in names}
        self._words: dict[str, _ByRole] = {}
        self._before: dict[str, float] = {}
        self._after: dict[str, float] = {}

    def likelihood(self, words: Sequence[Word], spans: Spans, title_words: int) -> float:
        """How likely a reader would mark a term, 0 to 1; the arguments are those of `term_features`."""
        first, end = spans[0]
        term = self._weights[TERM]
        total = term[BIAS] + self._lengths[min(end - first, MAX_WORDS)] + term[POSITION] * position(first, len(words))
        if len(spans) > 1:
            total += term[FREQUENCY] * frequency(len(spans))
        if first < title_words:
            total += term[TITLE]
        if end - first == 1:
            total += self._inside(words[first]).only
        else:
            total += self._inside(words[first]).first + self._inside(words[end - 1]).last
            for word in words[first + 1 : end - 1]:
                total += self._inside(word).inner
        sides = 0.0
        for start, stop in spans:
            before, after = _at(words, start - 1), _at(words, stop)
            weight = self._before.get(before.text if before else "")
            sides += self._beside(self._before, BEFORE, before) if weight is None else weight
            weight = self._after.get(after.text if after else "")
            sides += self._beside(self._after, AFTER, after) if weight is None else weight
        return 1 / (1 + math.exp(-total - sides / len(spans)))

    def _inside(self, word: Word) -> _ByRole:
        known = self._words.get(word.text)
        if known is None:
            only = first = inner = last = 0.0
            for name, value in word_features(word).items():
                if (weights := self._features.get(name)) is not None:
                    only += weights.only * value
                    first += weights.first * value
                    inner += weights.inner * value
                    last += weights.last * value
            known = self._words[word.text] = _ByRole(only, first, inner, last)
        return known

    def _beside(self, known: dict[str, float], table: str, word: Word | None) -> float:
        weight = self._weights[table].get(neighbour(word), 0.0)
        known[word.text if word else ""] = weight
        return weight


@functools.cache
def learned_weights() -> Weights:
    """The weights in `weights.toml`."""
    text = (files("paperatlas.graph.concepts") / "weights.toml").read_text(encoding="utf-8")
    weights: Weights = tomllib.loads(text)
    return weights
