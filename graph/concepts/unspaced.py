"""Where a name begins in a language that parts no words: 优化大型语言模型（Large Language Models）.

The run of letters before the bracket is cut behind the last function word; within what is left the name is what the
English one translates, else a known term, else all of it where that is not too long.
"""

import functools
import re
from collections.abc import Iterator

from paperatlas.graph.concepts.languages import LETTERS, grammar, meanings, terms
from paperatlas.graph.concepts.translation import spells_acronym, translation
from paperatlas.graph.scripts import KATAKANA

_LEAST_COVER = 0.5
_LETTERS_A_WORD = 3
_LONGEST_NAME = 20
_PIECE = re.compile(rf"[{KATAKANA}]+|[A-Za-z0-9-]+|.")


def name_before(left: str, english: str, count: int, acronym: bool, language: str) -> tuple[str, bool] | None:
    """The name that ends a text.

    Args:
        left: The text, up to the bracket.
        english: What stands in the bracket.
        count: Words that the name may have.
        acronym: Whether that is an acronym.
        language: Of the text.

    Returns:
        The name, and whether its beginning is sure; None where none is found.

    >>> name_before("旨在优化大型语言模型", "Large Language Models", 3, False, "zh")
    ('大型语言模型', True)
    """
    run = _run(language).search(left)
    if run is None:
        return None
    segment = run[0][_after_last_outside(run[0], language) :]
    names = [segment[start:] for start in _starts(segment) if 1 < len(segment) - start <= _LONGEST_NAME]
    if acronym:
        fitting = next((name for name in names if spells_acronym(name, english, language)), None)
    else:
        fitting = _best_translated(names, english, language)
    known = next((name for name in names if name in terms(language)), None)
    if name := fitting or known:
        return name, True
    return (segment, False) if 1 < len(segment) <= count * _LETTERS_A_WORD else None


def _best_translated(names: list[str], english: str, language: str) -> str | None:
    best, found = (0.0, 0.0), None
    for name in names:
        cover = translation(name, english, language)
        if min(cover.local, cover.english) >= _LEAST_COVER and (cover.english, cover.local) > best:
            best, found = (cover.english, cover.local), name
    return found


@functools.cache
def _run(language: str) -> re.Pattern[str]:
    letters = LETTERS[language]
    return re.compile(rf"(?:[{letters}]|[A-Za-z0-9-]+(?=[{letters}]))+$")


def _after_last_outside(run: str, language: str) -> int:
    """Where the last function word ends that is no part of another word."""
    kept, outside = _kept(language), _outside(language)
    end, place = 0, 0
    while place < len(run):
        if word := kept.match(run, place):
            place = word.end()
        elif word := outside.match(run, place):
            end = place = word.end()
        else:
            place += 1
    return end


def _starts(segment: str) -> Iterator[int]:
    """Where a name may begin: not within a word in katakana or Latin letters."""
    for piece in _PIECE.finditer(segment):
        yield piece.start()


@functools.cache
def _kept(language: str) -> re.Pattern[str]:
    known = {*grammar(language).kept_endings, *terms(language), *(word for word in meanings(language) if len(word) > 1)}
    return _any_of(known)


@functools.cache
def _outside(language: str) -> re.Pattern[str]:
    return _any_of(grammar(language).outside_words)


def _any_of(words: set[str] | frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
