"""Nodes that touch are pushed apart."""

import numpy as np
from scipy.spatial import cKDTree

from paperatlas.viz.layout.forces import Numbers, Places, Points
from paperatlas.viz.layout.pairs import Rows

GOLDEN_ANGLE = np.pi * (3 - 5**0.5)
JOLT = 0.7
"""The share of its radius by which each node is moved at first, in its own direction: what forces put on one spot or in
a row spreads to a round group."""
PUSH = 0.55
"""Which share of their overlap two nodes give way in a push."""
LEAST_OVERLAP = 1e-3
LEAST_GAIN = 0.005
"""Of what is left of all overlaps, what a push must take away for there to be another: a crowd finds no more room."""
SIZES = 2
"""In how many sizes nodes are parted from one radius to the double one."""
MARGIN = 0.2
"""How much farther than it reaches is looked around a node, as a share of the mean reach: who is near then is known for
several pushes."""
STRAYED = 0.02
"""The share of nodes that may have come farther than the margin before it is looked anew who is near."""


def part(points: Points, radii: Numbers, gap: float = 0.0, pushes: int = 60) -> Points:
    """Moves nodes as little as it takes that hardly one touches another; the larger give way less.

    Args:
        points: Their middles.
        radii: Above 0.
        gap: What stays free between two.
        pushes: How often all are pushed, at most.
    """
    reach = radii + gap / 2
    angle = np.arange(len(points)) * GOLDEN_ANGLE
    places: Places = points.T + JOLT * reach * np.stack([np.cos(angle), np.sin(angle)])
    crowd = _Crowd(reach)
    before = np.inf
    for _ in range(pushes):
        total, moves = crowd.push(places)
        if total > (1 - LEAST_GAIN) * before or not total:
            break
        before = total
        places += moves
    return np.ascontiguousarray(places.T)


class _Crowd:
    """Nodes that push each other, with who is near whom."""

    def __init__(self, reach: Numbers) -> None:
        self.reach = reach
        self.weight = reach**2
        self.margin = MARGIN * float(reach.mean()) if len(reach) else 0.0
        self.looked_at: Places | None = None
        self.ones = self.others = np.empty(0, np.intp)
        self.reaches = np.empty(0)

    def push(self, places: Places) -> tuple[float, Places]:
        """How much nodes overlap in all, and how far each gives way."""
        self._look_around(places)
        apart = places.take(self.others, axis=1) - places.take(self.ones, axis=1)
        distance = np.sqrt(apart[0] ** 2 + apart[1] ** 2) + 1e-9
        overlap = self.reaches - distance
        touching = np.flatnonzero(overlap > LEAST_OVERLAP)
        overlap = overlap.take(touching)
        ones, others = self.ones.take(touching), self.others.take(touching)
        push = apart.take(touching, axis=1) * (PUSH * overlap / distance.take(touching))
        light, heavy = self.weight.take(ones), self.weight.take(others)
        share = heavy / (light + heavy)
        moves = [
            np.bincount(others, along * (1 - share), places.shape[1])
            - np.bincount(ones, along * share, places.shape[1])
            for along in push
        ]
        return float(overlap.sum()), np.stack(moves)

    def _look_around(self, places: Places) -> None:
        """Finds who may touch whom before the next look; not again where nearly all stand where they stood."""
        if self.looked_at is not None and (np.hypot(*(places - self.looked_at)) > self.margin).mean() <= STRAYED:
            return
        near = _near(places.T, self.reach + self.margin)
        self.ones, self.others = np.ascontiguousarray(near.T)
        self.reaches = self.reach.take(self.ones) + self.reach.take(self.others)
        self.looked_at = places.copy()


def _near(points: Points, radii: Numbers) -> Rows:
    """The pairs that may touch, looked for among nodes of about one size and between each two such sizes."""
    found = [np.empty((0, 2), np.intp)]
    sizes: list[tuple[Rows, cKDTree, float]] = []
    size = np.floor(SIZES * np.log2(radii / radii.min(initial=np.inf))).astype(int)
    for each in np.unique(size).tolist():
        rows = np.flatnonzero(size == each)
        # Balancing a tree takes three times as long as making it, and saves nothing where nodes stand this evenly.
        tree = cKDTree(points[rows], balanced_tree=False, compact_nodes=False)
        reach = float(radii[rows].max())
        found.append(rows.take(tree.query_pairs(2 * reach, output_type="ndarray").reshape(-1, 2)))
        for smaller, other, less in sizes:
            near = tree.sparse_distance_matrix(other, reach + less, output_type="ndarray")
            found.append(np.stack([rows.take(near["i"]), smaller.take(near["j"])], axis=1))
        sizes.append((rows, tree, reach))
    return np.concatenate(found)
