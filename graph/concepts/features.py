"""What can be counted in a term's favour or against it: properties of its words, of its neighbours, of its place."""

import math
from collections.abc import Sequence
from enum import StrEnum

from paperatlas.graph.concepts.words import Word, is_stop_word
from paperatlas.graph.scripts import opens_with_hangul

# Endings that tell kinds of words apart.
_SUFFIXES = frozenset(
    "able ance ence ible ment ness sion tion "
    "age ant ary ent ics ing ism ity ive ogy ous ure "
    "al ed er ic ly or s x".split()
)
_LONGEST_SUFFIX = 4
_ZIPF_STEPS = (2, 3, 4, 5)


class Role(StrEnum):
    """Where in a term a word stands; a term of one word has only that one."""

    ONLY = "only"
    FIRST = "first"
    INNER = "inner"
    LAST = "last"


def roles(length: int) -> Sequence[Role]:
    """The role of each word of a term.

    >>> [str(role) for role in roles(3)]
    ['first', 'inner', 'last']
    """
    return (Role.ONLY,) if length == 1 else (Role.FIRST, *[Role.INNER] * (length - 2), Role.LAST)


def word_features(word: Word) -> dict[str, float]:
    """What a word says of the term it stands in, whatever its role."""
    text = word.text
    capitals = len(text) > 1 and text.isupper()
    marks = (
        ("hyphen", " " in word.key),
        ("capitals", capitals),
        ("inner capital", not text[1:].islower() and any(map(str.isupper, text[1:]))),
        ("digit", not text.isalpha() and any(map(str.isdigit, text))),
        ("generic head", word.generic_head),
        ("generic adjective", word.generic_adjective),
        ("gerund", word.gerund),
        ("name", word.name),
    )
    found = {name: 1.0 for name, holds in marks if holds}
    found["tags " + (word.tags or "none")] = 1.0
    found["ending " + _suffix(word.last_part)] = 1.0
    found["zipf"] = word.zipf
    for step in _ZIPF_STEPS:
        if word.zipf > step:
            found[f"zipf over {step}"] = word.zipf - step
    return found


def _suffix(lower: str) -> str:
    for length in range(min(_LONGEST_SUFFIX, len(lower) - 3), 0, -1):
        if lower[-length:] in _SUFFIXES:
            return lower[-length:]
    return "other"


def neighbour(word: Word | None) -> str:
    """The kind of a word beside a term; None is the edge of the text.

    Stop words and signs stand for themselves.
    """
    if word is None:
        return "edge"
    lower = word.text.lower()
    if not lower.strip():
        return "line"
    if is_stop_word(lower) or not lower[0].isalnum():
        return lower
    if opens_with_hangul(lower):
        return "hangul"
    if lower[0].isdigit():
        return "number"
    if lower.endswith("ly"):
        return "adverb"
    form = next((ending for ending in ("ing", "ed") if lower.endswith(ending)), "")
    return f"word {word.tags or 'none'} {form}".rstrip()


def frequency(mentions: int) -> float:
    """What counts of the number of mentions."""
    return math.log(mentions)


def position(first: int, total: int) -> float:
    """How late a term is first named, 0 to 1, finer at the beginning.

    Args:
        first: Position of its first word in the text.
        total: Number of words of the text.
    """
    return math.log(1 + first) / math.log(total + 2)
