"""Nodes that touch are pushed apart."""

import numpy as np
from scipy.spatial import cKDTree

from paperatlas.viz.layout.forces import Numbers, Points
from paperatlas.viz.layout.pairs import Rows

GOLDEN_ANGLE = np.pi * (3 - 5**0.5)
JOLT = 0.7
"""The share of its radius by which each node is moved at first, in its own direction: what forces put on one spot or in
a row spreads to a round group."""
PUSH = 0.55
"""Which share of their overlap two nodes give way in a push."""
LEAST_GAIN = 0.005
"""Of what is left of all overlaps, what a push must take away for there to be another: a crowd finds no more room."""
SIZES = 2
"""In how many sizes nodes are parted from one radius to the double one."""


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
    points = points + (JOLT * reach)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    weight = reach**2
    before = np.inf
    for _ in range(pushes):
        ones, others = _near(points, reach).T
        apart = points[others] - points[ones]
        distance = np.hypot(apart[:, 0], apart[:, 1]) + 1e-9
        overlap = reach[ones] + reach[others] - distance
        touching = overlap > 1e-3
        total = float(overlap[touching].sum())
        if total > (1 - LEAST_GAIN) * before or not total:
            break
        before = total
        ones, others = ones[touching], others[touching]
        push = apart[touching] * (PUSH * overlap[touching] / distance[touching])[:, None]
        share = (weight[others] / (weight[ones] + weight[others]))[:, None]
        moves = [
            np.bincount(others, (push * (1 - share))[:, axis], len(points))
            - np.bincount(ones, (push * share)[:, axis], len(points))
            for axis in (0, 1)
        ]
        points = points + np.stack(moves, axis=1)
    return points


def _near(points: Points, radii: Numbers) -> Rows:
    """The pairs that may touch, looked for among nodes of about one size and between each two such sizes."""
    found = [np.empty((0, 2), np.intp)]
    sizes: list[tuple[Rows, cKDTree, float]] = []
    size = np.floor(SIZES * np.log2(radii / radii.min(initial=np.inf))).astype(int)
    for each in np.unique(size).tolist():
        rows = np.flatnonzero(size == each)
        tree, reach = cKDTree(points[rows]), float(radii[rows].max())
        found.append(rows[np.asarray(tree.query_pairs(2 * reach, output_type="ndarray"), np.intp).reshape(-1, 2)])
        for smaller, other, less in sizes:
            near = tree.sparse_distance_matrix(other, reach + less, output_type="ndarray")
            found.append(np.stack([rows[near["i"]], smaller[near["j"]]], axis=1))
        sizes.append((rows, tree, reach))
    return np.concatenate(found)
