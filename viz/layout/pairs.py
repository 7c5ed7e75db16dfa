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
    """Every two members of one group; `papers` counts the groups, and so does the strength.

    Args:
        groups: Group of each membership.
        members: Member of each.
        shape: Number of groups, of members.
    """
    incidence = sparse.csr_matrix((np.ones(len(groups), np.int32), (groups, members)), shape=shape)
    together = sparse.triu(incidence.T @ incidence, 1).tocoo()
    ends = np.stack([together.row, together.col], axis=1).astype(np.intp)
    return Pairs(ends, together.data.astype(np.int64), together.data.astype(float))


def backbone(pairs: Pairs, nodes: int, each: int) -> Rows:
    """The rows that are among the `each` strongest edges of one of their ends, of equal ones those to the first nodes.

    They are few of many: picked one after the other, in a fraction of the time that sorting all takes.
    """
    if not len(pairs):
        return np.zeros(0, np.intp)
    owners = pairs.ends.T.ravel()
    places = np.arange(len(owners))
    by_owner = sparse.coo_matrix((places, (owners, places)), (nodes, len(owners))).tocsr()
    rows, others = by_owner.indices % len(pairs), pairs.ends[:, ::-1].T.ravel()[by_owner.indices]
    left = pairs.strength[rows]
    sizes = np.diff(by_owner.indptr)
    starts, sizes = by_owner.indptr[:-1][sizes > 0], sizes[sizes > 0]
    chosen = np.zeros(len(pairs), bool)
    for _ in range(each):
        best = left == np.repeat(np.maximum.reduceat(left, starts), sizes)
        first = np.minimum.reduceat(np.where(best, others, nodes), starts)
        picked = best & (others == np.repeat(first, sizes))
        chosen[rows[picked]] = True
        left[picked] = -np.inf
    return np.flatnonzero(chosen)


def component_of_each(pairs: Pairs, nodes: int) -> Rows:
    """The number of the connected component that each node is in."""
    _, component = connected_components(pairs.adjacency(nodes), directed=False)
    return np.asarray(component, np.intp)


def largest_component(pairs: Pairs, nodes: int) -> Mask:
    """Which nodes are in the largest connected component; none where there is no edge."""
    if not len(pairs):
        return np.zeros(nodes, bool)
    component = component_of_each(pairs, nodes)
    return np.asarray(component == np.bincount(component).argmax())
