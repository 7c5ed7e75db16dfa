"""Names in other languages that no paper explains: put together from the words of English terms.

*Reward hacking* is 보상 해킹, word by word. Only terms of several words, as these leave their words one meaning: those
that the papers name in English and a list of the field's own; and only in the languages that the papers are in.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from paperatlas.graph.concepts.languages import LETTERS, content_words, grammar, inflects, local_key, meanings
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import classify

_FEWEST_WORDS, _MOST_WORDS = 2, 4
_MOST_CHOICES, _MOST_CHOICES_OF_MANY = 4, 2
"""Of words for an English one, in terms of two words and of more."""
_MEANINGS = 2
"""How many of a word's meanings are taken, the usual first."""
_TURNING = frozenset(("of", "for", "from", "with", "in", "by", "via"))
"""Words around which other languages turn the order."""
_AGENTS = frozenset(("er", "or", "izer", "iser"))
"""What makes another thing of a word: 토큰 is a token, and no tokenizer."""
_SHORTEST_STEM, _LONGEST_SUFFIX = 3, 7
_OF_FIELD = -1
"""The power of a term of the field's own list: those that papers name go before it."""
_COMPOSED = pa.schema(
    [
        ("key", pa.string()),
        ("power", pa.int64()),
        ("language", pa.string()),
        ("place", pa.int64()),
        ("name", pa.string()),
        ("name_key", pa.string()),
    ]
)


def compose_names(terms: pa.Table, languages: pa.Table) -> pa.Table:
    """Puts the names of each term together.

    Args:
        terms: With `key`, no two alike, and `power`, of two, of how many listings have it.
        languages: With `language`, those of the papers.

    Returns:
        `key`, `power` (-1 of a term of the field's own list), `language`, `place` among the names of a key in a
        language, `name` in lower case, `name_key`.
    """
    rows = []
    spoken = [language for language in languages["language"].to_pylist() if language in LETTERS]
    given = zip(terms["key"].to_pylist(), terms["power"].to_pylist(), strict=True)
    own = ((key, _OF_FIELD) for key in sorted(word_list("field_terms")))
    for (key, power), language in itertools.product([*given, *own] if spoken else [], spoken):
        for place, name in enumerate(compositions(key, language)):
            rows.append((key, power, language, place, name, local_key(name)))
    columns = list(zip(*rows, strict=True)) or [()] * len(_COMPOSED)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, _COMPOSED, strict=True)], _COMPOSED)


def compositions(key: str, language: str) -> Iterator[str]:
    """The names of a term that have a word for each of its own.

    >>> "보상 해킹" in compositions("reward hacking", "ko")
    True
    """
    words, written = content_words(key), key.split(" ")
    fewest = _FEWEST_WORDS if len(words) == len(written) else _FEWEST_WORDS + 1  # text to image may be a pair of both
    if not fewest <= len(words) <= _MOST_WORDS or not _TURNING.isdisjoint(written):
        return
    if written[-1].endswith("ed") and "N" not in classify(written[-1]).tags:
        return  # execution-verified is no verification
    most = _MOST_CHOICES if len(words) == _FEWEST_WORDS else _MOST_CHOICES_OF_MANY
    first, *others = (_words_for(word, language) for word in words)
    choices = [first, *(found[:most] for found in others)]
    if language == "ko" and sum(map(bool, choices)) == len(words) - 1:
        choices = [found or _kept(word) for word, found in zip(words, choices, strict=True)]
    between = " " if language == "ko" else ""
    for chosen in itertools.product(*choices):
        if _may_end(chosen[-1], key, language):
            yield between.join(chosen)


def _may_end(word: str, key: str, language: str) -> bool:
    """Whether a word ends a name of a term: no adjective, and no head of other terms, as *modeling* is of *model*."""
    lists = grammar(language)
    is_adjective = word.endswith(lists.adjectival_endings) and word not in lists.nouns_like_adjectives
    if is_adjective or word in lists.adjectives:
        return False
    head = lists.heads.get(word)
    return head is None or re.search(rf"(?:{head})$", key) is not None


def _kept(english: str) -> Sequence[str]:
    """A coined word as it is: 멀티모달 LLM."""
    return () if classify(english).tags or not english.isalpha() else (english,)


@functools.lru_cache(50_000)
def _words_for(english: str, language: str) -> Sequence[str]:
    """The words that mean an English one, those whose usual meaning it is first."""
    stems = _words_by_stem(language)
    shortest = max(_SHORTEST_STEM, len(english) - _LONGEST_SUFFIX)
    beginnings = [english[:end] for end in range(shortest, len(english) + 1)]
    fitting = [stem for stem in beginnings if stem in stems and inflects(english, stem)]
    fitting = [stem for stem in fitting if english[len(stem) :] not in _AGENTS]
    found = {pair for stem in fitting if len(stem) >= len(fitting[-1]) - 1 for pair in stems[stem]}
    return tuple(dict.fromkeys(word for _, word in sorted(found)))[:_MOST_CHOICES]


@functools.cache
def _words_by_stem(language: str) -> Mapping[str, Iterable[tuple[int, str]]]:
    """How usual a meaning is and the word that has it, by the beginning of the English word."""
    stems: dict[str, list[tuple[int, str]]] = {}
    for word, english in meanings(language).items():
        for place, stem in enumerate(english[:_MEANINGS]):
            if len(stem) == 1 and len(word) > 1:
                stems.setdefault(stem[0], []).append((place, word))
    return stems
