"""Where the nodes of a small picture stand.

Each connected component is laid out by forces on its own. Then they are put down, largest first, where there is room
nearest to the middle; nodes without an edge stand in rows below. Equal graphs get equal places.
"""

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from paperatlas.viz.layout.forces import Forces, Points, spread
from paperatlas.viz.layout.overlaps import part
from paperatlas.viz.layout.pairs import Pairs, Rows
from paperatlas.viz.layout.placing import turned_to_landscape

Point = tuple[float, float]
Cell = tuple[int, int]

FORCES = Forces(attraction=1.0, pull=1.0, gravity=2.0, steps=150)
DENSITY = 1.6
"""Mean length of an edge before nodes are parted, in the room that a node gets."""
GAP = 26.0
"""Pixels kept free between two nodes."""
CELL = 60.0
"""Pixels of the grid on which components are packed."""
ASPECT = 1.8
"""How much wider than high the whole shall be, as screens are."""
ROW_ASPECT = 4.0
"""The same for the rows of nodes without an edge."""


def lay_out(radii: Mapping[str, float], edges: Iterable[tuple[str, str, float]]) -> dict[str, Point]:
    """Finds a place for every node.

    Args:
        radii: The nodes' ids with their radius in pixels.
        edges: Pairs of ids with how strongly they pull, above 0; equal pairs add up.

    Returns:
        The middle of each node in pixels, in the order of `radii`.
    """
    graph = _simple_graph(radii, edges)
    lone = [node for node in radii if not graph.degree(node)]
    places = _packed_components(graph, radii)
    places |= _rows(lone, radii, places.values())
    return {node: places[node] for node in radii}


def _simple_graph(nodes: Iterable[str], edges: Iterable[tuple[str, str, float]]) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    for source, target, strength in edges:
        if source != target:
            before = graph.get_edge_data(source, target, {}).get("strength", 0.0)
            graph.add_edge(source, target, strength=before + strength)
    return graph


def _packed_components(graph: "nx.Graph[str]", radii: Mapping[str, float]) -> dict[str, Point]:
    components = (sorted(nodes) for nodes in nx.connected_components(graph) if len(nodes) > 1)
    packing = Packing()
    places: dict[str, Point] = {}
    for nodes in sorted(components, key=lambda nodes: (-len(nodes), nodes)):
        extents = np.array([radii[node] for node in nodes], float)
        pairs = _numbered_edges(graph, nodes)
        points = _spread_in_pixels(pairs, extents)
        right, down = packing.room_for(_covered(points, extents, pairs.ends))
        moved = ((round(x + right, 1), round(y + down, 1)) for x, y in points.tolist())
        places |= zip(nodes, moved, strict=True)
    return places


def _numbered_edges(graph: "nx.Graph[str]", nodes: Sequence[str]) -> Pairs:
    """The edges of a component; the more else their ends hang on, the less they pull."""
    numbers = {node: number for number, node in enumerate(nodes)}
    total = dict(graph.degree(nodes, weight="strength"))
    found = [
        (numbers[one], numbers[other], edge["strength"] / min(total[one], total[other]))
        for one, other, edge in graph.edges(nodes, data=True)
    ]
    ends = np.sort([edge[:2] for edge in found], axis=1).astype(np.intp)
    return Pairs(ends, np.ones(len(found), np.int64), np.array([edge[2] for edge in found]))


def _spread_in_pixels(pairs: Pairs, radii: NDArray[np.float64]) -> Points:
    """Places around 0, 0 that leave each node its room."""
    points = turned_to_landscape(spread(pairs, np.ones(len(radii)), FORCES))
    apart = np.hypot(*(points[pairs.ends[:, 0]] - points[pairs.ends[:, 1]]).T)
    room = 2 * float(radii.mean()) + GAP
    points = points * (room * DENSITY / float(apart.mean() + 1e-9))
    points = part(points, radii, GAP, pushes=100)
    return np.asarray(points - points.mean(axis=0))


def _covered(points: Points, radii: NDArray[np.float64], edges: Rows) -> frozenset[Cell]:
    """The cells that nodes and edges lie on."""
    corners = np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)]) * (radii + GAP / 2)[:, None, None]
    sources, targets = edges.T
    shares = np.linspace(0, 1, 2 + int(np.ptp(points, axis=0).max() / CELL))[:, None, None]
    along_edges = points[sources] * shares + points[targets] * (1 - shares)
    samples = np.concatenate([(points[:, None] + corners).reshape(-1, 2), along_edges.reshape(-1, 2)])
    across, down = np.round(samples / CELL).astype(int).T.tolist()
    return frozenset(zip(across, down, strict=True))


def _rows(lone: Sequence[str], radii: Mapping[str, float], above: Iterable[Point]) -> dict[str, Point]:
    """Rows below everything else, as wide as that is."""
    if not lone:
        return {}
    pitch = 2 * max(radii[node] for node in lone) + GAP
    left, right, bottom = _extent(list(above))
    columns = max(round((right - left) / pitch) + 1, math.ceil(math.sqrt(len(lone) * ROW_ASPECT)))
    columns = min(columns, len(lone))
    first = (left + right) / 2 - (columns - 1) * pitch / 2
    top = bottom + 2 * CELL
    return {
        node: (round(first + number % columns * pitch, 1), round(top + number // columns * pitch, 1))
        for number, node in enumerate(lone)
    }


def _extent(points: Sequence[Point]) -> tuple[float, float, float]:
    """Left, right and bottom."""
    if not points:
        return 0.0, 0.0, 0.0
    across, down = zip(*points, strict=True)
    return min(across), max(across), max(down)


class Packing:
    """A grid on which shapes are put down side by side."""

    def __init__(self) -> None:
        self._taken: set[Cell] = set()
        # What was no room for a shape never will be: an equal shape goes on where the one before was put.
        self._searches: dict[frozenset[Cell], Iterator[Cell]] = {}

    def room_for(self, shape: frozenset[Cell]) -> Point:
        """Takes the free room nearest to the middle; returns how far to move the shape, in pixels."""
        for right, down in self._searches.setdefault(shape, _outwards()):
            moved = {(x + right, y + down) for x, y in shape}
            if self._taken.isdisjoint(moved):
                self._taken |= moved
                return right * CELL, down * CELL
        raise AssertionError("the grid has no end")


def _outwards() -> Iterator[Cell]:
    """All cells, from the middle on."""
    return itertools.chain.from_iterable(map(_ring, itertools.count()))


@functools.cache
def _ring(number: int) -> Sequence[Cell]:
    """The cells about so far from the middle, along an ellipse of the wanted aspect."""
    width = math.ceil((number + 1) * ASPECT)
    cells = itertools.product(range(-width, width + 1), range(-number - 1, number + 2))
    by_distance = sorted((math.hypot(x / ASPECT, y), x, y) for x, y in cells)
    return [(x, y) for distance, x, y in by_distance if round(distance) == number]
