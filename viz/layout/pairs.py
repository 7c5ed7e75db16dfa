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
    """The rows that are among the `each` strongest edges of one of their ends."""
    owners = pairs.ends.T.ravel()
    others = pairs.ends[:, ::-1].T.ravel()
    order = np.lexsort((others, -np.tile(pairs.strength, 2), owners))
    firsts = np.searchsorted(owners[order], np.arange(nodes))
    place = np.arange(len(order)) - firsts[owners[order]]
    return np.unique(order[place < each] % max(1, len(pairs)))


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
