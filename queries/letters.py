"""Letters to look for in names and titles: a pattern that takes them with and without accents, in any case.

The pattern is a regular expression as both stores read it (`=~`), so that they find the same.
"""

import functools
from collections import defaultdict
from collections.abc import Mapping

from paperatlas.graph.identity import EAST_ASIAN, QUOTES, author_key

# Where Unicode has letters with case, accents, strokes, or of another width: Latin, Greek, Cyrillic and their like.
_VARIED = ((0x41, 0x600), (0x1D00, 0x2000), (0x2C60, 0x2C80), (0xA720, 0xA800), (0xFB00, 0xFB07), (0xFF10, 0xFF5B))
_LONGEST = 3
"""Letters that one sign stands for: ffi."""
_BLANK = rf"[\s\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000.{QUOTES}]+"
_BETWEEN = f"[\u0300-\u036f{QUOTES}]*"
"""Marks that stand apart from their letter, and what keys leave out."""


def letters_pattern(text: str) -> str:
    """What finds a text that holds these letters.

    Raises:
        ValueError: There is none in it, though it is not empty.
    """
    key = author_key(text)
    if text.strip() and not key:
        raise ValueError(text)
    parts, at = [], 0
    while at < len(key):
        length = next((it for it in range(_LONGEST, 1, -1) if key[at : at + it] in _variants()), 1)
        singles = "".join(_letter(key, position) for position in range(at, min(at + length, len(key))))
        joined = "".join(_variants()[key[at : at + length]]) if length > 1 else ""
        parts.append(f"(?:[{joined}]{_BETWEEN}|{singles})" if joined else singles)
        at += length
    return f"(?s).*{''.join(parts)}.*"


def _letter(key: str, at: int) -> str:
    """What matches a letter of a key."""
    letter = key[at]
    if letter == " ":
        return _BLANK
    signs = [*_variants().get(letter, ())]
    # At the ends, a part of a sign that stands for several letters.
    if at == 0:
        signs += [sign for folded, more in _variants().items() if folded[1:].endswith(letter) for sign in more]
    if at == len(key) - 1:
        signs += [sign for folded, more in _variants().items() if folded[:-1].startswith(letter) for sign in more]
    if letter == "-":
        signs += "\u2010\u2011\u2012\u2013\u2212"  # which keys have as "-"
    # As a number, for punctuation means something in a pattern.
    is_inside = at < len(key) - 1 and EAST_ASIAN.fullmatch(letter)
    between = _BETWEEN if not is_inside else rf"{_BETWEEN}{_BLANK[:-1]}*"
    itself = letter if letter.isalnum() else rf"\x{{{ord(letter):x}}}"
    return f"[{itself}{''.join(signs)}]{between}"


@functools.cache
def _variants() -> Mapping[str, list[str]]:
    """By one or more folded letters: the signs that are folded to them."""
    found: dict[str, list[str]] = defaultdict(list)
    for first, after in _VARIED:
        for sign in map(chr, range(first, after)):
            key = author_key(sign) if sign.isalnum() or not sign.isascii() else ""
            if key not in ("", sign):
                found[key].append(sign)
    return found
