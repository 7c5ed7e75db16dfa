"""Papers under one name to people: the two likeliest groups are joined, until no two are likely one person's.

That is done for many names at a time, each for itself: a step joins two groups of every name that is not done.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from paperatlas.graph.people.arrays import Numbers, Whole
from paperatlas.graph.people.evidence import Model, score
from paperatlas.graph.people.groups import Groups, become

AT_ONCE = 200_000
"""Pairs of groups that are compared at once; for memory."""
Watch = Callable[["Groups", int, int, Numbers, Numbers], None]
"""Is told of the groups, which block, which of its groups is new, and its features and scores with all others."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups that were joined.

    Attributes:
        kept: Number of the group that both became.
        gone: Number of the other.
        score: Of the joining.
        strangers: Whether they shared no co-author.
    """

    kept: int
    gone: int
    score: float
    strangers: bool


@dataclass(frozen=True, slots=True)
class Split:
    """What became of the groups of a block.

    Attributes:
        members: The papers of each; none where it was joined to another.
        joins: What was joined, in order.
        nearest: Of each group the other one that is likeliest the same person's, and the score; where one can be.
    """

    members: list[list[int]]
    joins: list[Join] = field(default_factory=list)
    nearest: dict[int, tuple[int, float]] = field(default_factory=dict)


def split(
    groups: Groups, model: Model, apart: Sequence[Iterable[tuple[int, int]]] = (), watch: Watch | None = None
) -> list[Split]:
    """Joins groups of each block as long as two of them are likely one person's.

    Args:
        groups: They are changed.
        model: What is likely.
        apart: Of each block, pairs of groups that can't be one person's.
        watch: Sees every comparison.
    """
    found = [Split(members) for members in groups.members]
    if not groups.number:
        return found
    race = _Race(groups, model, apart, watch)
    left = np.arange(len(found))
    while len(left := left[race.top[left].max(1) > model.splitting]):
        for block, join in zip(left.tolist(), race.step(left), strict=True):
            found[block].joins.append(join)
    for block, one, other, likely in race.nearest():
        found[block].nearest[one] = (other, likely)
    return found


class _Race:
    """Which two groups of each block are the likeliest one person's.

    Attributes:
        alive: Which groups there are.
        best: The likeliest other one of each, of those that may be joined to it.
        top: The score with that.
    """

    def __init__(
        self, groups: Groups, model: Model, apart: Sequence[Iterable[tuple[int, int]]], watch: Watch | None
    ) -> None:
        self._groups, self._model, self._watch = groups, model, watch
        shape = (len(groups.members), groups.number, groups.number)
        self._scores = np.full(shape, -np.inf)
        self._apart = np.zeros(shape, bool)
        for block, pairs in enumerate(apart):
            for one, other in pairs:
                self._apart[block, one, other] = True
        self.alive = groups.papers > 0
        blocks, at = np.nonzero(self.alive)
        step = max(1, AT_ONCE // groups.number)
        for begin in range(0, len(blocks), step):
            lot = blocks[begin : begin + step], at[begin : begin + step]
            self._scores[lot] = self._rate(*lot)
        self._strangers = (groups.count == 0) & (self._scores <= model.strangers)
        may_join = np.where(self._strangers, -np.inf, self._scores)
        self.best = may_join.argmax(2)
        self.top = may_join.max(2)

    def _rate(self, blocks: Whole, groups: Whole) -> Numbers:
        """The scores of a group of each of some blocks with all of its groups."""
        figures = self._groups.compare(blocks, groups)
        rows = score(figures, self._model)
        rows[np.arange(len(blocks)), groups] = -np.inf
        rows[~self.alive[blocks] | self._apart[blocks, groups]] = -np.inf
        if self._watch is not None:
            for at, (block, group) in enumerate(zip(blocks.tolist(), groups.tolist(), strict=True)):
                self._watch(self._groups, block, group, figures[:, at], rows[at])
        return rows

    def step(self, blocks: Whole) -> list[Join]:
        """Joins the likeliest two of each of some blocks."""
        one = self.top[blocks].argmax(1)
        other = self.best[blocks, one]
        scores, apart = self.top[blocks, one], self._groups.count[blocks, one, other] == 0
        kept, gone = np.minimum(one, other), np.maximum(one, other)
        self._groups.join(blocks, kept, gone)
        self.alive[blocks, gone] = False
        become(self._apart, blocks, kept, self._apart[blocks, kept] | self._apart[blocks, gone])
        become(self._scores, blocks, gone, -np.inf)
        self.top[blocks, gone] = -np.inf
        rows = self._rate(blocks, kept)
        strangers = (self._groups.count[blocks, kept] == 0) & (rows <= self._model.strangers)
        become(self._scores, blocks, kept, rows)
        become(self._strangers, blocks, kept, strangers)
        self._follow(blocks, kept, gone, np.where(strangers, -np.inf, rows))
        return [Join(*each) for each in zip(*(each.tolist() for each in (kept, gone, scores, apart)), strict=True)]

    def _follow(self, blocks: Whole, kept: Whole, gone: Whole, rows: Numbers) -> None:
        """Looks again for the likeliest other one where it may be another now."""
        own = np.zeros(rows.shape, bool)
        own[np.arange(len(blocks)), kept] = True
        better = self.alive[blocks] & (rows > self.top[blocks]) & ~own
        best = self.best[blocks]
        stale = own | (self.alive[blocks] & ~better & ((best == kept[:, None]) | (best == gone[:, None])))
        at, groups = np.nonzero(better)
        self.best[blocks[at], groups], self.top[blocks[at], groups] = kept[at], rows[at, groups]
        at, groups = np.nonzero(stale)
        again = np.where(self._strangers[blocks[at], groups], -np.inf, self._scores[blocks[at], groups])
        self.best[blocks[at], groups], self.top[blocks[at], groups] = again.argmax(1), again.max(1)

    def nearest(self) -> Iterator[tuple[int, int, int, float]]:
        """A block, one of its groups, the likeliest other one, joined or not, and the score."""
        best, top = self._scores.argmax(2), self._scores.max(2)
        blocks, at = np.nonzero(self.alive & np.isfinite(top))
        yield from zip(blocks.tolist(), at.tolist(), best[blocks, at].tolist(), top[blocks, at].tolist(), strict=True)
