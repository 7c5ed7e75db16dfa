"""Acronyms that a text explains itself: `direct preference optimization (DPO)`, `DPO (direct preference optimization)`.

A. Schwartz, M. Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, PSB 2003.
"""

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_BRACKETS = re.compile(r"[(（]([^()（）\n]{2,120})[)）]")
# Between the two names in brackets: `Direct Preference Optimization; DPO`, `DPO, Direct ...`, `이하 DPO`.
_SEPARATOR = re.compile(r"\s*(?:[;,:/；，、：]|\b이하\b)\s*")
_QUOTES = " \t'\"“”‘’*`"
_ACRONYM = re.compile(r"(?=[^a-z]*[A-Z][^A-Z]*[A-Z])[A-Z0-9][A-Za-z0-9+-]{1,9}")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-/+.'’]*")
_LAST_ACRONYM = re.compile(rf"(?<![\w-])({_ACRONYM.pattern})$")
_LAST_WORDS = re.compile(r"(?<![\w-])(?<!\w['’])(?:[A-Za-z0-9][\w+'’-]*[ ]){0,11}[A-Za-z0-9][\w+'’-]*$", re.ASCII)
_WORD_PART = re.compile(r"[A-Za-z0-9][\w'’]*", re.ASCII)
# The 2 of T2I is said "to".
_SPOKEN = re.compile(r"([a-z])2([a-z])")
_CONTEXT = 160
_LONGEST_ACRONYM = 12
_SHORTEST_NEAR = 2
_LEAST_WITH_OTHERS = 3
"""Letters of an acronym whose long form may have words that give it none: LIA, language instructed vision assistant."""
SPOKEN_DIGITS = {"2": "t", "4": "f"}
"""Digits for words, by how these begin: to, for."""


class Part(NamedTuple):
    """One of the names in a pair of brackets, with its place in the text; a tuple, as thousands of them are made."""

    text: str
    start: int
    acronym: bool

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.start + len(self.text)


class Bracket(NamedTuple):
    """A pair of brackets.

    Attributes:
        start: Where the opening one stands.
        inner: What stands between them.
        parts: The Latin names in it.
    """

    start: int
    inner: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and what it stands for; start and end are the place of the long form."""

    acronym: str
    long_form: str
    start: int

    @property
    def end(self) -> int:
        """The character after the last of the long form."""
        return self.start + len(self.long_form)


def find_brackets(text: str) -> list[Bracket]:
    """The pairs of brackets in a text."""
    return [Bracket(it.start(), it[1], _parts(it[1], it.start(1))) for it in _BRACKETS.finditer(text)]


def _parts(inner: str, begin: int) -> Sequence[Part]:
    parts = []
    start = 0
    for separator in (*_SEPARATOR.finditer(inner), None):
        text = inner[start : separator.start()] if separator else inner[start:]
        stripped = text.strip(_QUOTES)
        if stripped and _LATIN.fullmatch(stripped):
            place = begin + start + len(text) - len(text.lstrip(_QUOTES))
            parts.append(Part(stripped, place, _ACRONYM.fullmatch(stripped) is not None))
        start = separator.end() if separator else start
    return parts


def find_definitions(text: str) -> Iterator[Definition]:
    """The acronyms that a text defines.

    >>> [(it.acronym, it.long_form) for it in find_definitions("with large language models (LLMs) and")]
    [('LLMs', 'large language models')]
    """
    yield from definitions_in(text, find_brackets(text))


def definitions_in(text: str, brackets: Sequence[Bracket]) -> Iterator[Definition]:
    """The same where the brackets of the text are known."""
    for bracket in brackets:
        context = max(0, bracket.start - _CONTEXT)
        left = text[context : bracket.start].rstrip(_QUOTES)
        latin_before = left[-1:].isascii() and left[-1:].isalnum()
        acronyms = [part for part in bracket.parts if part.acronym]
        names = [part for part in bracket.parts if not part.acronym]
        before = _LAST_ACRONYM.search(left[-_LONGEST_ACRONYM:]) if latin_before and names else None
        if before and names:
            yield from _whole(before[1], names[0])
        elif acronyms and names:
            yield from _whole(acronyms[0].text, names[0])
        elif acronyms and latin_before:
            yield from _at_the_left(acronyms[0].text, left, context)


def _whole(acronym: str, name: Part) -> Iterator[Definition]:
    if _long_form_start(acronym, name.text) == 0:
        yield Definition(acronym, name.text, name.start)


def _at_the_left(acronym: str, left: str, offset: int) -> Iterator[Definition]:
    words = _LAST_WORDS.search(left)
    start = _long_form_start(acronym, words[0]) if words else None
    if words and start is None:
        start = _near_start(acronym, words[0])
    if words and start is not None:
        yield Definition(acronym, words[0][start:], offset + words.start() + start)


def long_forms(definition: Definition) -> Iterator[str]:
    """The long form, then without the words at its end that the acronym does not need.

    >>> list(long_forms(Definition("CoT", "Chain-of-Thought Prompting", 0)))
    ['Chain-of-Thought Prompting', 'Chain-of-Thought']
    """
    yield definition.long_form
    if _initials_start(_letters(definition.acronym), definition.long_form) == 0:
        return
    last = _letters(definition.acronym)[-1]
    words, _, end = definition.long_form.rpartition(" ")
    while words and end[0].lower() != last and _long_form_start(definition.acronym, words) == 0:
        yield words
        words, _, end = words.rpartition(" ")


def _long_form_start(acronym: str, words: str) -> int | None:
    """Where in some words the long form of an acronym begins that ends where they do; None where there is none.

    Words whose initials are the acronym go first, though some between may give it none. Else each of its
    letters is looked for from the end; the first one must begin a word, and the last one stand in the last word.

    >>> _long_form_start("GANs", "with generative adversarial networks")
    5
    """
    letters = _letters(acronym)
    lower = words.lower()
    if (start := _initials_start(letters, lower)) is not None:
        return start
    starts = [match.start() for match in _WORD_PART.finditer(lower)]
    place = _letters_from_end(letters, lower)
    if place is None or lower.rfind(letters[-1]) < starts[-1]:
        return None
    count = sum(start >= place for start in starts)
    if not 1 < count <= min(len(letters) + 5, 2 * len(letters)) or acronym.lower() in lower[place:].split():
        return None
    return place


def _letters(acronym: str) -> list[str]:
    short = acronym.removesuffix("s").lower()
    if spoken := _SPOKEN.fullmatch(short):
        short = spoken[1] + "t" + spoken[2]
    return [letter for letter in short if letter.isalnum()]


def _initials_start(letters: Sequence[str], words: str) -> int | None:
    """Where in some words the last of them begin whose initials are some letters; words between may have none.

    >>> _initials_start("ppo", "with Proximal Policy Optimization"), _initials_start("ltla", "Language-Tuned Assistant")
    (5, None)
    """
    starts = [match.start() for match in _WORD_PART.finditer(words)]
    initials = [words[start].lower() for start in starts]
    spelt = [SPOKEN_DIGITS.get(letter, letter) for letter in letters]  # the T2I of text-to-image
    if initials[-len(letters) :] in (list(letters), spelt):
        return starts[-len(letters)]
    if len(letters) < _LEAST_WITH_OTHERS or initials[-1:] != letters[-1:]:
        return None
    left = list(letters)
    for start, initial in zip(reversed(starts), reversed(initials), strict=True):
        if initial == left[-1]:
            left.pop()
        if not left:
            return start
    return None


def _near_start(acronym: str, words: str) -> int | None:
    """Where as many words begin as an acronym has letters that nearly spell it: what it means there is not the usual.

    >>> _near_start("CoT", "with Chain of Code"), _near_start("LLM", "of models")
    (5, None)
    """
    letters = acronym.removesuffix("s").lower()
    starts = [match.start() for match in _WORD_PART.finditer(words)][-len(letters) :]
    initials = [words[start].lower() for start in starts]
    alike = sum(map(operator.eq, initials, letters))
    return (
        starts[0] if len(letters) > _SHORTEST_NEAR and initials[0] == letters[0] and alike == len(letters) - 1 else None
    )


def _letters_from_end(letters: Sequence[str], lower: str) -> int | None:
    place = len(lower)
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and (lower[place] != letters[number] or (number == 0 and not _begins_word(lower, place))):
            place -= 1
        if place < 0:
            return None
    return place


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()
