"""A map of a graph too large to be drawn as it is: positions, communities, and the edges worth drawing."""

from dataclasses import dataclass, replace

import numpy as np

from paperatlas.viz.layout.communities import NONE, communities, joined_by_neighbours, without_gaps
from paperatlas.viz.layout.forces import Forces, Numbers, Points, spread
from paperatlas.viz.layout.levels import spread_by_levels
from paperatlas.viz.layout.overlaps import part
from paperatlas.viz.layout.pairs import Mask, Pairs, Rows, component_of_each, largest_component, ranked
from paperatlas.viz.layout.placing import around, beside, drawn_in, scaled, turned_to_landscape

STEPS_FROM_KNOWN_PLACES = 60
PUSHES = 60
MANY = 20_000
"""Nodes from which on the shape is found by levels."""
LARGE = 40_000
"""Nodes from which on there are fewer steps and pushes, by the root of their number."""
LEAST_EFFORT = 0.15
WIDEST_GAP, GAP_OF_ALL = 9.0, 2500.0
"""Pixels between nodes: that many for all together, so that few nodes leave room for their names."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a map is drawn.

    Attributes:
        resolution: Of the communities; higher makes more of them.
        most_for_region: The least size of a community in a large graph; in a small one it is smaller.
        shaping: How many of its strongest edges a node lends to the shape.
        drawn: How many more are drawn.
        between: How strongly edges between communities pull, compared to those inside.
        forces: Their balance.
        smallest: Radius of a node without importance, in pixels.
        growth: What the root of the importance adds to it.
        largest: The radius at most.
        crowding: Which share of its radius a node keeps for itself.
    """

    resolution: float
    most_for_region: int
    shaping: int
    drawn: int
    between: float
    forces: Forces
    smallest: float
    growth: float
    largest: float
    crowding: float = 1.2

    def radii(self, importance: Numbers) -> Numbers:
        """The radius of each node; larger where there are few, smaller where there are very many."""
        few, many = np.sqrt(np.array([1500, 30_000]) / max(1, len(importance)))
        scale = np.clip(few, 1, 2.2) * np.clip(many, 0.35, 1)
        return np.asarray(scale * np.minimum(self.smallest + self.growth * np.sqrt(importance), self.largest))

    def least_community(self, nodes: int) -> int:
        """How many nodes make a community."""
        return int(np.clip(nodes / 60, 4, self.most_for_region))


@dataclass(frozen=True, slots=True)
class Map:
    """Where the nodes of a view stand.

    Attributes:
        points: In pixels of a window of 1,400, around 0, 0.
        radii: In the same pixels.
        community: Of each node, `NONE` outside all.
        edges: Those to draw, the strongest first.
        balanced: Where forces alone put the nodes of the core, not a number outside; the next layout starts there.
    """

    points: Points
    radii: Numbers
    community: Rows
    edges: Pairs
    balanced: Points


def draw_map(pairs: Pairs, solid: Mask, importance: Numbers, recipe: Recipe, start: Points | None = None) -> Map:
    """Lays out a graph.

    Args:
        pairs: All edges.
        solid: Which of them say enough to shape the map.
        importance: Of each node, 0 or more.
        recipe: How to draw it.
        start: Places of an earlier layout, not a number for new nodes.
    """
    nodes = len(importance)
    radii = recipe.radii(importance)
    gap = min(WIDEST_GAP, GAP_OF_ALL / max(1, nodes))
    solid_pairs = pairs if solid.all() else pairs.take(solid)
    community = communities(solid_pairs, nodes, recipe.resolution, recipe.least_community(nodes))
    ranks = ranked(solid_pairs, nodes)
    shaping_rows = np.flatnonzero(ranks < recipe.shaping)
    shaping = solid_pairs.take(shaping_rows)
    community = joined_by_neighbours(community, shaping)
    core = largest_component(solid_pairs, nodes) & (community >= 0)
    balanced = np.full((nodes, 2), np.nan)
    points, placed = np.zeros((nodes, 2)), core
    if core.any():
        balanced[core] = _balanced_core(shaping, core, community, importance, recipe, start)
        points[core] = scaled(drawn_in(balanced[core]), radii[core] * recipe.crowding + gap / 2)
        points, community, placed = beside(points, core, community, pairs)
        community = without_gaps(community)
    points = around(points, placed, component_of_each(pairs, nodes), radii + gap / 2)
    points = part(points, radii * recipe.crowding, gap, round(PUSHES * _effort(nodes)))
    drawn = (ranks if solid_pairs is pairs else ranked(pairs, nodes)) < recipe.drawn
    drawn[np.flatnonzero(solid)[shaping_rows]] = True
    # Rounded, so that a map from the cache, in single precision, makes the same page.
    edges = pairs.take(drawn).strongest_first()
    return Map(points.round(3), radii.round(3), community, edges, balanced)


def _balanced_core(
    shaping: Pairs, core: Mask, community: Rows, importance: Numbers, recipe: Recipe, start: Points | None
) -> Points:
    """Where forces put the nodes of the largest component."""
    numbers = np.cumsum(core) - 1
    inner = shaping.take(np.flatnonzero(core[shaping.ends].all(axis=1)))
    ones, others = community[inner.ends].T
    pulls = np.where((ones == others) & (ones != NONE), inner.strength, inner.strength * recipe.between)
    edges = Pairs(numbers[inner.ends], inner.papers, pulls)
    mass = 1 + np.minimum(7, np.sqrt(importance[core]))
    known = None if start is None else _known_places(edges, start[core])
    if known is not None:
        steps = round(STEPS_FROM_KNOWN_PLACES * _effort(len(mass)))
        return spread(edges, mass, replace(recipe.forces, steps=steps), known)
    lay_out = spread_by_levels if len(mass) > MANY else spread
    return turned_to_landscape(lay_out(edges, mass, recipe.forces))


def _effort(nodes: int) -> float:
    """Which share of the steps is worth its time."""
    return float(np.clip((LARGE / max(1, nodes)) ** 0.5, LEAST_EFFORT, 1))


def _known_places(edges: Pairs, start: Points) -> Points | None:
    """Places for all nodes, new ones among their neighbours; None where most are new."""
    known = ~np.isnan(start[:, 0])
    if known.mean() < 0.5:
        return None
    places = np.where(known[:, None], start, 0)
    ties = edges.adjacency(len(start))[~known][:, known]
    total = np.asarray(ties.sum(axis=1))
    noise = np.random.default_rng(0).normal(0, 0.01, (len(start), 2)) * np.ptp(start[known], axis=0)
    among = (ties @ start[known]) / np.maximum(total, 1e-12)
    places[~known] = np.where(total > 0, among, start[known].mean(axis=0)) + noise[~known]
    return places
