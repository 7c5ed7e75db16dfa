"""Papers under one name to people: the two likeliest groups are joined, until no two are likely one person's.

All figures are sums of multiples of a power of two: exact, so that the order of joining leaves no trace in them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from paperatlas.graph.people.blocks import Block, together
from paperatlas.graph.people.corpus import Numbers
from paperatlas.graph.people.evidence import Meeting, Model, Side, features, score

Watch = Callable[["Groups", int, Numbers, Numbers], None]
"""Is told of the groups, which of them is new, and its features and scores with all others."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups that were joined.

    Attributes:
        kept: Number of the group that both became.
        gone: Number of the other.
        score: Of the joining.
    """

    kept: int
    gone: int
    score: float


@dataclass(frozen=True, slots=True)
class Split:
    """What became of groups.

    Attributes:
        members: The papers of each; none where it was joined to another.
        joins: What was joined, in order.
        nearest: Of each group the other one that is likeliest the same person's, and the score; where one can be.
    """

    members: list[list[int]]
    joins: list[Join]
    nearest: dict[int, tuple[int, float]]


class Groups:
    """The papers of a block in groups, and what any two have in common."""

    def __init__(self, block: Block, units: Sequence[Sequence[int]]) -> None:
        """Compares groups of papers, each given as places in the block."""
        self.expected = block.expected
        self.members = [list(unit) for unit in units]
        of = together(units, len(block.years))
        on = (of @ block.on).tocsr()
        self.papers = np.asarray(of.sum(1)).ravel()
        self.listed = np.asarray(on.sum(1)).ravel()
        self.different = np.diff(on.indptr).astype(np.float64)
        self.weight = np.asarray(on @ block.weights).ravel()
        known = [[float(block.years[at]) for at in unit if block.years[at]] for unit in units]
        self.first = np.array([min(each, default=0.0) for each in known])
        self.last = np.array([max(each, default=0.0) for each in known])
        ties = (on.multiply(block.weights).tocsr() @ block.outside @ on.T).toarray()
        self.ties = (ties + ties.T) / 2
        words = of @ block.words
        self.words = (words @ words.T).toarray()
        self.words[np.diag_indices_from(self.words)] += of @ block.private
        present = on.sign()
        several = np.flatnonzero(np.asarray(present.sum(0)).ravel() > 1)
        shared = present[:, several].toarray()
        self.present = shared > 0
        self.weights = block.weights[several]
        self.shared = (shared * self.weights) @ shared.T
        self.count = shared @ shared.T
        self.strongest = np.zeros_like(self.count)
        for column in np.argsort(self.weights, kind="stable"):
            rows = np.flatnonzero(self.present[:, column])
            self.strongest[np.ix_(rows, rows)] = self.weights[column]

    def compare(self, group: int) -> Numbers:
        """Features of a group with each of all groups."""
        lengths = np.sqrt(np.maximum(np.diagonal(self.words), 1e-9))
        meeting = Meeting(
            self.shared[group],
            self.count[group],
            self.strongest[group],
            self.ties[group],
            self.words[group] / (lengths[group] * lengths),
        )
        return features(self.expected, self._side(group), self._side(slice(None)), meeting)

    def _side(self, at: int | slice) -> Side:
        return Side(
            self.papers[at], self.listed[at], self.different[at], self.weight[at], self.first[at], self.last[at]
        )

    def join(self, kept: int, gone: int) -> None:
        """Puts the papers of one group into another."""
        both = np.flatnonzero(self.present[kept] & self.present[gone])
        twice = self.present[:, both].astype(np.float64)
        _become(self.shared, kept, self.shared[kept] + self.shared[gone] - twice @ self.weights[both])
        _become(self.count, kept, self.count[kept] + self.count[gone] - twice.sum(1))
        _become(self.strongest, kept, np.maximum(self.strongest[kept], self.strongest[gone]))
        for sums in (self.ties, self.words):
            own = sums[kept, kept] + sums[gone, gone] + 2 * sums[kept, gone]
            _become(sums, kept, sums[kept] + sums[gone])
            sums[kept, kept] = own
        self.present[kept] |= self.present[gone]
        self.present[gone] = False
        self.different[kept] += self.different[gone] - len(both)
        for sums in (self.papers, self.listed, self.weight):
            sums[kept] += sums[gone]
        self.papers[gone] = 0
        firsts = [year for year in (self.first[kept], self.first[gone]) if year]
        self.first[kept] = min(firsts, default=0)
        self.last[kept] = max(self.last[kept], self.last[gone])
        self.members[kept] += self.members[gone]
        self.members[gone] = []


def _become(matrix: Numbers, at: int, row: Numbers) -> None:
    """Replaces a row and the same column."""
    matrix[at] = row
    matrix[:, at] = row


def split(groups: Groups, model: Model, apart: Numbers | None = None, watch: Watch | None = None) -> Split:
    """Joins groups as long as two of them are likely one person's.

    Args:
        groups: They are changed.
        model: What is likely.
        apart: True for two groups that can't be one person's.
        watch: Sees every comparison.
    """
    number = len(groups.members)
    scores = np.full((number, number), -np.inf)
    alive = np.array([bool(members) for members in groups.members])
    apart = np.zeros((number, number), bool) if apart is None else apart.copy()

    def rate(group: int) -> None:
        found = groups.compare(group)
        row = score(found, model)
        row[group] = -np.inf
        row[~alive | apart[group]] = -np.inf
        _become(scores, group, row)
        if watch is not None:
            watch(groups, group, found, row)

    for group in np.flatnonzero(alive):
        rate(int(group))
    best = scores.argmax(1)
    top = scores[np.arange(number), best]
    joins = []
    while number and top.max() > _stop(groups, model):
        kept = int(top.argmax())
        kept, gone = sorted((kept, int(best[kept])))
        joins.append(Join(kept, gone, float(scores[kept, gone])))
        groups.join(kept, gone)
        alive[gone] = False
        _become(apart, kept, apart[kept] | apart[gone])
        _become(scores, gone, np.full(number, -np.inf))
        top[gone] = -np.inf
        rate(kept)
        better = alive & (scores[kept] > top)
        stale = alive & ~better & ((best == kept) | (best == gone))
        stale[kept], better[kept] = True, False
        best[better], top[better] = kept, scores[kept][better]
        for row in np.flatnonzero(stale):
            best[row] = scores[row].argmax()
            top[row] = scores[row, best[row]]
    nearest = {int(at): (int(best[at]), float(top[at])) for at in np.flatnonzero(alive & np.isfinite(top))}
    return Split(groups.members, joins, nearest)


def _stop(groups: Groups, model: Model) -> float:
    """From which score on groups are joined: where only one has several papers, the name is likely one person's."""
    return model.splitting if np.count_nonzero(groups.papers > 1) > 1 else model.single
