"""Words to technical terms: every short run of words is a candidate, the likeliest of those that overlap is a term."""

import functools
import math
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from paperatlas.graph.concepts.features import MAX_WORDS, MOST_COUNTED
from paperatlas.graph.concepts.ranking import (
    RankedWord,
    Ranker,
    Reason,
    Span,
    Spans,
    TermValues,
    insides,
    position_step,
    term_features,
)
from paperatlas.graph.concepts.tokens import tokens
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import Word, classify, is_stop_word

MAX_CHARACTERS = 120
"""A longer run is no term but damaged text."""
UNLIKELY = -3.5
"""Terms with a smaller score (a likelihood of 3 %) are left out, unless a text explains them."""
# Weights have two decimals: between two of them it is not rounding that decides.
_NO_MENTION = -0.995
"""What scores less, without what is true of the term as a whole, is no mention of a term."""
_NO_BEGINNING = -0.995
"""Nor does one begin where the first word and the one before it score less."""
_HOPELESS = -2.995
"""Nor is what scores less without the word behind it."""


_DIMENSIONS = frozenset(["2d", "3d", "4d"])

Mention = tuple[float, int, int]
"""What the words of a mention and those beside it add to a score; its first word, and the word after the last."""


class Term(NamedTuple):
    """A term of one text; a tuple, as a hundred thousand of them are made.

    Attributes:
        key: Under which its spellings are one term.
        likelihood: Of being one that a reader would mark, 0 to 1.
        zipf: Zipf frequency in general English of a single word, None for several words.
        spans: First word and the word after the last, of each mention.
    """

    key: str
    likelihood: float
    zipf: float | None
    spans: tuple[Span, ...]


class Text(NamedTuple):
    """A text as words.

    Attributes:
        words: The title's first.
        begins: The first character of each word, and the one behind the last.
        title_words: How many of them are the title.
    """

    words: Sequence[RankedWord]
    begins: Sequence[int]
    title_words: int


def find_terms(text: Text, ranker: Ranker, named: Spans = ()) -> list[Term]:
    """The technical terms of a text, in the order of their first mention.

    Args:
        text: To look in.
        ranker: Scores them.
        named: Words that are known to be one term together, in order.
    """
    register = ranker.register(text.words)
    mentions = scored_mentions(text.words, ranker, register, named)
    scores = {key: _score(found, text, ranker.terms[register]) for key, found in mentions.items()}
    owners: list[Span | None] = [None] * len(text.words)
    for start, stop in named:
        owners[start:stop] = [(start, stop)] * (stop - start)
    explained = {_key(text.words, *span) for span in named}
    terms = []
    likely = [
        key
        for key, score in scores.items()
        if key in explained or (score > UNLIKELY and not key.endswith(adjective_endings()))
    ]
    for key in sorted(likely, key=lambda key: (-scores[key], key)):
        if spans := _chosen(mentions[key], owners):
            start, stop = spans[0]
            zipf = text.words[start].word.zipf if stop - start == 1 else None
            terms.append(Term(key, 1 / (1 + math.exp(-scores[key])), zipf, tuple(spans)))
    return sorted(terms, key=lambda term: term.spans[0])


@functools.cache
def adjective_endings() -> tuple[str, ...]:
    """The ends of keys that are adjectives: `diffusion based`."""
    return tuple(f" {word}" for word in word_list("adjective_endings"))


def scored_mentions(
    words: Sequence[RankedWord], ranker: Ranker, register: int, named: Spans = ()
) -> dict[str, list[Mention]]:
    """Every candidate's mentions by its key, with what its words and those beside it add to its score."""
    inside = [*insides(words), False, False]  # also before the first
    values = [word.values[register] for word in words] + [ranker.edges[register]]
    goes_on = ranker.terms[register].inside
    found: dict[str, list[Mention]] = {}
    last = len(words)
    for start in [place for place, word in enumerate(words) if word.inside]:
        if start and words[start - 1].key in _DIMENSIONS:
            continue  # 2D Gaussian splatting is no Gaussian splatting
        score, total, _, _, _, _ = values[start]
        beside = values[start - 1].before
        if score + beside < _NO_BEGINNING and total + beside < _NO_BEGINNING:
            continue
        at_left = goes_on[0 if not inside[start - 1] else 1 if not inside[start - 2] else 2]
        for stop in range(start + 1, min(start + MAX_WORDS, last) + 1):
            if stop > start + 1:
                _, _, inner, at_end, _, _ = values[stop - 1]
                if not inside[stop - 1]:
                    if words[stop - 1].connects:
                        total += inner
                        continue
                    break
                score = total + at_end
                total += inner
            if score + beside > _HOPELESS:
                at_right = 0 if not inside[stop] else 1 if not inside[stop + 1] else 2
                if at_right and words[stop].number:
                    continue  # Llama, where Llama 2 stands
                score += beside + values[stop].after + at_left[at_right]
                if score > _NO_MENTION:
                    found.setdefault(_key(words, start, stop), []).append((score, start, stop))
    for start, stop in named:
        mentions = found.setdefault(_key(words, start, stop), [])
        if all(mention[1:] != (start, stop) for mention in mentions):
            inner = sum(value.inner for value in values[start + 1 : stop - 1])
            score = values[start].first + inner + values[stop - 1].last + values[start - 1].before + values[stop].after
            mentions.append((score, start, stop))
            mentions.sort(key=itemgetter(1, 2))
    return found


def _key(words: Sequence[RankedWord], start: int, stop: int) -> str:
    if stop == start + 1:
        return words[start].key
    key = " ".join([word.key for word in words[start:stop] if word.key > " "])
    return key if "  " not in key else " ".join(key.split())  # a run of blanks is a word of its own


def _score(mentions: Sequence[Mention], text: Text, values: TermValues) -> float:
    score, start, stop = mentions[0]
    length, count = stop - start, len(mentions)
    if length > MAX_WORDS:
        length = MAX_WORDS
    if count > 1:
        score = sum([mention[0] for mention in mentions]) / count
        count = min(count, MOST_COUNTED)
    whole = values.bias + values.counts[length][count] + values.titles[length][start < text.title_words]
    return score + whole + values.position(position_step(text.begins[start]))


def _chosen(mentions: Sequence[Mention], owners: list[Span | None]) -> list[Span]:
    """The mentions of a term that share no word with another term's; they become the owners of their words."""
    spans = []
    for _, start, stop in mentions:
        owner = owners[start]
        if owner is None:
            if stop - start > 1 and owners[start + 1 : stop].count(None) < stop - start - 1:
                continue
        elif owner != (start, stop):
            continue
        owners[start:stop] = [(start, stop)] * (stop - start)
        spans.append((start, stop))
    return spans


def reasons(text: Text, ranker: Ranker, key: str) -> list[Reason]:
    """Why a term of a text ranks where it does: what each feature adds to its score, the weightiest first."""
    register = ranker.register(text.words)
    spans = [(start, stop) for _, start, stop in scored_mentions(text.words, ranker, register).get(key, ())]
    if not spans:
        return []
    totals: dict[tuple[str, str], float] = {}
    for place, feature, value in term_features(text.words, spans, text.begins[spans[0][0]], text.title_words):
        if weight := ranker.weights.tables[register].get((place, feature), 0.0):
            totals[place, feature] = totals.get((place, feature), 0.0) + weight * value
    return sorted(((place, feature, total) for (place, feature), total in totals.items()), key=lambda it: -abs(it[2]))


def is_name(words: Sequence[Word]) -> bool:
    """Whether words that a text sets apart may be one term, although some of them, such as *of*, break terms."""
    if not words or words[-1].breaks or not words[-1].ends_term:
        return False
    first = words[0].text.lower()
    return first[0].isalnum() and not is_stop_word(first)


def is_run(words: Sequence[Word]) -> bool:
    """Whether words are found as a term wherever they stand, so that no one has to look for them."""
    return 0 < len(words) <= MAX_WORDS and not any(word.breaks for word in words)


def phrase_key(phrase: str) -> str:
    """The key of a term as a user or a text spells it.

    >>> phrase_key("Mixtures-of-Experts"), phrase_key("large language models")
    ('mixtures of expert', 'large language model')
    """
    return " ".join([classify(token).key for token in tokens(phrase) if token.strip()])
