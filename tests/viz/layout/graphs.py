"""Graphs whose communities are known."""

import itertools

import numpy as np

from paperatlas.viz.layout.pairs import Pairs


def pairs(edges: dict[tuple[int, int], float]) -> Pairs:
    """Edges with their strength."""
    ends = np.array(sorted(edges), np.intp).reshape(-1, 2)
    return Pairs(ends, np.full(len(ends), 2), np.array([edges[one, other] for one, other in ends.tolist()], float))


def cliques(count: int, size: int) -> Pairs:
    """Groups in which all are tied, each to the next by one edge."""
    edges: dict[tuple[int, int], float] = {}
    for group in range(count):
        first = group * size
        edges |= dict.fromkeys(itertools.combinations(range(first, first + size), 2), 1.0)
        if group:
            edges[first - size, first] = 0.2
    return pairs(edges)
