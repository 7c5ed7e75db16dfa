"""How far an English name is what another language's says, word by word: by meaning or by sound.

대조 학습 and *contrastive learning* cover each other; of 정보 and *prior* nothing does.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paperatlas.graph.concepts.languages import content_words, grammar, inflects, local_key, meanings
from paperatlas.graph.concepts.sound import hangul_consonants, katakana_consonants, latin_consonants, likeness

_LONGEST_UNIT = 10
_MOST_LETTERS = 40
_REMEMBERED = 1000
"""Names that are not taken apart once more; pairs of one name stand together."""
_LATIN = re.compile(r"[a-z0-9]+")
_SPACES = re.compile(r"[\s·-]+")

_OTHER, _USUAL, _SOUND = range(3)
_Cover = tuple[float, int, int, int, int]
Meanings = Mapping[str, Sequence[Sequence[str]]]
NO_MEANINGS: Meanings = {}


@dataclass(frozen=True, slots=True)
class Translation:
    """What of two names is in the other.

    Attributes:
        local: Share of the letters of the other language's name that mean or spell words of the English one.
        english: Share of the words of the English one that they mean or spell.
        sound: Share of the letters that do by sound.
        usual: Share of the letters that do by their usual meaning.
    """

    local: float
    english: float
    sound: float
    usual: float


NO_TRANSLATION = Translation(0.0, 0.0, 0.0, 0.0)


def translation(name: str, english: str, language: str, learned: Meanings = NO_MEANINGS) -> Translation:
    """Covers two names by each other, as far as they go.

    Args:
        name: In the language.
        english: Its supposed English name, or the key of it.
        language: Of the name.
        learned: Meanings of words besides those that are known.

    >>> translation("대조 학습", "contrastive learning", "ko")
    Translation(local=1.0, english=1.0, sound=0.0, usual=1.0)
    """
    words = content_words(english)
    key = local_key(name)
    if not words or not key or len(key) > _MOST_LETTERS:
        return NO_TRANSLATION
    units = _units(name, key, words, language, learned)
    joints = grammar(language).joints
    # The best cover of the first letters: letters and words, letters, words as bits, by sound, by usual meaning.
    best: list[_Cover] = [(0.0, 0, 0, 0, 0)]
    for end in range(1, len(key) + 1):
        _, letters, met, heard, usual = best[end - 1]
        joint = key[end - 1] in joints and letters == end - 1 > 0
        choices = [_weighed(letters + joint, met, heard, usual + joint)]
        for start, bits, kind in units.get(end, ()):
            _, letters, met, heard, usual = best[start]
            length = end - start
            heard, usual = heard + length * (kind == _SOUND), usual + length * (kind != _OTHER)
            choices.append(_weighed(letters + length, met | bits, heard, usual))
        best.append(max(choices))
    _, letters, met, heard, usual = best[-1]
    return Translation(letters / len(key), met.bit_count() / len(words), heard / len(key), usual / len(key))


def _weighed(letters: int, met: int, heard: int, usual: int) -> _Cover:
    return letters + met.bit_count(), letters, met, heard, usual


_Units = dict[int, list[tuple[int, int, int]]]


def _units(name: str, key: str, words: Sequence[str], language: str, learned: Meanings) -> _Units:
    """The parts of a key that mean or spell some of the words, by their ends: start, the words as bits, how."""
    units: _Units = {}
    known = meanings(language)
    for start, end, part in _parts(key):
        if part in known or part in learned:
            for place, english in enumerate((*known.get(part, ()), *learned.get(part, ()))):
                if bits := _met(english, words):
                    units.setdefault(end, []).append((start, bits, _OTHER if place else _USUAL))
    for start, end, bits in _spelled(name, words, language):
        units.setdefault(end, []).append((start, bits, _SOUND))
    return units


@functools.lru_cache(_REMEMBERED)
def _parts(key: str) -> Sequence[tuple[int, int, str]]:
    """The parts of a key that may mean something: start, end, letters."""
    ends = range(1, len(key) + 1)
    return [(start, end, key[start:end]) for start in range(len(key)) for end in ends[start : start + _LONGEST_UNIT]]


def _met(english: Sequence[str], words: Sequence[str]) -> int:
    """The words that begin as some, one after the other, as bits; 0 where they are not all there."""
    first_stem = english[0]
    for first in range(len(words) - len(english) + 1):
        if words[first].startswith(first_stem) and all(map(inflects, words[first:], english)):
            return ((1 << len(english)) - 1) << first
    return 0


def _spelled(name: str, words: Sequence[str], language: str) -> Iterator[tuple[int, int, int]]:
    """The words of a name that spell English ones: start and end in its key, and these as bits."""
    start = 0
    for word in _SPACES.split(name.lower()):
        for length, consonants in _spellings(word, language):
            for english, bits in _spoken(words):
                if likeness(consonants, english):
                    yield start, start + length, bits
        for latin in _LATIN.finditer(word):
            if bits := sum(1 << place for place, english in enumerate(words) if english == latin[0]):
                yield start + latin.start(), start + latin.end(), bits
        start += len(word)


@functools.lru_cache(_REMEMBERED)
def _spoken(words: Sequence[str]) -> Sequence[tuple[str, int]]:
    """The consonants of English words, and of two that stand together, with these as bits."""
    pairs = enumerate(itertools.pairwise(words))
    return [
        *((latin_consonants(word), 1 << place) for place, word in enumerate(words)),
        *((latin_consonants(first + second), 3 << place) for place, (first, second) in pairs),
    ]


@functools.cache
def _spellings(word: str, language: str) -> Sequence[tuple[int, str]]:
    """The consonants of a word, and of it without a particle."""
    if language == "zh":
        return ()
    consonants = hangul_consonants if language == "ko" else katakana_consonants
    return tuple((length, consonants(word[:length])) for length in (len(word), len(word) - 1) if length > 1)


def spells_acronym(name: str, acronym: str, language: str) -> bool:
    """Whether the words of a name mean words with the letters of an acronym, one after the other.

    >>> spells_acronym("신경 기계 번역", "NMT", "ko")
    True
    """
    key, letters = local_key(name), acronym.removesuffix("s").lower()
    if not letters.isalpha() or not 2 <= len(letters) <= len(key) <= _MOST_LETTERS:
        return False
    known, joints = meanings(language), grammar(language).joints
    reached: list[set[int]] = [{0}, *(set() for _ in key)]  # by place in the key: how many letters stand before it
    for start in range(len(key)):
        for place in reached[start]:
            if start and key[start] in joints:
                reached[start + 1].add(place)
            for end in range(start + 1, min(start + _LONGEST_UNIT, len(key)) + 1):
                for english in known.get(key[start:end], ()):
                    initials = "".join([word[0] for word in english])
                    if letters.startswith(initials, place):
                        reached[end].add(place + len(initials))
    return len(letters) in reached[-1]
