"""Groups of nodes that hang together more than with the rest, by the Leiden algorithm (V. Traag et al., 2019)."""

import graspologic_native
import numpy as np
import scipy.sparse as sparse

from paperatlas.viz.layout.pairs import Pairs, Rows

SEED = 1
TRIALS = 2
MANY = 100_000
"""Edges from which on one trial is enough: the second takes long, and of so many it finds no better ones."""
NONE = -1
"""The community of a node that is in none."""


def communities(pairs: Pairs, nodes: int, resolution: float, smallest: int) -> Rows:
    """The community of each node, numbered from the largest on; `NONE` in one of fewer than `smallest` nodes."""
    if not len(pairs):
        return np.full(nodes, NONE, np.intp)
    adjacency = pairs.adjacency(nodes)
    _, found = graspologic_native.leiden_csr(
        adjacency.indptr.astype(np.int64),
        adjacency.indices.astype(np.int32),
        adjacency.data.astype(np.float64),
        nodes,
        resolution=resolution,
        iterations=2,
        seed=SEED,
        trials=TRIALS if len(pairs) < MANY else 1,
    )
    raw = np.full(nodes, NONE, np.intp)
    raw[np.fromiter(found, np.intp, len(found))] = np.fromiter(found.values(), np.intp, len(found))
    sizes = np.bincount(raw[raw >= 0])
    order = np.argsort(-sizes, kind="stable")
    numbers = np.full(len(sizes) + 1, NONE, np.intp)
    large = order[sizes[order] >= smallest]
    numbers[large] = np.arange(len(large))
    return numbers[raw]


def joined_by_neighbours(community: Rows, pairs: Pairs, rounds: int = 3) -> Rows:
    """The communities after nodes in none have joined the one that they are tied to most."""
    nodes, count = len(community), int(community.max(initial=NONE)) + 1
    if not count:
        return community
    ties = pairs.adjacency(nodes)
    community = community.copy()
    for _ in range(rounds):
        placed = np.flatnonzero(community >= 0)
        members = sparse.csr_matrix((np.ones(len(placed)), (placed, community[placed])), shape=(nodes, count))
        lone = np.flatnonzero(community < 0)
        pull = (ties[lone] @ members).tocsr()
        drawn = np.diff(pull.indptr) > 0
        if not drawn.any():
            break
        community[lone[drawn]] = np.asarray(pull[drawn].argmax(axis=1)).ravel()
    return community


def without_gaps(community: Rows) -> Rows:
    """The same communities in the same order, numbered anew after some lost all their nodes."""
    there = np.unique(community[community >= 0])
    return np.where(community >= 0, np.searchsorted(there, community), NONE)
