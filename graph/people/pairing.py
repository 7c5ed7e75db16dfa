"""Pairs of names that can be one person's, found by what they have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from paperatlas.graph.people.blocks import spans
from paperatlas.graph.people.corpus import Whole, starts
from paperatlas.graph.people.names import Name, turning_families
from paperatlas.graph.people.variants import nicknames, rule_of, sound

LARGEST_BUCKET = 60
"""Signatures that more names have are no reason to look at them."""
AT_ONCE = 20_000
"""Names whose signatures are looked at at once; for memory."""


@dataclass(frozen=True, slots=True)
class NamePairs:
    """Pairs of names that are worth a look, in order, and by what rule each can be one person's.

    Attributes:
        names: All names.
        ones: Of each pair the smaller number.
        others: The larger one.
    """

    names: Sequence[Name]
    ones: Whole
    others: Whole
    _keys: Whole = field(repr=False)
    _rules: dict[tuple[int, int], str | None] = field(default_factory=dict, repr=False)

    def rule(self, one: int, other: int) -> str | None:
        """By what rule two names can be one person's; None where they can't, or are not worth a look."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._rules:
            key = pair[0] * len(self.names) + pair[1]
            at = int(np.searchsorted(self._keys, key))
            known = at < len(self._keys) and self._keys[at] == key
            self._rules[pair] = rule_of(self.names[pair[0]], self.names[pair[1]]) if known else None
        return self._rules[pair]


def pairs_of(names: Sequence[Name]) -> NamePairs:
    """The pairs that are worth a look."""
    found = [_of_buckets(names), _of_initials(names)]
    ones, others = (np.concatenate([each[side] for each in found]) for side in (0, 1))
    keys = np.unique(np.minimum(ones, others) * len(names) + np.maximum(ones, others))
    ones, others = np.divmod(keys, max(len(names), 1))
    return NamePairs(names, ones, others, keys)


def _of_buckets(names: Sequence[Name]) -> tuple[Whole, Whole]:
    """Names that have a signature which not too many others have."""
    words, numbers = [], []
    for start in range(0, len(names), AT_ONCE):
        signatures = [_signatures(name) for name in names[start : start + AT_ONCE]]
        words.append(pa.array([each for its in signatures for each in its], pa.large_string()))
        numbers += [len(its) for its in signatures]
    codes = _numbered(words)
    owners = np.repeat(np.arange(len(names)), numbers)
    order = np.argsort(codes, kind="stable")
    owners, sizes = owners[order], np.bincount(codes)
    first = np.repeat(starts(sizes)[:-1], sizes)
    size = np.repeat(sizes, sizes)
    place = np.arange(len(owners))
    behind = np.where(size <= LARGEST_BUCKET, first + size - 1 - place, 0)
    return np.repeat(owners, behind), owners[spans(place + 1, behind)]


def _of_initials(names: Sequence[Name]) -> tuple[Whole, Whole]:
    """Names with an initial first, and all that have this letter first before the same family name."""
    several = np.array([at for at, name in enumerate(names) if len(name.tokens) > 1], np.int64)
    called = (names[at].tokens for at in several.tolist())
    codes = _numbered([pa.array([f"{tokens[0][0]} {tokens[-1]}" for tokens in called], pa.large_string())])
    order = np.argsort(codes, kind="stable")
    sizes = np.bincount(codes)
    short = np.array([len(names[at].tokens[0]) == 1 for at in several.tolist()], bool)
    alike = sizes[codes[short]]
    ones, others = np.repeat(several[short], alike), several[order][spans(starts(sizes)[codes[short]], alike)]
    return ones[ones != others], others[ones != others]


def _numbered(words: Sequence[pa.Array]) -> Whole:
    """A number a different word."""
    if not words:
        return np.zeros(0, np.int64)
    numbers: Whole = pa.concat_arrays(words).dictionary_encode().indices.to_numpy().astype(np.int64)
    return numbers


def _signatures(name: Name) -> set[str]:
    """What a name has in common with those that can be the same person's."""
    tokens = name.tokens
    found = {"joined " + "".join(tokens)}
    if len(tokens) < 2:
        return found
    first, family = tokens[0], tokens[-1]
    families = turning_families()
    turning = first in families or family in families
    if turning or len(tokens) == 2:
        found.add("joined " + "".join(tokens[1:] + tokens[:1]))
    if len(first) > 1:
        found.add(f"given {first} {family}")
        found.update(f"given {first} {middle}" for middle in tokens[1:-1] if len(middle) > 1)
        found.add(f"spelling {first} {family[:4]}")
    tails = ("".join(tokens[at:-1]) for at in range(1, len(tokens) - 1))
    found.update(f"given {tail} {family}" for tail in tails if len(tail) > 1)
    if len(tokens) > 2:
        found.add("letters " + "".join(sorted("".join(tokens))))
    if not turning:
        found.add(f"sound {sound(''.join(tokens[:-1]))} {sound(family)}")
        found.add(f"nickname {first} {family}")
        found.update(f"nickname {short} {family}" for short in nicknames().get(first, ()))
        if len(first) > 2:
            found.add(f"beginning {first[:3]} {family}")
    return found
