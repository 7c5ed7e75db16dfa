"""Pairs of names that can be one person's, found by what they have in common."""

from dataclasses import dataclass, field

import numpy as np

from paperatlas.graph.people.arrays import Truths, Whole, spans, starts
from paperatlas.graph.people.forms import Forms
from paperatlas.graph.people.variants import rule_of

LARGEST_BUCKET = 60
"""Signatures that more names have are no reason to look at them."""


@dataclass(frozen=True, slots=True)
class NamePairs:
    """Pairs of names that are worth a look, in order, and by what rule each can be one person's.

    Attributes:
        names: All names.
        ones: Of each pair the smaller number.
        others: The larger one.
    """

    names: Forms
    ones: Whole
    others: Whole
    _keys: Whole = field(repr=False)
    _rules: dict[tuple[int, int], str | None] = field(default_factory=dict, repr=False)

    def have(self, ones: Whole, others: Whole) -> Truths:
        """Which of some pairs, of the smaller number first, are among them."""
        keys = ones * len(self.names) + others
        place = np.searchsorted(self._keys, keys)
        found = np.zeros(len(keys), bool)
        inside = place < len(self._keys)
        found[inside] = self._keys[place[inside]] == keys[inside]
        return found

    def are_among(self, ones: Whole, others: Whole) -> Truths:
        """Which of them are among some pairs, of the smaller number first."""
        found = np.zeros(len(self._keys), bool)
        keys = ones * len(self.names) + others
        found[np.searchsorted(self._keys, keys[self.have(ones, others)])] = True
        return found

    def rule(self, one: int, other: int) -> str | None:
        """By what rule two names can be one person's; None where they can't, or are not worth a look."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._rules:
            key = pair[0] * len(self.names) + pair[1]
            at = int(np.searchsorted(self._keys, key))
            known = at < len(self._keys) and self._keys[at] == key
            self._rules[pair] = rule_of(self.names.name(pair[0]), self.names.name(pair[1])) if known else None
        return self._rules[pair]


def pairs_of(names: Forms) -> NamePairs:
    """The pairs that are worth a look."""
    found = [_of_signatures(names), _of_initials(names)]
    ones, others = (np.concatenate([each[side] for each in found]) for side in (0, 1))
    keys = np.sort(np.minimum(ones, others) * len(names) + np.maximum(ones, others))
    keys = keys[np.diff(keys, prepend=-1) > 0]
    ones, others = np.divmod(keys, max(len(names), 1))
    return NamePairs(names, ones, others, keys)


def _of_signatures(names: Forms) -> tuple[Whole, Whole]:
    """Names that have a signature which not too many others have."""
    order = np.argsort(names.signatures, kind="stable")
    sizes = _sizes(names.signatures[order])
    several = (sizes > 1) & (sizes <= LARGEST_BUCKET)
    first, sizes = starts(sizes)[:-1][several], sizes[several]
    owners = np.searchsorted(names.first_signature, order[spans(first, sizes)], "right") - 1
    place = np.arange(len(owners))
    behind = np.repeat(np.cumsum(sizes), sizes) - 1 - place
    return np.repeat(owners, behind), owners[spans(place + 1, behind)]


def _of_initials(names: Forms) -> tuple[Whole, Whole]:
    """Names with an initial first, and all that have this letter first before the same family name."""
    several = np.flatnonzero(names.initial)
    order = several[np.argsort(names.initial[several], kind="stable")]
    sizes = _sizes(names.initial[order])
    first = np.repeat(starts(sizes)[:-1], sizes)
    size = np.repeat(sizes, sizes)
    short = np.flatnonzero(names.is_short[order])
    ones, others = np.repeat(order[short], size[short]), order[spans(first[short], size[short])]
    return ones[ones != others], others[ones != others]


def _sizes(ordered: Whole) -> Whole:
    """How often each of some numbers is there that are in order."""
    begins = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    return np.diff(np.append(begins, len(ordered)))
