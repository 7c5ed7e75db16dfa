"""From the places that forces find to those on a map."""

import numpy as np
import scipy.sparse as sparse

from paperatlas.viz.layout.forces import Numbers, Points
from paperatlas.viz.layout.overlaps import GOLDEN_ANGLE
from paperatlas.viz.layout.pairs import Mask, Pairs, Rows

WIDEST = 1200.0
"""Pixels across that a large map takes in a window of 1,400."""
WIDTH_OF_ONE = 45.0
"""Pixels across for the square root of the number of nodes, where there are few."""
SPACIOUSNESS = 2.4
"""How much wider a map is than its nodes side by side in a square, at least."""
STRETCH = 1.2
"""Times wider than forces leave it, as screens are."""
HULL = 0.95
"""The share of nodes within the hull of a map."""
FARTHEST = 1.3
"""Times the radius of the hull that nothing stands beyond."""
JITTER = 0.02
HOMEWARDS = 0.15
"""How much nearer to the middle of its community a rare node stands than its neighbours do."""


def turned_to_landscape(points: Points) -> Points:
    """The longest axis across."""
    if len(points) < 3:
        return points
    centred = points - np.median(points, axis=0)
    _, axes = np.linalg.eigh(np.cov(centred.T))
    return np.asarray(centred @ axes[:, ::-1])


def drawn_in(points: Points) -> Points:
    """What stands far out comes nearer, and nothing flies off.

    Beyond the radius of nine tenths distance grows by its logarithm; beyond the hull, ever less up to `FARTHEST`.
    """
    if not len(points):
        return points
    away = points - np.median(points, axis=0)
    width = np.quantile(np.abs(away), 0.9, axis=0) + 1e-9  # a deviation would grow with the one that flies off
    radius = np.hypot(*(away / width).T) + 1e-9
    usual = np.quantile(radius, 0.9)
    nearer = np.where(radius > usual, usual * (1 + 0.6 * np.log(np.maximum(1, radius / usual))), radius)
    hull = np.quantile(nearer, HULL, method="lower")
    room = (FARTHEST - 1) * hull
    nearer = np.where(nearer > hull, hull + room * -np.expm1((hull - nearer) / room), nearer)
    return np.asarray(away * (nearer / radius)[:, None])


def scaled(points: Points, radii: Numbers) -> Points:
    """In pixels, as wide as their number and their size ask for."""
    room = float(np.sqrt(((2 * radii) ** 2).sum()))
    width = min(WIDEST, max(WIDTH_OF_ONE * len(points) ** 0.5, SPACIOUSNESS * room))
    left, right = np.quantile(points[:, 0], [0.003, 0.997])
    return np.asarray(points * [STRETCH, 1.0] * width / (STRETCH * (right - left) + 1e-9))


def beside(points: Points, core: Mask, community: Rows, pairs: Pairs) -> tuple[Points, Rows, Mask]:
    """Puts nodes outside the core among those of it that they are tied to.

    Returns:
        The places, the communities, and which nodes have a place now.
    """
    points, community = points.copy(), community.copy()
    inside, outside = np.flatnonzero(core), np.flatnonzero(~core)
    to_core = _ties_across(pairs, core)
    tied = np.flatnonzero(np.diff(to_core.indptr))
    if not len(tied):
        return points, community, core
    rows, to_core = outside[tied], to_core[tied]
    count = int(community[inside].max()) + 1
    members = sparse.csr_matrix(
        (np.ones(len(inside)), (np.arange(len(inside)), community[inside])), (len(inside), count)
    )
    community[rows] = np.asarray((to_core @ members).argmax(axis=1)).ravel()
    ties_at = to_core.tocoo()
    own = community[rows][ties_at.row] == community[inside][ties_at.col]
    near = sparse.csr_matrix((np.ones(own.sum()), (ties_at.row[own], ties_at.col[own])), to_core.shape)
    mean = (near @ points[inside]) / np.asarray(near.sum(axis=1))
    # A community outside the core has no home, and none of these nodes joins it.
    homes = (members.T @ points[inside]) / np.maximum(1, np.asarray(members.sum(axis=0)).T)
    jitter = np.random.default_rng(0).normal(0, 1, (len(points), 2))[rows] * np.ptp(points[inside], axis=0) * JITTER
    points[rows] = (1 - HOMEWARDS) * mean + HOMEWARDS * homes[community[rows]] + jitter
    placed = core.copy()
    placed[rows] = True
    return points, community, placed


def _ties_across(pairs: Pairs, core: Mask) -> sparse.csr_matrix:
    """What ties each node outside the core to each inside; rows and columns are numbered among these."""
    ones, others = pairs.ends.T
    is_inside = core.take(ones)
    across = np.flatnonzero(is_inside != core.take(others))
    ones, others, is_inside = ones.take(across), others.take(across), is_inside.take(across)
    rows = (np.cumsum(~core) - 1).take(np.where(is_inside, others, ones))
    columns = (np.cumsum(core) - 1).take(np.where(is_inside, ones, others))
    shape = (int((~core).sum()), int(core.sum()))
    return sparse.coo_matrix((pairs.strength.take(across), (rows, columns)), shape).tocsr()


def around(points: Points, placed: Mask, groups: Rows, radii: Numbers) -> Points:
    """Puts groups tied to none of the others outside: little sunflowers on a large one, the biggest nearest."""
    points = points.copy()
    rest = np.flatnonzero(~placed)
    if not len(rest):
        return points
    half = np.quantile(np.abs(points[placed]), 0.99, axis=0) * 1.04 if placed.any() else np.zeros(2)
    pitch = 1.3 * float(radii[rest].mean())
    half = np.maximum(half, pitch)
    numbers, index, sizes = np.unique(groups[rest], return_inverse=True, return_counts=True)
    order = np.lexsort((numbers, -sizes))
    room = np.empty(len(numbers))
    room[order] = np.cumsum(sizes[order] + 2.0)
    rank = np.empty(len(numbers), np.intp)
    rank[order] = np.arange(len(order))
    distance = np.sqrt(1 + room * (2.5 * pitch) ** 2 / (half[0] * half[1]))
    angle = rank * GOLDEN_ANGLE
    middles = half * distance[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    within = _place_in_group(index)
    turn = within * GOLDEN_ANGLE
    spiral = (1.7 * pitch * np.sqrt(within))[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    points[rest] = middles[index] + spiral
    return points


def _place_in_group(groups: Rows) -> Rows:
    """0, 1, 2 … within each group, in the order they come."""
    order = np.argsort(groups, kind="stable")
    firsts = np.searchsorted(groups[order], groups[order])
    places = np.empty(len(groups), np.intp)
    places[order] = np.arange(len(groups)) - firsts
    return places
