"""What can be said of a term for or against it: of its words, of those beside it, of its place; each is true or not."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from paperatlas.graph.concepts.words import Word, is_stop_word
from paperatlas.graph.scripts import is_east_asian

MAX_WORDS = 5
"""Of a term that is found in running text; what a text explains itself may be longer."""

# Endings that tell kinds of words apart.
_SUFFIXES = frozenset(
    "able ance ence ible ment ness sion tion "
    "age ant ary ent ics ing ism ity ive ogy ous ure "
    "al ed er ic ly or s x".split()
)
_LONGEST_SUFFIX = 4
MOST_COUNTED = 4
_COMMONEST_ZIPF = 7.0


class Place(StrEnum):
    """Where a feature holds: at a word of the term by its role, at the word beside it, or of the term as a whole."""

    ONLY = "only"
    FIRST = "first"
    INNER = "inner"
    LAST = "last"
    BEFORE = "before"
    AFTER = "after"
    TERM = "term"


ROLES = (Place.ONLY, Place.FIRST, Place.INNER, Place.LAST)


def roles(length: int) -> Sequence[Place]:
    """The role of each word of a term.

    >>> [str(role) for role in roles(3)]
    ['first', 'inner', 'last']
    """
    return (Place.ONLY,) if length == 1 else (Place.FIRST, *[Place.INNER] * (length - 2), Place.LAST)


class WordKind(NamedTuple):
    """What a word of a term shares with many others, so that what it adds to a score is summed up once a kind.

    Attributes:
        tags: The parts of speech that the dictionary knows of it, or `none`.
        form: Its inflection.
        zipf: Its frequency in steps.
        shape: Capitals, digits and hyphens.
        suffix: Its ending.
        generic_head: Says nothing alone.
        generic_adjective: Says nothing at the left edge of a term.
        name: Capitalised and in no dictionary.
    """

    tags: str
    form: str
    zipf: float
    shape: str
    suffix: str
    generic_head: bool
    generic_adjective: bool
    name: bool

    @classmethod
    def of(cls, word: Word) -> "WordKind":
        """The kind of a word."""
        return cls(
            word.tags or "none",
            _form(word),
            min(round(word.zipf * 2) / 2, _COMMONEST_ZIPF),
            _shape(word.text),
            suffix(word.last_part),
            word.generic_head,
            word.generic_adjective,
            word.name,
        )

    def features(self) -> Iterator[str]:
        """What words of this kind say of the term they stand in."""
        yield f"ending {self.suffix}"
        yield f"tags {self.tags}"
        yield f"tags {self.tags} {self.form}"
        yield f"zipf {self.zipf}"
        yield f"shape {self.shape}"
        if self.generic_head:
            yield "generic head"
        if self.generic_adjective:
            yield "generic adjective"
        if self.name:
            yield "name"

    def beside(self) -> str:
        """What they say of the term beside them, where they may be part of one themselves."""
        return f"beside {self.tags} {self.form} {self.shape[:1]}"


def word_features(word: Word) -> Iterator[str]:
    """What a word says of the term it stands in."""
    yield from WordKind.of(word).features()
    yield from own_features(word)


def own_features(word: Word) -> Iterator[str]:
    """What no other word says."""
    yield f"word {word.key}"
    first, hyphen, rest = word.key.partition(" ")
    if hyphen:
        yield f"begins {first}-"
        yield f"ends -{rest.rpartition(' ')[2]}"


def beside_features(word: Word | None) -> Iterator[str]:
    """What the word beside a term says; None is the edge of the text. Stop words and signs stand for themselves."""
    if alone := beside_alone(word):
        yield alone
    elif word:
        yield WordKind.of(word).beside()
        yield f"word {word.key}"


def beside_alone(word: Word | None) -> str | None:
    """What a word says that stands for itself beside a term; None of one that says what its kind and its key do."""
    if word is None:
        return "beside edge"
    lower = word.text.lower()
    if not lower.strip():
        return "beside line"
    if is_stop_word(lower) or not lower[0].isalnum():
        return f"beside {lower}"
    if is_east_asian(lower):
        return "beside another script"
    return "beside number" if word.breaks and lower[0].isdigit() else None


def _form(word: Word) -> str:
    lower = word.last_part
    if lower.endswith("s"):
        return "" if word.key.endswith(lower) else "s"
    return "ing" if lower.endswith("ing") else lower[-2:] if lower.endswith(("ed", "ly")) else ""


def _shape(text: str) -> str:
    """Capitals, an inner capital or a first capital; a digit; a hyphen."""
    if text.islower() and text.isalpha():
        return "plain"
    capitals = len(text) > 1 and text.isupper()
    inner = any(map(str.isupper, text[1:]))
    letters = "c" if capitals else "i" if inner else "f" if text[0].isupper() else "p"
    return letters + ("d" if any(map(str.isdigit, text)) else "") + ("" if text.isalnum() else "-")


def suffix(lower: str) -> str:
    """The ending of a lower-case word that tells its kind."""
    for length in range(min(_LONGEST_SUFFIX, len(lower) - 3), 0, -1):
        if lower[-length:] in _SUFFIXES:
            return lower[-length:]
    return "other"


def count_feature(length: int, mentions: int) -> str:
    """How long a term is and how often it is named."""
    return f"words {min(length, MAX_WORDS)}, mentions {min(mentions, MOST_COUNTED)}"


def title_feature(length: int, in_title: bool) -> str:
    """Whether a term of a length stands in the title."""
    return f"words {min(length, MAX_WORDS)}, {'in' if in_title else 'not in'} title"


def position_feature(step: int) -> str:
    """How late in the text a term is first named, in steps that grow with the distance."""
    return f"position {step}"


def inside_feature(left: int, right: int) -> str:
    """How many words that might belong to a mention stand at its left and at its right, at most two."""
    return f"goes on {left} left, {right} right"
