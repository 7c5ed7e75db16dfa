"""Edges between numbered nodes, as arrays."""

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
        return type(self)(self.ends[chosen], self.papers[chosen], self.strength[chosen])

    def strongest_first(self) -> Self:
        """The same edges, the strongest first, then by their ends."""
        return self.take(np.lexsort((self.ends[:, 1], self.ends[:, 0], -self.strength)))

    def adjacency(self, nodes: int) -> sparse.csr_matrix:
        """The symmetric matrix of strengths."""
        ones, others = self.ends.T
        half = sparse.coo_matrix((self.strength, (ones, others)), shape=(nodes, nodes))
        return (half + half.T).tocsr()


def pairs_of(groups: Rows, members: Rows, shape: tuple[int, int]) -> Pairs:
    """Every two members of one group, sorted by their ends; `papers` counts the groups, and so does the strength.

    Args:
        groups: Group of each membership.
        members: Member of each.
        shape: Number of groups, of members.
    """
    # A product of matrices takes as long, then half of it is thrown away, and what is left is in no order.
    order = np.lexsort((members, groups))
    groups, members = groups[order], members[order]
    after = np.arange(1, len(groups) + 1)
    later = np.searchsorted(groups, groups, side="right") - after
    partners = np.repeat(after - (np.cumsum(later) - later), later)
    partners += np.arange(len(partners))
    keys = np.repeat(members << HALF_KEY, later)
    keys |= members.take(partners)
    del partners
    keys.sort()
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    together = np.diff(firsts, append=len(keys))
    keys = keys.take(firsts)
    ends = np.stack([keys >> HALF_KEY, keys & ((1 << HALF_KEY) - 1)], axis=1)
    return Pairs(ends.astype(np.intp, copy=False), together.astype(np.int64, copy=False), together.astype(float))


def ranked(pairs: Pairs, nodes: int) -> NDArray[np.int32]:
    """How many edges of an end are stronger than each edge, at the end where they are fewer.

    Of equal ones the first goes before: where edges are sorted by their ends, that to the first node.
    """
    order = np.argsort(-pairs.strength, kind="stable")
    owners = pairs.ends.take(order, axis=0).ravel()
    places = np.arange(len(owners), dtype=np.int32)
    # A sparse matrix sorts them by owner in linear time, and leaves each owner's in their order.
    by_owner = sparse.coo_matrix((places, (owners, places)), (nodes, len(owners))).tocsr()
    ranks = np.empty(len(owners), np.int32)
    ranks[by_owner.indices] = places - np.repeat(by_owner.indptr[:-1], np.diff(by_owner.indptr))
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
