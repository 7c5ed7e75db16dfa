"""Korean names that a text explains in English: `직접 선호 최적화(Direct Preference Optimization; DPO)`.

Where a name begins is not marked in Korean. It has at most as many words as the English one and holds no particle, verb
or general word but its last. Which pairs are right is decided over all papers; a pair that only one paper has needs
more (`Gloss.safe_alone`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paperatlas.graph.concepts.definitions import Bracket, Part, find_brackets
from paperatlas.graph.concepts.languages import grammar, language_of, terms
from paperatlas.graph.concepts.unspaced import name_before
from paperatlas.graph.scripts import EAST_ASIAN, HANGUL_SYLLABLES, has_hangul, is_east_asian

_HANGUL = HANGUL_SYLLABLES
_QUOTES = " \"'”’*"
_WORD = rf"[{_HANGUL}A-Za-z0-9·-]"
# Up to six words that end in Hangul, before the opening bracket; read backwards, so that it is found in one go.
_BEFORE_BRACKETS = re.compile(rf"[{_HANGUL}]{_WORD}*(?: {_WORD}+){{0,5}}")
_TWO_SYLLABLES = re.compile(rf"[{_HANGUL}]{{2}}")
_DIGIT = re.compile(r"\d")
_ENGLISH_BEFORE = re.compile(r"(?<![\w-])((?:[A-Za-z][A-Za-z0-9-]* ){0,3}[A-Za-z][A-Za-z0-9-]+)$", re.ASCII)
_LOCAL_INSIDE = re.compile(rf"[{EAST_ASIAN}][{EAST_ASIAN}· -]{{1,29}}")
_CONTEXT = 80
_MOST_WORDS, _MOST_LETTERS = 6, 4
_LETTERS_A_WORD = 4  # of a language that parts no words
_LEAST_RATIO, _LEAST_RATIO_OF_ONE_WORD, _MOST_RATIO = 0.18, 0.26, 1.2
_LETTERS = re.compile(rf"[{_HANGUL}A-Za-z0-9]")
_ENGLISH_LETTERS = re.compile("[A-Za-z0-9]")
_ENGLISH_WORD = re.compile(r"[A-Za-z0-9+.]+")
_GENITIVE = "의"
_NO_NAME = re.compile(r"(?:e\.g|i\.e|pp$|vs|cf|[a-z] )")


class Gloss(NamedTuple):
    """A Korean name and the English one beside it; a tuple, as thousands of them are made.

    Attributes:
        name: As written, with single spaces.
        language: Of the name.
        english: The full name, or the acronym where only that stands there.
        start: Of the name in the text.
        english_start: Of the English name in the text.
        well_formed: Whether its edges are those of a name of the English one's length.
    """

    name: str
    language: str
    english: str
    start: int
    english_start: int
    well_formed: bool

    @property
    def english_end(self) -> int:
        """The character after the last of the English name."""
        return self.english_start + len(self.english)


def find_glosses(text: str) -> Iterator[Gloss]:
    """The pairs of a Korean, Chinese or Japanese name and an English one in a text.

    >>> [(it.name, it.english) for it in find_glosses("효율적인 커리큘럼 학습(curriculum learning)을 쓴다")]
    [('커리큘럼 학습', 'curriculum learning')]
    """
    yield from glosses_in(text, find_brackets(text))


def glosses_in(text: str, brackets: Sequence[Bracket]) -> Iterator[Gloss]:
    """The same where the brackets of the text are known."""
    for bracket in brackets:
        offset = max(0, bracket.start - _CONTEXT)
        left = text[offset : bracket.start].rstrip(_QUOTES)
        if has_hangul(left[-1:]):
            before, english = _BEFORE_BRACKETS.match(left[::-1]), _english(bracket.parts)
            if before and english:
                yield from _korean_first(before[0][::-1], offset + len(left), english)
        elif is_east_asian(left[-1:]):
            if english := _english(bracket.parts):
                yield from _unspaced_first(left, offset, english, language_of(text))
        elif _LOCAL_INSIDE.fullmatch(bracket.inner) and (before := _ENGLISH_BEFORE.search(left)):
            yield from _english_first(before, offset, bracket, text)


def _english(parts: Sequence[Part]) -> Part | None:
    """The name to take of those in brackets; several full names are a list, no gloss."""
    full = [part for part in parts if not part.acronym]
    if len(full) > 1 or not parts or len(parts) > 3:
        return None
    return full[0] if full else parts[0]


def _count(english: Part) -> int:
    """How many words a name may have."""
    return min(len(english.text), _MOST_LETTERS) if english.acronym else len(_ENGLISH_WORD.findall(english.text))


def _unspaced_first(left: str, offset: int, english: Part, language: str) -> Iterator[Gloss]:
    count = _count(english)
    found = name_before(left, english.text, count, english.acronym, language) if count <= _MOST_WORDS else None
    if found and not _NO_NAME.match(english.text):
        name, sure = found
        start = offset + len(left) - len(name)
        yield Gloss(name, language, english.text, start, english.start, sure and not _DIGIT.search(english.text))


def _korean_first(before: str, end: int, english: Part) -> Iterator[Gloss]:
    count = _count(english)
    if count > _MOST_WORDS:
        return
    words = before.split(" ")
    taken = [words.pop()]
    while words and sum(map(_parts, taken)) < count and _inside(words[-1], english.text):
        taken.insert(0, words.pop())
    if words and _is_one_word_of(f"{words[-1]} {taken[0]}", english.text):
        taken.insert(0, words.pop())
    korean = " ".join(taken)
    start = end - len(korean)
    if _possible(korean, english):
        safe = _well_formed(korean, english, count) and not (words and _goes_on(words[-1], english))
        yield Gloss(korean, "ko", english.text, start, english.start, safe)


def _is_one_word_of(korean: str, english: str) -> bool:
    """Whether two Korean words are known for one of the English: 잡음 제거, denoising."""
    known = terms("ko").get(korean, "")
    return bool(known) and " " not in known and known in english.lower()


def _english_first(before: re.Match[str], offset: int, bracket: Bracket, text: str) -> Iterator[Gloss]:
    """`curriculum learning(커리큘럼 학습)`."""
    name, english = bracket.inner.strip(), Part(before[1], offset + before.start(1), acronym=False)
    language = language_of(name if has_hangul(name) else text)
    if language != "ko" and len(name) <= _LETTERS_A_WORD * _count(english):
        yield Gloss(name, language, english.text, bracket.start + 1, english.start, True)
    elif _possible(name, english):
        safe = _well_formed(name, english, _count(english))
        yield Gloss(name, "ko", english.text, bracket.start + 1, english.start, safe)


def _possible(korean: str, english: Part) -> bool:
    """Whether two names may be a pair at all."""
    if not _TWO_SYLLABLES.search(korean) or _NO_NAME.match(english.text):
        return False
    return english.acronym or (any(map(str.isalpha, english.text)) and _ratio(korean, english.text) >= _LEAST_RATIO)


def _ratio(korean: str, english: str) -> float:
    """Letters of a Korean name for one of the English."""
    return len(_LETTERS.findall(korean)) / max(1, len(_ENGLISH_LETTERS.findall(english)))


def _goes_on(word: str, english: Part) -> bool:
    """Whether the word before as many as the English name has seems to belong to the Korean one."""
    return _fits_adjective(word, english.text) or (english.acronym and _inside(word, english.text))


def _parts(word: str) -> int:
    return word.count("-") + 1


def _inside(word: str, english: str) -> bool:
    """Whether a word may stand inside a name, before its last."""
    outside = grammar("ko").outside_words
    if word.endswith(_GENITIVE) and word.removesuffix(_GENITIVE) in outside:
        return False
    return _fits_adjective(word, english) or (word not in outside and not _broken(word))


def _fits_adjective(word: str, english: str) -> bool:
    """Whether a word is broken in Korean only as its English like is: 사고의 사슬, chain *of* thought."""
    adjectives = grammar("ko").adjectives
    return word.endswith(tuple(adjectives)) and any(
        word.endswith(ending) and re.search(rf"\b(?:{like})\b", english, re.IGNORECASE)
        for ending, like in adjectives.items()
    )


def _broken(word: str) -> bool:
    """Whether a word ends as no word of a name does."""
    lists = grammar("ko")
    broken = _longest_ending(word, lists.broken_endings)
    return broken > 0 and _longest_ending(word, lists.kept_endings) < max(broken, 2)


def _longest_ending(word: str, endings: frozenset[str]) -> int:
    return next((length for length in range(min(len(word), 5), 0, -1) if word[-length:] in endings), 0)


def _well_formed(korean: str, english: Part, count: int) -> bool:
    words = re.split("[ -]", korean)
    last = words[-1]
    if _DIGIT.search(english.text) or last in grammar("ko").outside_words or _broken(last):
        return False
    if english.acronym:
        return len(words) == sum(map(str.isupper, english.text))
    return _like_length(korean, english.text, count) and _like_head(korean, english.text, count)


def _like_length(korean: str, english: str, count: int) -> bool:
    """Whether a Korean name is about as long as the English one, in words and in letters."""
    words = len(re.split("[ -]", korean))
    ratio = _ratio(korean, english)
    if ratio > _MOST_RATIO or (words < count - 2 and ratio <= 0.25):
        return False
    if words == 1:  # one word of few syllables means too much to be looked for: 추론, 공간
        return count <= 2 and len(korean) >= 4 and ratio > _LEAST_RATIO_OF_ONE_WORD
    return True


def _like_head(korean: str, english: str, count: int) -> bool:
    """Whether a Korean name that ends in a general word has its like at the end of the English one."""
    words = korean.split(" ")
    head = grammar("ko").heads.get(words[-1])
    if head is None:
        return True
    return len(words) >= min(count, 2) and re.search(rf"(?:{head})$", english, re.IGNORECASE) is not None
