"""The names nearest to one that is not there: as people mistype them, in any script."""

import unicodedata
from collections.abc import Callable, Sequence

from paperatlas.graph.identity import author_key

LEAST = 0.75
"""How alike a name must be at least: one slip among four letters."""


def spelling(name: str) -> str:
    """A name as its slips are counted: case, accents and quotes folded, Korean syllables as their letters.

    >>> spelling("Łukasz  KAISER"), len(spelling("김"))
    ('lukasz kaiser', 3)
    """
    return letters_of(author_key(name))


def letters_of(key: str) -> str:
    """The letters of a name that is folded already."""
    return key if key.isascii() else unicodedata.normalize("NFD", key)


def nearest(name: str, known: Sequence[str], order: Callable[[int], object], least: float = LEAST) -> list[int]:
    """Where in `known` the names stand that are most like one.

    Args:
        name: As `spelling` gives it.
        known: Likewise; a thing may be there under several names.
        order: A key to sort equally near ones by.
        least: How alike they must be, of 1.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    # Letters left out, put in, changed, or two of them swapped.
    found = extract(name, known, scorer=OSA.normalized_similarity, score_cutoff=least, limit=None)
    return [position for _, _, position in sorted(found, key=lambda hit: (-round(hit[1], 6), order(hit[2])))]


def or_list(names: Sequence[str]) -> str:
    """The names as a sentence has them.

    >>> or_list(["a", "b", "c"])
    'a, b or c'
    """
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
