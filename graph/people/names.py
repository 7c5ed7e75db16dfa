"""A name taken apart: family and given names, whatever stands around them and in whatever order they come."""

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from sys import intern

from paperatlas.graph.identity import EAST_ASIAN

DATA = files("paperatlas.graph.people") / "data"
PARTICLES = frozenset(
    "af al auf av ben bin bint da dal das de dei del della den der des di do dos du el el- ibn la le los las op san"
    " santa st ten ter van vande vanden vander vom von ver y zu zum zur".split()
)
SUFFIXES = frozenset("jr sr ii iii iv phd md esq".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    Attributes:
        given: Given names and initials, in order; hyphens in them are gone.
        family: The words of the family name, with its particles; hyphens part them too.
        may_turn: Whether the family name is one that may stand first, so that the order says little.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    may_turn: bool

    @property
    def tokens(self) -> tuple[str, ...]:
        """All words."""
        return self.given + self.family

    @property
    def family_name(self) -> str:
        """The words of the family name joined."""
        return "".join(self.family)


@functools.cache
def turning_families() -> frozenset[str]:
    """Family names that may stand first."""
    groups = tomllib.loads((DATA / "families.toml").read_text(encoding="utf-8"))
    return frozenset(name for group in groups.values() for name in group.split())


def take_apart(key: str) -> Name:
    """Given and family name of an author's key.

    >>> take_apart("guido van der berg jr")
    Name(given=('guido',), family=('van', 'der', 'berg'), may_turn=False)
    >>> take_apart("j-p garcia-lopez")
    Name(given=('j', 'p'), family=('garcia', 'lopez'), may_turn=False)
    >>> take_apart("zhang y")
    Name(given=('y',), family=('zhang',), may_turn=True)
    >>> take_apart("김민수"), take_apart("plato")
    (Name(given=('민수',), family=('김',), may_turn=False), Name(given=(), family=('plato',), may_turn=False))
    >>> take_apart("wei zhang 张伟") == take_apart("wei zhang")
    True
    """
    words = [word for word in key.split() if word.strip("-")]
    spelt = words if key.isascii() else [word for word in words if not EAST_ASIAN.fullmatch(word)]
    if len(spelt) > 1:  # "zhang wei 张伟"
        words = spelt
    while len(words) > 2 and words[-1] in SUFFIXES:
        words.pop()
    if len(words) < 2:
        return _of_one_word(words[0] if words else key)
    if len(words[-1]) == 1 and len(words[0]) > 1 and words[0] not in PARTICLES:  # "zhang y", as PubMed writes
        words = [*words[1:], words[0]]
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    given, family = words[:start], words[start:]
    if "-" in key:
        given = [part for word in given for part in _given_parts(word)]
        family = [part for word in family for part in word.split("-") if part]
    # Few names, on very many people.
    return Name(tuple(map(intern, given)), tuple(map(intern, family)), "".join(family) in turning_families())


def _given_parts(word: str) -> list[str]:
    """A hyphenated given name is one, unless its parts are initials."""
    parts = [part for part in word.split("-") if part]
    return parts if all(len(part) == 1 for part in parts) else ["".join(parts)]


def _of_one_word(word: str) -> Name:
    if EAST_ASIAN.fullmatch(word) and 2 <= len(word) <= 4:
        length = 2 if len(word) == 4 else 1
        return Name((word[length:],), (word[:length],), False)
    return Name((), (word,), False)
