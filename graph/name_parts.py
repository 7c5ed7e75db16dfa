"""Names of people in parts: as a source says that they are cut, else at the last word.

A family name is a part of the name as printed, its particles with it: `van der Berg`. A name that is all family name is
not cut: an organisation's, or one of a single part.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from paperatlas.graph.organisations import is_organisation
from paperatlas.graph.whitespace import squeezed

_SUFFIX = re.compile(r"(?:[JS]r|I{2,3}|IV)\.?", re.IGNORECASE)
_PARTICLE = re.compile(r"[^\W\d_]['’\w-]+")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_](?:\.|(?!\S))")
_MARKED = re.compile(r"(?:[^;{}]|\{[^{}]*+\})++")
_FAMILY = re.compile(r"\{([^{}]*)\}")
_NO_BRACES = str.maketrans("{}", "()")


class NameParts(NamedTuple):
    """A name in parts; in one that can't be parted all is the family name.

    Attributes:
        family: Without a particle before it.
        given: Without a particle behind it.
        suffix: `Jr.`
        particle: What belongs to the family name: `van der` of *Jan van der Berg*.
        dropping: What styles leave out where the family name stands alone: `von` of *Humboldt, Alexander von*.
    """

    family: str
    given: str = ""
    suffix: str = ""
    particle: str = ""
    dropping: str = ""

    @property
    def whole_family(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()

    @property
    def whole_given(self) -> str:
        """The given name with the particle behind it."""
        return f"{self.given} {self.dropping}".strip()


def parted(name: str, family: str | None = None) -> NameParts:
    """A name in parts.

    Args:
        name: As printed, given name first.
        family: The part of it that a source says is the family name. Where none says it, it is the last word, and small
            words before it are its particle; what is no person's stays whole.

    >>> parted("Gabriel García Márquez", "García Márquez").given, parted("Gabriel García Márquez").given
    ('Gabriel', 'Gabriel García')
    >>> parted("Jan van der Berg Jr.", "van der Berg")
    NameParts(family='Berg', given='Jan', suffix='Jr.', particle='van der', dropping='')
    >>> parted("Alexander von Humboldt", "Humboldt").dropping, parted("World Bank", "World Bank").family
    ('von', 'World Bank')
    >>> parted("李飞飞", "李")[:2], parted("World Health Organization")[:2]
    (('李', '飞飞'), ('World Health Organization', ''))
    """
    start = _place(name, family) if family else None
    if family and start is not None:
        given, suffix = name[:start].strip(), name[start + len(family) :].strip()
        if not start and suffix and not _SUFFIX.fullmatch(suffix):
            given, suffix = suffix, ""
        if not given:
            return NameParts(name)
        particle, last = _without_particle(family.split(" "))
        own, dropping = _without_dropping(given.split(" "))
        return NameParts(last, own, suffix, particle, dropping)
    words = name.split()
    if "," in name or len(words) < 2 or is_organisation(name):
        return NameParts(name)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return NameParts(words[-1], " ".join(words[:start]), suffix, " ".join(words[start:-1]))


def _place(name: str, family: str) -> int | None:
    """Where the family name begins in a name: it is the last part but for a suffix, or in Han characters the first."""
    if name.endswith(f" {family}"):
        return len(name) - len(family)
    if (before := name.rfind(f" {family} ")) >= 0:
        return before + 1
    return 0 if name.startswith(family) else None


def _without_particle(words: Sequence[str]) -> tuple[str, str]:
    """The small words that a family name begins with, and the rest."""
    at = 0
    while at < len(words) - 1 and words[at].islower():
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def _without_dropping(words: Sequence[str]) -> tuple[str, str]:
    """A given name, and the small words that it ends in; one that is all in small letters has none."""
    at = len(words)
    while at > 1 and not words[0].islower() and _PARTICLE.fullmatch(words[at - 1]) and words[at - 1].islower():
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def has_initial(name: str) -> bool:
    """Whether a single letter stands in a name, which is a person's then.

    >>> has_initial("A. Lee"), has_initial("J.-P. Roe"), has_initial("Lee B"), has_initial("World Bank")
    (True, True, True, False)
    """
    return _INITIAL.search(name) is not None


def marked(name: str, family: str | None) -> str:
    """A name as it stands in a list between semicolons: its family name in braces where it can't be seen else.

    >>> marked("Gabriel García Márquez", "García Márquez"), marked("Ann Lee", "Lee"), marked("World Bank", "World Bank")
    ('Gabriel {García Márquez}', 'Ann Lee', '{World Bank}')
    """
    name, family = name.translate(_NO_BRACES), family.translate(_NO_BRACES) if family else None
    start = _place(name, family) if family else None
    if family is None or start is None or (parted(name, family) == parted(name) and ";" not in name):
        return name.replace(";", ",")
    before, behind = name[:start].replace(";", ","), name[start + len(family) :].replace(";", ",")
    return f"{before}{{{family}}}{behind}"


def listed(text: str) -> list[tuple[str, str | None]]:
    """The names of a list between semicolons, each with its family name where that is marked.

    >>> listed("Gabriel {García Márquez}; Ann Lee; {World Bank}; et al.")
    [('Gabriel García Márquez', 'García Márquez'), ('Ann Lee', None), ('World Bank', 'World Bank'), ('et al.', None)]
    """
    found = []
    for each in _MARKED.findall(text):
        family = _FAMILY.search(each)
        if name := squeezed(_FAMILY.sub(r"\1", each)):
            found.append((name, squeezed(family[1]) if family else None))
    return found
