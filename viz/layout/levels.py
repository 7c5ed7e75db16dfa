"""Layouts of very large graphs: that of a coarse one, whose nodes stand for several, is where the finer one starts.

The idea is C. Walshaw's (JGAA 7(3), 2003); nodes are put together as in O. Borůvka's trees: each with the one that
it is tied to most. Most steps are taken where nodes are few, and the shape of the whole comes out better than from a
start of all nodes at once.
"""

from dataclasses import replace

import numpy as np
import scipy.sparse as sparse

from paperatlas.viz.layout.forces import Forces, Numbers, Points, spread
from paperatlas.viz.layout.overlaps import GOLDEN_ANGLE
from paperatlas.viz.layout.pairs import Pairs, Rows, backbone, component_of_each

FEW = 3000
"""Nodes that are laid out as they are."""
FINER_STEPS = 30
"""How often the nodes of a finer graph move."""


def spread_by_levels(pairs: Pairs, mass: Numbers, forces: Forces) -> Points:
    """Lays out nodes as `spread` does; few of them just so, and many in a fraction of its time.

    Many that do not hang together can't be put together any further.
    """
    if len(mass) <= FEW:
        return spread(pairs, mass, forces)
    if not len(pairs):
        return spread(pairs, mass, replace(forces, steps=FINER_STEPS))
    owner = component_of_each(pairs.take(backbone(pairs, len(mass), 1)), len(mass))
    coarse = spread_by_levels(*coarsened(pairs, mass, owner), forces)
    return spread(pairs, mass, replace(forces, steps=FINER_STEPS), _unfolded(coarse, owner))


def coarsened(pairs: Pairs, mass: Numbers, owner: Rows) -> tuple[Pairs, Numbers]:
    """The graph of groups: edges between two of them add up, and so do their masses.

    Args:
        pairs: Edges of the finer graph.
        mass: Of its nodes.
        owner: The group of each.
    """
    groups = int(owner.max()) + 1
    ends = np.sort(owner[pairs.ends], axis=1)
    between = ends[:, 0] != ends[:, 1]
    shape = (groups, groups)
    ties = sparse.coo_matrix((pairs.strength[between], ends[between].T), shape).tocsr().tocoo()
    rows = np.stack([ties.row, ties.col], axis=1).astype(np.intp)
    return Pairs(rows, np.ones(len(rows), np.int64), ties.data), np.bincount(owner, mass, groups).astype(float)


def _unfolded(coarse: Points, owner: Rows) -> Points:
    """Each group's nodes as a little sunflower around its place, so that all together fill the whole evenly."""
    order = np.argsort(owner, kind="stable")
    place = np.empty(len(owner), np.intp)
    place[order] = np.arange(len(owner)) - np.searchsorted(owner[order], owner[order])
    room = np.prod(np.ptp(coarse, axis=0)) / len(owner)
    distance = np.sqrt(room * (place + 0.5) / np.pi)
    angle = place * GOLDEN_ANGLE
    return np.asarray(coarse[owner] + distance[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1))
