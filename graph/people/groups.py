"""The papers of some names in groups, and what any two groups of a name have in common.

All figures are sums of multiples of a power of two: exact, so that the order of joining leaves no trace in them.
"""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from paperatlas.graph.people.arrays import Numbers, Truths, Whole, spans, starts
from paperatlas.graph.people.blocks import Blocks, rows_of
from paperatlas.graph.people.evidence import Meeting, Side, features

PAIRS_AT_ONCE = 200_000
"""Pairs of groups with a co-author that are counted at once; for memory."""


class Groups:
    """The papers of blocks in groups, and what any two of a block have in common.

    Figures have an axis of blocks, and one or two of groups; where a block has fewer groups than another they are zero.
    """

    def __init__(self, blocks: Blocks, units: Sequence[Sequence[Sequence[int]]]) -> None:
        """Compares groups of papers, each given as places in its block."""
        self.expected = blocks.expected
        self.members = [[list(unit) for unit in each] for each in units]
        numbers = np.array([len(each) for each in units], np.int64)
        self.number = int(numbers.max(initial=0))
        self._block = np.repeat(np.arange(len(units)), numbers)
        self._place = spans(np.zeros_like(numbers), numbers)
        sizes = np.array([len(unit) for each in units for unit in each], np.int64)
        of = _together(blocks, units, sizes)
        on = (of @ blocks.on).tocsr()
        weighed = sp.csr_matrix((on.data * blocks.weights[on.indices], on.indices, on.indptr), on.shape)
        self.papers = self._one(sizes)
        self.listed = self._one(np.asarray(on.sum(1)).ravel())
        self.different = self._one(np.diff(on.indptr))
        self.weight = self._one(np.asarray(weighed.sum(1)).ravel())
        years = blocks.years[of.indices]
        first = np.minimum.reduceat(np.where(years > 0, years, np.inf), of.indptr[:-1]) if len(years) else years
        self.first = self._one(np.where(np.isfinite(first), first, 0))
        self.last = self._one(np.maximum.reduceat(years, of.indptr[:-1]) if len(years) else years)
        ties = self._two(weighed @ blocks.outside @ on.T)
        self.ties = (ties + ties.transpose(0, 2, 1)) / 2
        words = (of @ blocks.words).tocsr()
        self.words = self._two(words @ words.T)
        self.words[self._block, self._place, self._place] += of @ blocks.private
        self._share(blocks, on)

    def _one(self, figures: Numbers | Whole) -> Numbers:
        """A figure a group, block by block."""
        found = np.zeros((len(self.members), self.number))
        found[self._block, self._place] = figures
        return found

    def _two(self, figures: sp.csr_matrix) -> Numbers:
        """A figure two groups, block by block."""
        found = np.zeros((len(self.members), self.number, self.number))
        pairs = figures.tocsr()
        row, column = rows_of(pairs), pairs.indices
        found[self._block[row], self._place[row], self._place[column]] = pairs.data
        return found

    def _share(self, blocks: Blocks, on: sp.csr_matrix) -> None:
        """Counts and weighs the co-authors that two groups share."""
        present = on.T.tocsr()
        groups = np.diff(present.indptr)
        several = np.flatnonzero(groups > 1)
        self.owner = np.searchsorted(blocks.columns, several, "right") - 1
        self.weights = blocks.weights[several]
        self.present = np.zeros((self.number, len(several)), bool)
        its = spans(present.indptr[several].astype(np.int64), groups[several])
        self.present[self._place[present.indices[its]], np.repeat(np.arange(len(several)), groups[several])] = True
        self.shared, self.count, self.strongest = (
            np.zeros((len(self.members), self.number, self.number)) for _ in range(3)
        )
        order = np.argsort(self.weights, kind="stable")  # so that the strongest is written last
        pairs = np.cumsum(groups[several][order] ** 2) // PAIRS_AT_ONCE
        for lot in np.split(order, np.flatnonzero(np.diff(pairs)) + 1):
            ones, others, column = _pairs(present, several[lot])
            cell = (self._block[ones] * self.number + self._place[ones]) * self.number + self._place[others]
            weights = blocks.weights[column]
            self.count += np.bincount(cell, minlength=self.count.size).reshape(self.count.shape)
            self.shared += np.bincount(cell, weights, self.count.size).reshape(self.count.shape)
            self.strongest.reshape(-1)[cell] = weights

    def compare(self, blocks: Whole, groups: Whole) -> Numbers:
        """Features of a group of each of some blocks with each of all of its groups."""
        lengths = np.sqrt(np.maximum(np.diagonal(self.words, axis1=1, axis2=2)[blocks], 1e-9))
        at = np.arange(len(blocks))
        meeting = Meeting(
            self.shared[blocks, groups],
            self.count[blocks, groups],
            self.strongest[blocks, groups],
            self.ties[blocks, groups],
            self.words[blocks, groups] / (lengths[at, groups][:, None] * lengths),
        )
        sides = self.papers, self.listed, self.different, self.weight, self.first, self.last
        one, other = Side(*(each[blocks, groups][:, None] for each in sides)), Side(*(each[blocks] for each in sides))
        return features(self.expected[blocks][:, None], one, other, meeting)

    def join(self, blocks: Whole, kept: Whole, gone: Whole) -> None:
        """Puts the papers of one group of each of some blocks into another."""
        shared, weight, number = self._leave_once(blocks, kept, gone)
        become(self.shared, blocks, kept, self.shared[blocks, kept] + self.shared[blocks, gone] - weight)
        become(self.count, blocks, kept, self.count[blocks, kept] + self.count[blocks, gone] - number)
        become(self.strongest, blocks, kept, np.maximum(self.strongest[blocks, kept], self.strongest[blocks, gone]))
        for sums in (self.ties, self.words):
            own = sums[blocks, kept, kept] + sums[blocks, gone, gone] + 2 * sums[blocks, kept, gone]
            become(sums, blocks, kept, sums[blocks, kept] + sums[blocks, gone])
            sums[blocks, kept, kept] = own
        self.different[blocks, kept] += self.different[blocks, gone] - shared
        for sums in (self.papers, self.listed, self.weight):
            sums[blocks, kept] += sums[blocks, gone]
        self.papers[blocks, gone] = 0
        one, other = self.first[blocks, kept], self.first[blocks, gone]
        self.first[blocks, kept] = np.where((one > 0) & (other > 0), np.minimum(one, other), np.maximum(one, other))
        self.last[blocks, kept] = np.maximum(self.last[blocks, kept], self.last[blocks, gone])
        for block, into, out in zip(blocks.tolist(), kept.tolist(), gone.tolist(), strict=True):
            members = self.members[block]
            members[into] += members[out]
            members[out] = []

    def _leave_once(self, blocks: Whole, kept: Whole, gone: Whole) -> tuple[Whole, Numbers, Numbers]:
        """Notes who is on either of two groups; how many are on both, with what weight and number on each group."""
        row = np.full(len(self.members), -1)
        row[blocks] = np.arange(len(blocks))
        columns = np.flatnonzero(row[self.owner] >= 0)
        of = row[self.owner[columns]]
        mine, theirs = self.present[kept[of], columns], self.present[gone[of], columns]
        self.present[kept[of], columns] |= theirs
        both, of = columns[mine & theirs], of[mine & theirs]
        weight, number = np.zeros((2, len(blocks), self.number))
        if len(both):
            twice = self.present[:, both].astype(np.float64)
            begins = np.flatnonzero(np.diff(of, prepend=-1))
            weight[of[begins]] = np.add.reduceat(twice * self.weights[both], begins, axis=1).T
            number[of[begins]] = np.add.reduceat(twice, begins, axis=1).T
        self.present[gone[row[self.owner[columns]]], columns] = False
        return np.bincount(of, minlength=len(blocks)), weight, number


def _together(blocks: Blocks, units: Sequence[Sequence[Sequence[int]]], sizes: Whole) -> sp.csr_matrix:
    """A row a group, a column a paper: 1 where it is in it."""
    begins = blocks.papers[:-1].tolist()
    places = [at + begin for each, begin in zip(units, begins, strict=True) for unit in each for at in unit]
    shape = (len(sizes), len(blocks.years))
    return sp.csr_matrix((np.ones(len(places)), np.array(places, np.int64), starts(sizes)), shape)


def _pairs(present: sp.csr_matrix, rows: Whole) -> tuple[Whole, Whole, Whole]:
    """Any two columns of a row, and the row."""
    first = present.indptr[rows].astype(np.int64)
    sizes = np.diff(present.indptr)[rows].astype(np.int64)
    ones = np.repeat(spans(first, sizes), np.repeat(sizes, sizes))
    others = spans(np.repeat(first, sizes), np.repeat(sizes, sizes))
    return present.indices[ones], present.indices[others], np.repeat(rows, sizes**2)


def become(matrix: Numbers | Truths, blocks: Whole, at: Whole, row: Numbers | Truths | float) -> None:
    """Replaces a row and the same column of each of some blocks."""
    matrix[blocks, at] = row
    matrix[blocks, :, at] = row
