"""Positions by forces: neighbours pull each other, all nodes push each other away."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
"""One for each node."""
Points = NDArray[np.float32]
"""A row of x and y for each node."""
Matrix = NDArray[np.float32]
"""A value for each pair of nodes."""

STEPS = 200
FIRST_STEP = 0.1
"""How far a node may move at first, as a share of the extent."""
RATE = 0.2
"""Which share of the way to its balance a node goes in a step."""
GRAVITY = np.array([0.2, 0.4], np.float32)
"""What draws all to the middle, less along than across, so that the whole is as wide as a screen."""
DENSITY = 0.6
"""Distance of neighbours before nodes are pushed apart, as a share of the room that each gets."""
PUSHES = 100
PUSH = 0.35
"""Which share of its overlap each of two nodes gives way in a push."""
SEED = 7
BLOCK = 64
"""Nodes at a time, so that what is computed of their pairs stays in the processor's cache."""


def spread(strengths: Matrix, radii: Numbers, gap: float) -> Points:
    """Lays out one connected component.

    Args:
        strengths: How strongly each node pulls each; symmetric, 0 for no edge.
        radii: Of the nodes.
        gap: What stays free between two nodes.

    Returns:
        Places around 0, 0.
    """
    room = 2 * float(radii.mean()) + gap
    points = _parted(_balanced(_pulls(strengths)) * np.float32(room * DENSITY), radii, gap)
    centred: Points = points - points.mean(axis=0)
    return centred


def _pulls(strengths: Matrix) -> Matrix:
    """Strengths in proportion to what else the nodes hang on, so that no hub draws all to one spot."""
    sums = strengths.sum(axis=1)
    pulls: Matrix = strengths / np.minimum(sums[:, None], sums[None, :])
    return pulls


def _balanced(pulls: Matrix) -> Points:
    """Places where pull, in proportion to distance, and push, inverse to it, are near balance."""
    count = len(pulls)
    extent = count**0.5
    points = np.random.default_rng(SEED).uniform(-extent, extent, (count, 2)).astype(np.float32)
    for longest in np.linspace(FIRST_STEP * extent, 0, STEPS, endpoint=False, dtype=np.float32):
        force = np.concatenate([_forces(points[rows], points, pulls[rows]) for rows in _blocks(count)])
        length = np.hypot(*force.T)[:, None]
        points += force * np.minimum(RATE, longest / (length + 1e-9))
    return points


def _forces(some: Points, points: Points, pulls: Matrix) -> Points:
    """What all nodes do to some."""
    net = pulls - 1 / (_squared_distances(some, points) + np.float32(1e-4))
    towards_others = net @ points
    forces: Points = towards_others - (net.sum(axis=1, keepdims=True) + GRAVITY) * some
    return forces


def _parted(points: Points, radii: Numbers, gap: float) -> Points:
    """Pushes nodes apart until none, or hardly one, is nearer to another than the gap."""
    for _ in range(PUSHES):
        ones, others = _too_near(points, radii, gap)
        if not len(ones):
            break
        apart = points[ones] - points[others]
        distance = np.hypot(*apart.T) + 1e-3
        overlap = radii[ones] + radii[others] + gap - distance
        pushes = apart * (PUSH * overlap / distance)[:, None]
        points = points + np.stack([np.bincount(ones, push, len(points)) for push in pushes.T], axis=1)
    return points


def _too_near(points: Points, radii: Numbers, gap: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs of nodes with less than the gap between them, each from both sides."""
    ones, others = [], []
    for rows in _blocks(len(points)):
        wanted = radii[rows, None] + radii + np.float32(gap)
        one, other = np.nonzero(_squared_distances(points[rows], points) < wanted**2)
        ones.append(one + rows.start)
        others.append(other)
    pairs = np.concatenate(ones), np.concatenate(others)
    distinct = pairs[0] != pairs[1]
    return pairs[0][distinct], pairs[1][distinct]


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, start + BLOCK) for start in range(0, count, BLOCK))


def _squared_distances(some: Points, points: Points) -> Matrix:
    across = some[:, 0, None] - points[:, 0]
    along = some[:, 1, None] - points[:, 1]
    return across * across + along * along
