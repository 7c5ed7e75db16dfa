"""Words to technical terms: runs of words become candidates, candidates are ranked. Pure functions."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paperatlas.graph.concepts.ranking import MAX_WORDS, Ranker, Spans
from paperatlas.graph.concepts.tokens import tokens
from paperatlas.graph.concepts.words import Word, classify, is_stop_word

MAX_CHARACTERS = 120
"""A longer run is no term but damaged text."""


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
    spans: tuple[tuple[int, int], ...]


def find_terms(words: Sequence[Word], title_words: int, ranker: Ranker, named: Spans = ()) -> list[Term]:
    """The technical terms of a text, in the order of their first mention.

    Args:
        words: The text's tokens; the title first.
        title_words: How many of them are the title.
        ranker: Scores them.
        named: Words that are known to be one term together, in order.
    """
    return [
        Term(
            key,
            ranker.likelihood(words, spans, title_words),
            words[spans[0][0]].zipf if spans[0][1] - spans[0][0] == 1 else None,
            tuple(spans),
        )
        for key, spans in term_spans(words, named).items()
    ]


def term_spans(words: Sequence[Word], named: Spans = ()) -> dict[str, list[tuple[int, int]]]:
    """Where each term of a text is mentioned, by key; `named` is that of `find_terms`."""
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end in _with_named(candidates(words), named):
        run = words[start:end]
        if len(run) == 1 and len(run[0].text) == 2 and run[0].text.islower():
            continue  # a symbol: xt, p2
        key = " ".join([word.key for word in run])
        if "  " in key:  # white space is a word of its own
            key = " ".join(key.split())
        if len(key) <= MAX_CHARACTERS:
            found.setdefault(key, []).append((start, end))
    return found


def _with_named(spans: Iterator[tuple[int, int]], named: Spans) -> Iterator[tuple[int, int]]:
    """The named spans, and the others that don't overlap them, in order."""
    if not named:
        return spans
    taken = {position for start, end in named for position in range(start, end)}
    free = (span for span in spans if taken.isdisjoint(range(*span)))
    return iter(sorted([*free, *named]))


def is_name(words: Sequence[Word]) -> bool:
    """Whether words that a text sets apart may be one term, although some of them, such as *of*, break terms."""
    if not words or words[-1].breaks or not words[-1].ends_term:
        return False
    first = words[0].text.lower()
    return first[0].isalnum() and not is_stop_word(first)


def phrase_key(phrase: str) -> str:
    """The key of a term as a user or a text spells it.

    >>> phrase_key("Mixtures-of-Experts"), phrase_key("large language models")
    ('mixtures of expert', 'large language model')
    """
    return " ".join(classify(token).key for token in tokens(phrase) if token.strip())


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
