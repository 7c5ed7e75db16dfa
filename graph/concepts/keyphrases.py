"""The technical terms of a title and a text, without spaCy: text to words, words to terms."""

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TypeVar

from paperatlas.graph.concepts.cleaning import blank_noise
from paperatlas.graph.concepts.explained import Explained, find_explained
from paperatlas.graph.concepts.ranking import Ranker, Spans, learned_weights
from paperatlas.graph.concepts.terms import Text, find_terms, is_name
from paperatlas.graph.concepts.tokens import pieces

LIKELY = 0.15
ALWAYS_KEPT = 3
# So many long words in capitals are no acronyms.
_CAPITAL_WORD = re.compile(r"\b[A-Z]{4,}\b")
_LEAST_CAPITAL_WORDS = 3

_Found = TypeVar("_Found")


@functools.cache
def learned_ranker() -> Ranker:
    """Ranks with the weights that come with the project."""
    return Ranker(learned_weights())


def title_and_text(title: str, text: str) -> str:
    """A title, a full stop, a line feed and a text, as one."""
    return f"{title}.\n{text}" if title else text


def read_words(whole: str, title: str, ranker: Ranker) -> Text:
    """The words of a title and a text that `title_and_text` put together."""
    parts = pieces(_lowered(title) + whole[len(title) :])
    begins = [0, *itertools.accumulate(map(len, parts))]
    title_words = bisect_left(begins, len(title))
    return Text(ranker.titled_words(parts, title_words), begins, title_words)


def _lowered(title: str) -> str:
    """A title in lower case if it is all in capitals, which say nothing there."""
    lower = title.lower()
    written_out = title.isupper() and len(_CAPITAL_WORD.findall(title)) >= _LEAST_CAPITAL_WORDS
    return lower if written_out and len(lower) == len(title) else title


def named_spans(text: Text, explained: Explained) -> Spans:
    """The words of each name that a text explains."""
    found = []
    for start, end in explained.names():
        first, behind = bisect_left(text.begins, start), bisect_left(text.begins, end)
        if text.begins[first] == start and is_name([word.word for word in text.words[first:behind]]):
            found.append((first, behind))
    return found


def extract_concepts(title: str, text: str, limit: int = 10) -> list[str]:
    """The technical terms of a paper, best first, each in the spelling of its first mention.

    Terms that a reader would hardly mark are left out, so that there may be fewer than `limit`.

    Args:
        title: May be empty.
        text: Abstract or summary, English or Korean with English terms.
        limit: At most this many.
    """
    return ranked_phrases(title, text, learned_ranker())[:limit]


def ranked_phrases(title: str, text: str, ranker: Ranker) -> list[str]:
    """The terms that are worth showing, best first, each in the spelling of its first mention."""
    title, text = blank_noise(title), blank_noise(text)
    whole = title_and_text(title, text)
    read = read_words(whole, title, ranker)
    terms = find_terms(read, ranker, named_spans(read, find_explained(whole)))
    ranked = likely(sorted(terms, key=lambda term: -term.likelihood), lambda term: term.likelihood)
    places = [(read.begins[start], read.begins[stop]) for start, stop in (term.spans[0] for term in ranked)]
    return [whole[start:end].rstrip() for start, end in places]


def likely(ranked: Sequence[_Found], likelihood: Callable[[_Found], float]) -> list[_Found]:
    """What is worth showing of a text's terms, best first: the first few, and others while they are likely."""
    return [found for place, found in enumerate(ranked) if place < ALWAYS_KEPT or likelihood(found) >= LIKELY]
