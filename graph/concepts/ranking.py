"""How likely a term is one that a reader would mark: a logistic regression over a term's features.

Its weights are data, `weights/*.tsv`, learned by `tests/benchmarks/train_ranking.py`: a table a register, for people
mark other terms in a text on language models than in one on materials. What a word adds to the terms it stands in is
summed up once a word, so that a term costs a few additions.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from operator import add
from typing import NamedTuple

from paperatlas.graph.concepts.features import (
    MAX_WORDS,
    MOST_COUNTED,
    Place,
    WordKind,
    beside_alone,
    beside_features,
    count_feature,
    inside_feature,
    own_features,
    position_feature,
    roles,
    title_feature,
    word_features,
)
from paperatlas.graph.concepts.verbs import OPENING, VerbSigns, acts, takes_object, verb_signs
from paperatlas.graph.concepts.words import MOST_KNOWN, Word, classify

REGISTERS = ("ai", "general")
BIAS = "bias"
_RARE_ZIPF = 4.0
# Most letters of Korean, Chinese and Japanese lie between these; two comparisons cost less than a look-up.
_FOREIGN_FROM, _FOREIGN_TO = "ぁ", "힣"

Table = Mapping[tuple[str, str], float]
"""Weights by place and feature."""
Span = tuple[int, int]
Spans = Sequence[Span]
Reason = tuple[str, str, float]
"""A place, a feature and what it adds to the score."""


class Weights(NamedTuple):
    """What was learned.

    Attributes:
        tables: One a register, in the order of `REGISTERS`.
        register: How much a word, by its key, says that a text is of the first one.
    """

    tables: tuple[Table, ...]
    register: Mapping[str, float]


class WordValues(NamedTuple):
    """What a word adds to the score of a term, by where it stands."""

    only: float
    first: float
    inner: float
    last: float
    before: float
    after: float


_NOTHING = WordValues(0, 0, 0, 0, 0, 0)


class RankedWord(NamedTuple):
    """A word, what it adds in each register, and how much it speaks for the first of them."""

    word: Word
    key: str
    inside: bool
    connects: bool
    number: bool
    verb: VerbSigns | None
    values: tuple[WordValues, ...]
    register: float


def no_part(word: RankedWord) -> RankedWord:
    """A word that is part of no term where it stands."""
    return word._replace(inside=False, connects=False, verb=None, word=word.word._replace(breaks=True))


class TermValues:
    """What is true of a whole term adds in one register, to be looked up by numbers."""

    def __init__(self, table: Table) -> None:
        def weight(feature: str) -> float:
            return table.get((Place.TERM, feature), 0.0)

        lengths = range(MAX_WORDS + 1)
        self.bias = weight(BIAS)
        self.counts = [[weight(count_feature(each, count)) for count in range(MOST_COUNTED + 1)] for each in lengths]
        self.titles = [[weight(title_feature(each, within)) for within in (False, True)] for each in lengths]
        self.inside = [[weight(inside_feature(left, right)) for right in range(3)] for left in range(3)]
        self.position = functools.lru_cache(None)(lambda step: weight(position_feature(step)))


class Ranker:
    """Scores terms with some weights."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.terms = tuple(map(TermValues, weights.tables))
        self._rows = _rows(weights.tables)
        self._shared = functools.lru_cache(MOST_KNOWN)(self._sum_shared)
        self.edges = self._values(None)
        self._remembered = functools.lru_cache(MOST_KNOWN)(self._look_up)
        self._foreign = self._look_up(_FOREIGN_FROM)

    def words(self, pieces: Sequence[str]) -> list[RankedWord]:
        """The words of a text, with or without the spaces after them."""
        known, foreign = self._remembered, self._foreign
        found = [foreign if _FOREIGN_FROM <= piece <= _FOREIGN_TO else known(piece) for piece in pieces]
        last = len(found) - 1
        for place, ranked in [(place, ranked) for place, ranked in enumerate(found) if ranked.verb]:
            after = found[place + 1].word if place < last else None
            if ranked.verb and acts(ranked.verb, found[place - 1].word if place else None, after):
                found[place] = no_part(ranked)
        return found

    def titled_words(self, pieces: Sequence[str], title_words: int) -> list[RankedWord]:
        """The same; the first are a title, which may begin with a verb: Scaling Language Models, but no Scaling Law."""
        found = self.words(pieces)
        for place, ranked in enumerate(found[:title_words]):
            opens = place == 0 or found[place - 1].key in OPENING
            after = found[place + 1].word if place + 1 < len(found) else None
            if opens and ranked.verb and ranked.verb.gerund and takes_object(after):
                found[place] = no_part(ranked)
        return found

    @property
    def known(self) -> functools._CacheInfo:
        """How many words it remembers, and how many at most."""
        return self._remembered.cache_info()

    def _look_up(self, piece: str) -> RankedWord:
        if piece.endswith(" ") and (bare := piece.rstrip(" ")):
            return self._remembered(bare)
        word = classify(piece)
        says = 0.0 if word.breaks else self.weights.register.get(word.key, 0.0)
        inside, values = not word.breaks, self._values(word)
        return RankedWord(word, word.key, inside, word.connects, word.version, verb_signs(word), values, says)

    def _values(self, word: Word | None) -> tuple[WordValues, ...]:
        alone = beside_alone(word)
        is_part = word is not None and (not word.breaks or word.connects or word.version)
        if word is None or (alone and not is_part):
            return self._shared(None, alone, is_part=False)
        shared = self._shared(WordKind.of(word), alone, is_part=is_part)
        features = own_features(word) if is_part else (f"word {word.key}",)
        rows = [row for each in features if (row := self._rows.get(each))]
        return tuple([_summed(each) for each in zip(shared, *rows, strict=True)]) if rows else shared

    def _sum_shared(self, kind: WordKind | None, alone: str | None, *, is_part: bool) -> tuple[WordValues, ...]:
        """What the words of a kind add, or one that stands for itself, but for what each of them says of its own."""
        features = [alone] if alone else [kind.beside()] if kind else []
        if kind and is_part:
            features += kind.features()
        rows = [row for each in features if (row := self._rows.get(each))]
        return tuple(map(_summed, zip(*rows, strict=True))) if rows else (_NOTHING,) * len(self.weights.tables)

    def register(self, words: Sequence[RankedWord]) -> int:
        """Which register a text is of, by its place in `REGISTERS`."""
        return 0 if self.weights.register[BIAS] + sum([word.register for word in words]) > 0 else 1


def _rows(tables: Sequence[Table]) -> dict[str, tuple[WordValues, ...]]:
    """What each feature of a word adds in each register, by place."""
    found: dict[str, list[dict[str, float]]] = {}
    for register, table in enumerate(tables):
        for (place, feature), weight in table.items():
            if place != Place.TERM:
                found.setdefault(feature, [{} for _ in tables])[register][place] = weight
    return {
        feature: tuple([WordValues(*(row.get(name, 0.0) for name in WordValues._fields)) for row in rows])
        for feature, rows in found.items()
    }


def _summed(rows: Sequence[WordValues]) -> WordValues:
    return functools.reduce(_added, rows)


def _added(one: WordValues, other: WordValues) -> WordValues:
    return WordValues._make(map(add, one, other))


def term_features(
    words: Sequence[RankedWord], spans: Spans, position: int, title_words: int
) -> Iterator[tuple[Place, str, float]]:
    """Every feature of a term, with its place and its value; the score is their weighted sum.

    Args:
        words: The text's tokens; the title first.
        spans: First word and the word after the last, of each mention.
        position: The first mention's first character.
        title_words: How many of the words are the title.
    """
    first, end = spans[0]
    yield Place.TERM, BIAS, 1.0
    yield Place.TERM, count_feature(end - first, len(spans)), 1.0
    yield Place.TERM, title_feature(end - first, first < title_words), 1.0
    yield Place.TERM, position_feature(position_step(position)), 1.0
    inside = [*insides(words), False, False]
    share = 1 / len(spans)
    for start, stop in spans:
        for word, role in zip(words[start:stop], roles(stop - start), strict=True):
            for name in word_features(word.word):
                yield role, name, share
        for name in beside_features(words[start - 1].word if start else None):
            yield Place.BEFORE, name, share
        for name in beside_features(words[stop].word if stop < len(words) else None):
            yield Place.AFTER, name, share
        left, right = (inside[start - 1], inside[start - 2]), (inside[stop], inside[stop + 1])
        yield (
            Place.TERM,
            inside_feature(left.index(False) if False in left else 2, right.index(False) if False in right else 2),
            share,
        )


def insides(words: Sequence[RankedWord]) -> list[bool]:
    """Which words may belong to a term; a version number does behind a name."""
    inside = [word.inside for word in words]
    for place in [place for place, word in enumerate(words) if word.number]:
        if place and _takes_number(words[place - 1].word):
            inside[place] = True
    return inside


def _takes_number(word: Word) -> bool:
    """Whether a number behind a word may be a version: Llama 2, but not Table 2."""
    return word.name or (word.text[:1].isupper() and not word.breaks and word.zipf < _RARE_ZIPF)


def position_step(position: int) -> int:
    """How late in the text a character stands, finer at the beginning."""
    return (8 + position).bit_length()


@functools.cache
def learned_weights() -> Weights:
    """The weights that come with the project."""
    return Weights(
        tuple(map(_read_table, REGISTERS)), {name: value for (_, name), value in _read_table("register").items()}
    )


def _read_table(name: str) -> Table:
    """A file of weights: a row a feature, a column a place; the columns are named in the first row."""
    text = (files("paperatlas.graph.concepts") / "weights" / f"{name}.tsv").read_text(encoding="utf-8")
    head, *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]
    return {
        (place, cells[0]): float(cell)
        for cells in rows
        for place, cell in zip(head[1:], cells[1:], strict=True)
        if cell
    }
