"""The parts of a name that is printed with the given name first."""

import re
from typing import NamedTuple

SUFFIX = re.compile(r"(?:jr|sr|jnr|snr)\.?|I{2,3}|IV|VI{0,2}", re.IGNORECASE)
"""What stands behind a name and belongs to it."""


_GROUP = re.compile(
    r"\b(?:group|team|collaboration|consortium|committee|university|institute|laboratory)\b", re.IGNORECASE
)


class NameParts(NamedTuple):
    """A name in its parts; what has but one is all `last`."""

    given: str
    last: str
    suffix: str


def name_parts(name: str) -> NameParts:
    """A name in its parts, particles in small letters with the last name.

    >>> name_parts("Ludwig van Beethoven"), name_parts("Sammy Davis Jr."), name_parts("李飞飞")
    (NameParts(given='Ludwig', last='van Beethoven', suffix=''), NameParts(given='Sammy', last='Davis', suffix='Jr.'), \
NameParts(given='', last='李飞飞', suffix=''))
    """
    if _GROUP.search(name):
        return NameParts("", name, "")
    words = name.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    at = max(0, len(words) - 1)
    while at > 1 and words[at - 1].islower():
        at -= 1
    return NameParts(" ".join(words[:at]), " ".join(words[at:]), suffix)
