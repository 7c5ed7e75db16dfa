"""How many people are expected to bear a name.

Family and given names are taken as independent within those whose family name may stand first, and within all others:
*Wei Zhang* is expected as often as there are Weis and Zhangs. The counts are those of a large bibliography and of the
papers at hand; so a small list does not take *Wei Zhang* for rare.

Fields differ more in where their people come from than in what people from there are called. So what share of all
names a group has is the list's own, and what it holds is counted in both. Of N names, as many as the longer one has,

    expected = N · share(group) · family / group · given / group · 0.1 for each further given name
    share(group) = (names of the group in the list + 1,000 · its share of the bibliography) / (names in it + 1,000)

where `family`, `given` and `group` count names of bibliography and list, but for the name itself. Of half of the names
of 200 lists of new papers, of which 58 % may turn and in the bibliography 30 %, this foretells the family names of the
other half better than the counts of both do, and than a mixture of the shares of each family does, however weighed.
"""

import functools
import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from paperatlas.graph.people.arrays import Numbers
from paperatlas.graph.people.forms import Forms
from paperatlas.graph.people.names import DATA

UNSEEN = 0.1
"""What a name that nobody else has counts."""
MORE_NAMES = 0.1
"""What each further given name makes of the number of bearers."""
AS_TABLE = 1_000
"""So many names of a list say as much about its groups as the bibliography does."""
STEPS = 4
"""Figures are rounded to this many steps a factor of e, so that few papers more change few of them."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many names have a family name, a given name or an initial.

    Attributes:
        family: By family name.
        given: By whether the family name may stand first, and given name.
        total: By whether the family name may stand first.
    """

    family: Counter[str]
    given: Counter[tuple[bool, str]]
    total: Counter[bool]


@functools.cache
def shipped_counts() -> Counts:
    """Those of a large bibliography."""
    family: Counter[str] = Counter()
    given: Counter[tuple[bool, str]] = Counter()
    total: Counter[bool] = Counter()
    for line in (DATA / "name_counts.tsv").read_text(encoding="utf-8").splitlines():
        kind, count, *names = line.split("\t")
        turning = kind.startswith("turning")
        for name in names[0].split(",") if names else ():
            if kind == "family":
                family[name] = int(count)
            else:
                given[turning, name] = int(count)
        if not names:
            total[turning] = int(count)
    return Counts(family, given, total)


def expected_bearers(names: Forms) -> Numbers:
    """How many people are expected to bear each of the names, coarsely rounded.

    Args:
        names: The different names of a corpus.
    """
    shipped, turns = shipped_counts(), names.turns
    total = Counter({turning: int(np.count_nonzero(turns == turning)) for turning in (False, True)})
    of_all = shipped.total.total() + total.total()
    scale = max(shipped.total.total(), total.total()) / of_all
    here = {turning: _share_here(turning, shipped.total, total) for turning in (False, True)}
    family = (_families(names, shipped) * scale - 1).clip(0) + UNSEEN
    given, initials = _given(names, shipped)
    forename = np.where(initials >= 0, initials * scale, (given * scale - 1).clip(0) + UNSEEN)
    group = np.where(turns, *((shipped.total[turning] + total[turning]) * scale for turning in (True, False)))
    more = np.array([MORE_NAMES**number for number in range(3)])[names.further]
    bearers = family * forename / np.maximum(group, 1.0) * more
    return _coarse_each(_coarse_each(bearers) * np.where(turns, here[True], here[False]))


def _families(names: Forms, shipped: Counts) -> Numbers:
    """How many names have the family name of each."""
    counts = np.array([shipped.family[family] for family in names.families.to_pylist()], np.float64)
    return (counts + np.bincount(names.family, minlength=len(counts)))[names.family]


def _given(names: Forms, shipped: Counts) -> tuple[Numbers, Numbers]:
    """How many names of its group have the first given name of each, and of an initial how many have it; else -1."""
    words = names.givens.to_pylist()
    has = names.given >= 0
    code = 2 * names.given + names.turns
    counts = np.array([shipped.given[turning, word] for word in words for turning in (False, True)], np.float64)
    own = np.bincount(code[has], minlength=len(counts))
    initials: Counter[tuple[bool, str]] = Counter()
    for (turning, word), count in shipped.given.items():
        initials[turning, word[0]] += count
    for word, *numbers in zip(words, own[::2].tolist(), own[1::2].tolist(), strict=True):
        for turning in (False, True):
            initials[turning, word[0]] += numbers[turning]
    begun = [initials[turning, word] if len(word) == 1 else -1 for word in words for turning in (False, True)]
    given, short = np.zeros(len(names)), np.full(len(names), -1.0)
    given[has], short[has] = (counts + own)[code[has]], np.array(begun, np.float64)[code[has]]
    return given, short


def _share_here(turning: bool, shipped: Counter[bool], own: Counter[bool]) -> float:
    """How much more of the list's names are of a group than of the counts, coarsely rounded."""
    counted_share = (shipped[turning] + own[turning]) / (shipped.total() + own.total())
    prior = AS_TABLE * shipped[turning] / shipped.total()
    return coarse((own[turning] + prior) / (own.total() + AS_TABLE) / counted_share)


def coarse(figure: float) -> float:
    """A positive figure to the nearest step of a logarithmic scale."""
    return _at_step(round(math.log(figure) * STEPS)) if figure > 0 else 0.0


def _at_step(step: float) -> float:
    return round(math.exp(step / STEPS), 6)


def _coarse_each(figures: Numbers) -> Numbers:
    found, some = np.zeros(len(figures)), figures > 0
    logs = np.array([*map(math.log, figures[some].tolist())], np.float64)  # as `coarse` has them, to the last bit
    steps, place = np.unique(np.rint(logs * STEPS), return_inverse=True)
    found[some] = np.array([_at_step(step) for step in steps.tolist()], np.float64)[place]
    return found
