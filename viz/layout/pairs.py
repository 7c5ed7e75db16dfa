"""Edges between numbered nodes, as arrays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]
Values = NDArray[np.float64]

HALF_KEY = 32
"""Bits of a key of two members that tell one of them."""
PAIRS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Undirected edges, one row each.

    Attributes:
        ends: Two node numbers a row, the smaller first.
        papers: How many papers stand behind an edge.
        strength: How strongly it ties, above 0.
    """

    ends: Rows
    papers: NDArray[np.int64]
    strength: Values

    def __len__(self) -> int:
        return len(self.ends)

    def take(self, chosen: Rows | Mask) -> Self:
        """Some of the edges."""
        rows = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        # To take is ten times as fast as an index where a row is two numbers.
        return type(self)(self.ends.take(rows, axis=0), self.papers.take(rows), self.strength.take(rows))

    def strongest_first(self) -> Self:
        """The same edges, the strongest first, then by their ends."""
        return self.take(np.lexsort((self.ends[:, 1], self.ends[:, 0], -self.strength)))

    def adjacency(self, nodes: int) -> sparse.csr_matrix:
        """The symmetric matrix of strengths."""
        ones, others = self.ends.T
        half = sparse.coo_matrix((self.strength, (ones, others)), shape=(nodes, nodes))
        return (half + half.T).tocsr()


def pairs_of(groups: Rows, members: Rows) -> Iterator[Pairs]:
    """Every two members of one group, a million at a time; `papers` counts the groups, and so does the strength.

    Args:
        groups: Group of each membership.
        members: Member of each.

    Yields:
        The pairs, sorted by their ends.
    """
    keys = _keys_of_pairs(groups, members)
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    for start in range(0, len(firsts), PAIRS_AT_ONCE):
        some = firsts[start : start + PAIRS_AT_ONCE + 1]
        together = np.diff(some, append=len(keys))[:PAIRS_AT_ONCE]
        chosen = keys.take(some[:PAIRS_AT_ONCE])
        ends = np.stack([chosen >> HALF_KEY, chosen & ((1 << HALF_KEY) - 1)], axis=1)
        yield Pairs(ends.astype(np.intp), together.astype(np.int64), together.astype(float))


def _keys_of_pairs(groups: Rows, members: Rows) -> NDArray[np.int64]:
    """A key of both for every two members of each group, sorted.

    A product of matrices takes as long and more memory, gives each pair twice, and all in no order.
    """
    order = np.lexsort((members, groups))
    groups, members = groups[order], members[order].astype(np.int64)
    after = np.arange(1, len(groups) + 1)
    later = np.searchsorted(groups, groups, side="right") - after
    partners = np.repeat(after - (np.cumsum(later) - later), later)
    partners += np.arange(len(partners))
    keys = np.repeat(members << HALF_KEY, later)
    keys |= members.take(partners)
    keys.sort()
    return keys


def joined_pairs(parts: Iterable[Pairs]) -> Pairs:
    """The edges of all parts."""
    none = Pairs(np.empty((0, 2), np.intp), np.empty(0, np.int64), np.empty(0))
    columns = zip(*((part.ends, part.papers, part.strength) for part in (none, *parts)), strict=True)
    return Pairs(*map(np.concatenate, columns))


def ranked(pairs: Pairs, nodes: int) -> NDArray[np.int32]:
    """How many edges of an end are stronger than each edge, at the end where they are fewer.

    Of equal ones the first goes before: where edges are sorted by their ends, that to the first node.
    """
    order = np.argsort(-pairs.strength, kind="stable")
    owners = pairs.ends.astype(np.int32).take(order, axis=0).ravel()
    places = np.arange(len(owners), dtype=np.int32)
    # A sparse matrix sorts them by owner in linear time, and leaves each owner's in their order.
    there = np.ones(len(owners), np.bool_)
    by_owner = sparse.coo_matrix((there, (owners, places)), (nodes, len(owners))).tocsr()
    places -= np.repeat(by_owner.indptr[:-1], np.diff(by_owner.indptr))
    ranks = np.empty(len(owners), np.int32)
    ranks[by_owner.indices] = places
    result = np.empty(len(pairs), np.int32)
    result[order] = ranks.reshape(-1, 2).min(axis=1)
    return result


def backbone(pairs: Pairs, nodes: int, each: int) -> Rows:
    """The rows that are among the `each` strongest edges of one of their ends; see `ranked`."""
    return np.flatnonzero(ranked(pairs, nodes) < each)


def component_of_each(pairs: Pairs, nodes: int) -> Rows:
    """The number of the connected component that each node is in."""
    ones, others = pairs.ends.T
    tied = sparse.coo_matrix((np.ones(len(pairs), np.int8), (ones, others)), shape=(nodes, nodes))
    _, component = connected_components(tied.tocsr(), directed=False)
    return np.asarray(component, np.intp)


def largest_component(pairs: Pairs, nodes: int) -> Mask:
    """Which nodes are in the largest connected component; none where there is no edge."""
    if not len(pairs):
        return np.zeros(nodes, bool)
    component = component_of_each(pairs, nodes)
    return np.asarray(component == np.bincount(component).argmax())
