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
LARGE = 0.9
"""Above this quantile of the radii a node is large, and looks for its neighbours itself."""


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
    for _ in range(pushes):
        ones, others = _near(points, reach).T
        apart = points[others] - points[ones]
        distance = np.hypot(apart[:, 0], apart[:, 1]) + 1e-9
        overlap = reach[ones] + reach[others] - distance
        touching = overlap > 1e-3
        if not touching.any():
            break
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
    """The pairs that may touch: small nodes among each other, and each large one with what is around it."""
    tree = cKDTree(points)
    small = float(np.quantile(radii, LARGE)) if len(radii) else 0.0
    large = np.flatnonzero(radii > small)
    among_small = np.asarray(tree.query_pairs(2 * small, output_type="ndarray"), np.intp).reshape(-1, 2)
    if not len(large):
        return among_small
    around = tree.query_ball_point(points[large], radii[large] + radii.max())
    ones = np.repeat(large, [len(near) for near in around])
    others = np.concatenate([np.asarray(near, np.intp) for near in around])
    # Two large ones find each other twice.
    once = (ones != others) & ((radii[others] <= small) | (ones < others))
    return np.concatenate([among_small, np.stack([ones, others], axis=1)[once]])
