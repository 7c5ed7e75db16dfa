"""Which long forms of an acronym mean the same: *masked autoencoder*, *mask autoencoder*; *RL with human feedback*."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from paperatlas.graph.concepts.words import is_stop_word

_SURE_PAPERS = 2
_SURE_SHARE = 0.7
_LEAST_STEM, _LONGEST_ENDING = 4, 3

Words = tuple[str, ...]


def same_meanings(definitions: pa.Table) -> pa.Table:
    """The long form that stands for each: the most frequent of those that mean the same.

    Args:
        definitions: Columns `acronym`, `expansion` (keys), and `papers`, the number that define it so.

    Returns:
        Columns `acronym`, `expansion`, `meaning`, and `apart`, whether at most half of its words are those of the most
        frequent one, so that it is no slip of the pen; a row a row of `definitions`.
    """
    columns = (definitions[name].to_pylist() for name in ("acronym", "expansion", "papers"))
    by_acronym: dict[str, list[tuple[int, str]]] = {}
    for acronym, expansion, papers in zip(*columns, strict=True):
        by_acronym.setdefault(acronym, []).append((-papers, expansion))
    sure = dict(_sure(by_acronym))
    rows = [row for acronym in sorted(by_acronym) for row in _meanings(acronym, sorted(by_acronym[acronym]), sure)]
    kinds = {"acronym": pa.string(), "expansion": pa.string(), "meaning": pa.string(), "apart": pa.bool_()}
    return pa.table({name: pa.array([row[at] for row in rows], kinds[name]) for at, name in enumerate(kinds)})


def _sure(by_acronym: Mapping[str, Sequence[tuple[int, str]]]) -> Iterator[tuple[str, str]]:
    """Acronyms that may be spelt out inside the long form of another: the RL of RL with human feedback."""
    for acronym, expansions in by_acronym.items():
        most, expansion = min(expansions)
        if -most >= max(_SURE_PAPERS, _SURE_SHARE * -sum(papers for papers, _ in expansions)):
            yield acronym, expansion


def _meanings(
    acronym: str, expansions: Sequence[tuple[int, str]], sure: Mapping[str, str]
) -> Iterator[tuple[str, str, str, bool]]:
    known: list[tuple[Words, str]] = []
    for _, expansion in expansions:
        words = _content(expansion, acronym, sure)
        meaning = next((other for others, other in known if _agree(words, others)), None)
        if meaning is None:
            known.append((words, expansion))
        shared = sum(any(_same_stem(word, other) for other in known[0][0]) for word in words)
        yield acronym, expansion, meaning or expansion, 2 * shared <= len(words)


def _content(expansion: str, acronym: str, sure: Mapping[str, str]) -> Words:
    """The words that carry the meaning, without accents, other acronyms spelt out.

    >>> _content("rl with human feedback", "rlhf", {"rl": "reinforcement learning"})
    ('reinforcement', 'learning', 'human', 'feedback')
    """
    spelt = " ".join(sure.get(word, word) if word != acronym else word for word in expansion.split(" "))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))
    return tuple(word for word in plain.split(" ") if not is_stop_word(word))


def _agree(words: Words, others: Words) -> bool:
    return len(words) == len(others) and all(map(_same_stem, words, others))


def _same_stem(word: str, other: str) -> bool:
    """Whether two words are forms of one: mask, masked."""
    short, long = sorted((word, other), key=len)
    if short == long:
        return True
    return len(short) >= _LEAST_STEM and long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING
