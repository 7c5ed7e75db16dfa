"""Positions by forces: edges pull their ends together, all nodes push each other away.

The push is that of ForceAtlas2 (M. Jacomy et al., PLoS ONE 9(6), 2014), computed on a grid by FFT, so that a step costs
O(nodes + edges + grid · log grid). The start is a pivot MDS (U. Brandes, C. Pich, GD 2006). Equal input gives equal
places.
"""

from dataclasses import dataclass

import numpy as np
import scipy.fft
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from paperatlas.viz.layout.pairs import Pairs

Points = NDArray[np.float64]
"""A row of x and y for each node."""
Places = NDArray[np.float64]
"""The same turned, a row for x and one for y: many nodes are gone through in a fraction of the time."""
Numbers = NDArray[np.float64]
"""One for each node."""

SEED = 7
PIVOTS = 40
SMALLEST_GRID, LARGEST_GRID = 64, 256
FEW = 150
"""Nodes up to which each pushes each, without a grid."""
CELLS_PER_NODE = 1.35
SOFTENING = 0.35
"""Added to squared distances in cells, so that nodes in one cell push each other with finite force."""
FIRST_MOVE = 0.06
"""How far a node may move in the first step, as a share of the extent."""
FIRST_MOVE_AGAIN = 0.01
"""The same where places are known already."""
TOLERANCE = 50.0


@dataclass(frozen=True, slots=True)
class Forces:
    """How the forces are balanced.

    Attributes:
        attraction: The power of its length by which an edge pulls: 1 is a spring, near 0 parts communities.
        pull: Times which edges pull.
        gravity: How strongly everything is drawn to the middle.
        steps: How often the nodes move.
    """

    attraction: float = 0.2
    pull: float = 6.0
    gravity: float = 1.0
    steps: int = 300


def spread(pairs: Pairs, mass: Numbers, forces: Forces, start: Points | None = None) -> Points:
    """Lays out nodes that hang together.

    Args:
        pairs: Edges, pulling by their strength.
        mass: How strongly each node pushes; one for each.
        forces: Their balance.
        start: Places to start from, of an earlier layout; made where it is None.
    """
    if len(mass) < 2:
        return np.zeros((len(mass), 2))
    known = start is not None
    points = start if start is not None else _first_places(pairs, len(mass))
    places: Places = np.ascontiguousarray(points.T)
    body = _Body(pairs, mass, forces)
    before = np.zeros_like(places)
    speed = 1.0
    for step in range(forces.steps):
        extent = _extent(places)
        force = body.forces_at(places)
        swing = _lengths(force - before)
        if step:
            speed = _next_speed(speed, mass, swing, _lengths(force + before) / 2)
        move = force * (speed / (1 + speed * np.sqrt(swing)))
        longest = (FIRST_MOVE_AGAIN if known else FIRST_MOVE) * extent * (1 - step / forces.steps) + 1e-3
        places = places + move * np.minimum(1, longest / (_lengths(move) + 1e-9))
        before = force
    return np.ascontiguousarray(places.T)


class _Body:
    """Nodes and edges with what they do to each other."""

    def __init__(self, pairs: Pairs, mass: Numbers, forces: Forces) -> None:
        self.mass = mass
        self.forces = forces
        self.ones, self.others = np.ascontiguousarray(pairs.ends.T)
        self.pulls = pairs.strength / pairs.strength.mean() * forces.pull if len(pairs) else pairs.strength
        self.field = _Pairwise() if len(mass) <= FEW else _Grid(len(mass))

    def forces_at(self, places: Places) -> Places:
        """The force on each node."""
        force = self.field.push(places, self.mass)
        apart = places.take(self.others, axis=1) - places.take(self.ones, axis=1)
        pull = apart * (self.pulls * (_lengths(apart) + 1e-6) ** (self.forces.attraction - 1))
        for along, pulled in zip(force, pull, strict=True):
            along += np.bincount(self.ones, pulled, len(along))
            along -= np.bincount(self.others, pulled, len(along))
        outwards = places - places.mean(axis=1, keepdims=True)
        weight = self.forces.gravity * self.mass / (_lengths(outwards) + 1e-6)
        return np.asarray(force - weight * outwards)


class _Pairwise:
    """The push of each mass on each, by 1/distance."""

    def push(self, places: Places, mass: Numbers) -> Places:
        """The force on each node, away from the others."""
        apart = places[:, :, None] - places[:, None]
        strength = mass[:, None] * mass[None] / ((apart**2).sum(axis=0) + SOFTENING)
        return np.asarray((apart * strength).sum(axis=2))


class _Grid:
    """The push of all masses, felt at any place: masses are put on a grid and convolved with 1/distance."""

    def __init__(self, nodes: int) -> None:
        wanted = 2 ** int(np.ceil(np.log2(max(1, np.sqrt(nodes) * CELLS_PER_NODE))))
        self.size = int(np.clip(wanted, SMALLEST_GRID, LARGEST_GRID))
        steps = scipy.fft.ifftshift(np.arange(-self.size, self.size)).astype(np.float32)
        down, across = np.meshgrid(steps, steps, indexing="ij")
        squared = across**2 + down**2 + np.float32(SOFTENING)
        self.kernels = [scipy.fft.rfft2(along / squared) for along in (across, down)]

    def push(self, places: Places, mass: Numbers) -> Places:
        """The force on each node, away from the others."""
        cell = _extent(places) / (self.size - 2) + 1e-9
        place = (places - places.min(axis=1, keepdims=True)) / cell + 0.5
        corner = place.astype(np.intp)
        right, below = place - corner
        # Each node shares its mass among the four cells around it, and feels the force of these four.
        shares = [(1 - right) * (1 - below), right * (1 - below), (1 - right) * below, right * below]
        first = corner[1] * self.size + corner[0]
        cells = [np.minimum(first + offset, self.size**2 - 1) for offset in (0, 1, self.size, self.size + 1)]
        masses = np.concatenate([share * mass for share in shares])
        density = np.bincount(np.concatenate(cells), masses, self.size**2).astype(np.float32)
        shape = (2 * self.size, 2 * self.size)
        spectrum = scipy.fft.rfft2(density.reshape(self.size, self.size), s=shape, workers=2)
        force = np.empty_like(places)
        for axis, kernel in enumerate(self.kernels):
            felt = scipy.fft.irfft2(spectrum * kernel, s=shape, workers=2)[: self.size, : self.size].ravel()
            force[axis] = sum(share * felt.take(where) for share, where in zip(shares, cells, strict=True)) / cell
        return force * mass


def _next_speed(speed: float, mass: Numbers, swing: Numbers, along: Numbers) -> float:
    """Faster while the nodes know where to go, slower while they swing to and fro."""
    wanted = TOLERANCE * float((mass * along).sum() / ((mass * swing).sum() + 1e-9))
    steadiness = min(max(0.05, 0.3 * len(mass) ** 0.5 / TOLERANCE), 1.0)
    return float(speed + min(steadiness * wanted - speed, 0.5 * speed))


def _first_places(pairs: Pairs, nodes: int) -> Points:
    """Distances along edges, projected; a little noise parts what is the same from everywhere."""
    noise = np.random.default_rng(SEED)
    distances = _pivot_distances(pairs.adjacency(nodes), noise) ** 2
    centred = -0.5 * (distances - distances.mean(0) - distances.mean(1, keepdims=True) + distances.mean())
    _, directions = np.linalg.eigh(centred.T @ centred)
    points = centred @ directions[:, -2:]
    if points.shape[1] < 2:
        points = np.zeros((nodes, 2))
    points = points / (points.std(axis=0) + 1e-9)
    return np.asarray((points + noise.normal(0, 0.05, (nodes, 2))) * np.sqrt(nodes) * 3)


def _pivot_distances(adjacency: sparse.csr_matrix, noise: np.random.Generator) -> NDArray[np.float64]:
    """Steps along edges to some nodes far from each other; one column a pivot."""
    nodes = adjacency.shape[0]
    pivot = int(np.diff(adjacency.indptr).argmax())
    nearest = np.full(nodes, np.inf)
    columns = []
    for _ in range(min(PIVOTS, nodes)):
        steps = dijkstra(adjacency, indices=pivot, unweighted=True, directed=False)
        reached = np.isfinite(steps)
        steps[~reached] = steps[reached].max() + 2
        columns.append(steps)
        nearest = np.minimum(nearest, steps)
        pivot = int(np.argmax(nearest + noise.random(nodes) * 0.5))
    return np.array(columns).T


def _lengths(vectors: Places) -> Numbers:
    return np.asarray(np.sqrt(vectors[0] ** 2 + vectors[1] ** 2))


def _extent(places: Places) -> float:
    return float(np.ptp(places, axis=1).max())
