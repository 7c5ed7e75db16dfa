"""Which long forms of an acronym mean the same: *masked autoencoder*, *mask autoencoder*; *RL with human feedback*."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from paperatlas.graph.concepts.definitions import SPOKEN_DIGITS
from paperatlas.graph.concepts.words import is_stop_word

_SURE_PAPERS = 2
_SURE_SHARE = 0.7
_INITIALS = 2
_LEAST_STEM, _LONGEST_ENDING = 4, 3

_PREFIXED = re.compile(r"\b(auto|co|cross|hyper|inter|intra|multi|non|post|pre|re|semi|sub|super) (?=\w{3})")
"""Beginnings that are no words, which some write apart: multi modality."""

Words = tuple[str, ...]


def same_meanings(definitions: pa.Table) -> pa.Table:
    """The long form that stands for each: the most frequent of those that mean the same.

    Args:
        definitions: Columns `acronym`, `expansion` (keys), and `papers`, the number that define it so.

    Returns:
        Columns `acronym`, `expansion`, `meaning`; `apart`, whether at most half of its words are those of the most
        frequent one, so that it is no slip of the pen; and `fits`, whether the letters are those of its words,
        or it is the most frequent one; a row a row of `definitions`.
    """
    columns = (definitions[name].to_pylist() for name in ("acronym", "expansion", "papers"))
    by_acronym: dict[str, list[tuple[int, str]]] = {}
    for acronym, expansion, papers in zip(*columns, strict=True):
        by_acronym.setdefault(acronym, []).append((-papers, expansion))
    sure = dict(_sure(by_acronym))
    rows = [row for acronym in sorted(by_acronym) for row in _meanings(acronym, sorted(by_acronym[acronym]), sure)]
    kinds = {"acronym": pa.string(), "expansion": pa.string(), "meaning": pa.string()}
    kinds |= {"apart": pa.bool_(), "fits": pa.bool_()}
    return pa.table({name: pa.array([row[at] for row in rows], kinds[name]) for at, name in enumerate(kinds)})


def _sure(by_acronym: Mapping[str, Sequence[tuple[int, str]]]) -> Iterator[tuple[str, str]]:
    """Acronyms that may be spelt out inside the long form of another: the RL of RL with human feedback."""
    for acronym, expansions in by_acronym.items():
        most, expansion = min(expansions)
        if -most >= max(_SURE_PAPERS, _SURE_SHARE * -sum(papers for papers, _ in expansions)):
            yield acronym, expansion


def _meanings(
    acronym: str, expansions: Sequence[tuple[int, str]], sure: Mapping[str, str]
) -> Iterator[tuple[str, str, str, bool, bool]]:
    known: list[tuple[Words, str]] = []
    for _, expansion in expansions:
        words = _content(expansion, acronym, sure)
        meaning = next((other for others, other in known if _agree(words, others)), None)
        if meaning is None:
            known.append((words, expansion))
        fits = (meaning or expansion) == expansions[0][1] or _fits(acronym, expansion)
        shared = sum(any(_same_stem(word, other) for other in known[0][0]) for word in words)
        yield acronym, expansion, meaning or expansion, 2 * shared <= len(words), fits


def _fits(acronym: str, expansion: str) -> bool:
    """Whether the letters of an acronym are those of as many words; where there are more or fewer words, who knows.

    >>> _fits("ml", "machine translation"), _fits("xr", "extended reality"), _fits("gan", "adversarial network")
    (False, True, True)
    """
    words = expansion.split(" ")
    ways = [way for way in (words, [word for word in words if not is_stop_word(word)]) if len(way) == len(acronym)]
    letters = [SPOKEN_DIGITS.get(letter, letter) for letter in acronym]
    return not ways or any(all(map(_begins, way, letters)) or all(map(_begins, way, acronym)) for way in ways)


def _begins(word: str, letter: str) -> bool:
    """Whether a word gives a letter: its first, or the X of *ex*."""
    return letter in word[:_INITIALS]


def _content(expansion: str, acronym: str, sure: Mapping[str, str]) -> Words:
    """The words that carry the meaning, without accents, other acronyms spelt out, prefixes not apart.

    >>> _content("rl with human feedback", "rlhf", {"rl": "reinforcement learning"})
    ('reinforcement', 'learning', 'human', 'feedback')
    >>> _content("large multi modality model", "lmm", {})
    ('large', 'multimodality', 'model')
    """
    spelt = " ".join(sure.get(word, word) if word != acronym else word for word in expansion.split(" "))
    if not spelt.isascii():
        spelt = "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))
    return tuple(word for word in _PREFIXED.sub(r"\1", spelt).split(" ") if not is_stop_word(word))


def _agree(words: Words, others: Words) -> bool:
    return len(words) == len(others) and all(map(_same_stem, words, others))


def _same_stem(word: str, other: str) -> bool:
    """Whether two words are forms of one: mask, masked."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    return len(short) >= _LEAST_STEM and long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING
