"""A block solved: its papers as people, however many they are.

Comparing any two papers of very many takes too long. Of a block that is too large, papers that share a co-author of a
rare name are joined first; if that leaves too many groups, some are compared at a time.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from paperatlas.graph.people.blocks import Blocks
from paperatlas.graph.people.evidence import Model
from paperatlas.graph.people.groups import Groups
from paperatlas.graph.people.splitting import split

LARGEST = 1_500
"""Groups that are compared at once."""
TELLING = 8.0
"""The weight of a co-author whom only people of one circle know: a rare name on few papers."""
Joined = tuple[int, int, float | None]
"""The places of a paper of each of two groups, and the score of their joining."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The papers of a name as people's.

    Attributes:
        labels: Of each paper the place of the first paper of the same person.
        joins: Places of papers whose groups were joined, in order, with the score; None where a co-author of a rare
            name was enough.
        nearest: By label, the likeliest other person's label and the score.
    """

    labels: list[int]
    joins: list[Joined]
    nearest: dict[int, tuple[int, float]]


def solve(blocks: Blocks, model: Model, largest: int = LARGEST) -> list[Solved]:
    """Tells the people of each of some names apart.

    Args:
        blocks: Their papers; a name of more groups than `largest` is alone among them.
        model: What is likely.
        largest: So many groups are compared at once.
    """
    if any(len(each.units) > largest for each in blocks.wanted):
        return [_solve_large(blocks, model, largest)]
    units = [each.units for each in blocks.wanted]
    joins: list[list[Joined]] = [[] for _ in units]
    members, nearest = _solve(blocks, model, units, [each.apart for each in blocks.wanted], joins)
    return [_result(*each) for each in zip(members, joins, nearest, strict=True)]


def _solve_large(blocks: Blocks, model: Model, largest: int) -> Solved:
    (wanted,) = blocks.wanted
    units = [list(unit) for unit in wanted.units]
    both_ways = {pair for one, other in wanted.apart for pair in ((one, other), (other, one))}
    units, apart, joins = _linked(blocks, units, both_ways)
    while len(units) > largest:
        fewer = _solved_in_turn(blocks, model, units, apart, joins, largest)
        if len(fewer[0]) == len(units):
            return _result(units, joins, {})
        units, apart = fewer
    (members,), (nearest,) = _solve(blocks, model, [units], [apart], [joins])
    return _result(members, joins, nearest)


def written(solved: Solved) -> str:
    """A result as text."""
    return json.dumps([solved.labels, solved.joins, sorted(solved.nearest.items())], separators=(",", ":"))


def is_parted(text: str) -> bool:
    """Whether what was written says that there are several people: a label is not that of the first paper.

    >>> is_parted("[[0,0],[[0,1,3.5]],[]]"), is_parted("[[0,1],[],[[0,[1,-2.5]]]]")
    (False, True)
    """
    return bool(text[: text.index("]")].strip("[0,"))


def read(text: str) -> Solved:
    """What was written."""
    labels, joins, nearest = json.loads(text)
    return Solved(labels, [tuple(join) for join in joins], {at: tuple(other) for at, other in nearest})


def _solve(
    blocks: Blocks,
    model: Model,
    units: Sequence[Sequence[Sequence[int]]],
    apart: Sequence[Iterable[tuple[int, int]]],
    joins: Sequence[list[Joined]],
) -> tuple[list[list[list[int]]], list[dict[int, tuple[int, float]]]]:
    """Joins units of each block; adds to `joins`."""
    both = [[pair for one, other in each for pair in ((one, other), (other, one))] for each in apart]
    found = split(Groups(blocks, units), model, both)
    for its, each, split_ in zip(units, joins, found, strict=True):
        each += [(its[join.kept][0], its[join.gone][0], join.score) for join in split_.joins]
    return [each.members for each in found], [each.nearest for each in found]


def _linked(
    blocks: Blocks, units: list[list[int]], apart: set[tuple[int, int]]
) -> tuple[list[list[int]], set[tuple[int, int]], list[Joined]]:
    """Units joined by co-authors of rare names, the rarest first."""
    leader = list(range(len(units)))
    unit_of = {place: number for number, unit in enumerate(units) for place in unit}
    kept_from: dict[int, set[int]] = {}
    for one, other in apart:
        kept_from.setdefault(one, set()).add(other)

    def find(unit: int) -> int:
        while leader[unit] != unit:
            leader[unit] = leader[leader[unit]]
            unit = leader[unit]
        return unit

    joins: list[Joined] = []
    papers = blocks.on.T.tocsr()
    for column in np.argsort(-blocks.weights, kind="stable"):
        if blocks.weights[column] < TELLING:
            break
        places = papers.indices[papers.indptr[column] : papers.indptr[column + 1]]
        for place in places[1:]:
            one, other = sorted((find(unit_of[int(places[0])]), find(unit_of[int(place)])))
            if one == other or other in kept_from.get(one, ()):
                continue
            leader[other] = one
            joins.append((units[one][0], units[other][0], None))
            for unit in kept_from.pop(other, set()):
                kept_from[unit].discard(other)
                kept_from[unit].add(one)
                kept_from.setdefault(one, set()).add(unit)
    return *_gathered(units, [find(unit) for unit in range(len(units))], apart), joins


def _gathered(
    units: Sequence[Sequence[int]], leader: Sequence[int], apart: Iterable[tuple[int, int]]
) -> tuple[list[list[int]], set[tuple[int, int]]]:
    """Units with the same leader as one, and what is apart then."""
    number = {unit: at for at, unit in enumerate(sorted(set(leader)))}
    gathered: list[list[int]] = [[] for _ in number]
    for unit, places in enumerate(units):
        gathered[number[leader[unit]]] += places
    return gathered, {(number[leader[one]], number[leader[other]]) for one, other in apart}


def _solved_in_turn(
    blocks: Blocks,
    model: Model,
    units: list[list[int]],
    apart: set[tuple[int, int]],
    joins: list[Joined],
    largest: int,
) -> tuple[list[list[int]], set[tuple[int, int]]]:
    """Units joined within lots of them, by the year of their first paper."""
    by_year = sorted(range(len(units)), key=lambda unit: (float(blocks.years[units[unit][0]]), units[unit][0]))
    leader = list(range(len(units)))
    for start in range(0, len(units), largest):
        lot = by_year[start : start + largest]
        place = {unit: at for at, unit in enumerate(lot)}
        within = [(place[one], place[other]) for one, other in apart if one in place and other in place]
        (members,), _ = _solve(blocks, model, [[units[unit] for unit in lot]], [within], [joins])
        unit_of = {units[unit][0]: unit for unit in lot}
        for places in members:
            inside = [unit_of[at] for at in places if at in unit_of]
            for unit in inside:
                leader[unit] = min(inside)
    return _gathered(units, leader, apart)


def _result(
    members: Sequence[Sequence[int]],
    joins: list[Joined],
    nearest: dict[int, tuple[int, float]],
) -> Solved:
    labels = [0] * sum(map(len, members))
    for places in members:
        for place in places:
            labels[place] = min(places)
    named = {min(members[one]): (min(members[other]), score) for one, (other, score) in nearest.items()}
    return Solved(labels, joins, named)
