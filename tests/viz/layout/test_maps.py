import itertools

import numpy as np
import pytest

from paperatlas.viz.layout.colours import PALETTE, colour_distances, region_colours
from paperatlas.viz.layout.communities import communities, joined_by_neighbours
from paperatlas.viz.layout.forces import Forces, Points
from paperatlas.viz.layout.levels import FEW, coarsened, spread_by_levels
from paperatlas.viz.layout.maps import Map, Recipe, draw_map
from paperatlas.viz.layout.overlaps import GOLDEN_ANGLE, JOLT, LEAST_OVERLAP, PUSH, part
from paperatlas.viz.layout.pairs import PAIRS_AT_ONCE, Pairs, backbone, joined_pairs, largest_component, pairs_of
from paperatlas.viz.layout.placing import FARTHEST, HULL, drawn_in
from tests.viz.layout.graphs import cliques, pairs

RECIPE = Recipe(1.0, 12, 8, 4, 0.45, Forces(steps=200), smallest=0.8, growth=0.68, largest=16)
GROUPS, SIZE = 5, 12


def drawn(edges: Pairs, nodes: int, start: Points | None = None) -> Map:
    return draw_map(edges, np.ones(len(edges), bool), np.arange(nodes, dtype=float) % 7, RECIPE, start)


def test_two_members_of_one_group_are_a_pair_once() -> None:
    made = joined_pairs(pairs_of(np.array([0, 0, 0, 1, 1]), np.array([0, 1, 2, 2, 1])))
    assert dict(zip(map(tuple, made.ends.tolist()), made.papers.tolist(), strict=True)) == {
        (0, 1): 1,
        (0, 2): 1,
        (1, 2): 2,
    }


def test_pairs_of_large_groups_are_each_there_once() -> None:
    size = 1500
    assert size * (size - 1) // 2 > PAIRS_AT_ONCE
    random = np.random.default_rng(2)
    members = np.concatenate([random.permutation(size), [size - 1, 0, size]])
    made = joined_pairs(pairs_of(np.repeat([0, 1], [size, 3]), members))
    ones, others = np.triu_indices(size, 1)
    expected = {(int(one), int(other)) for one, other in zip(ones, others, strict=True)} | {(0, size), (size - 1, size)}
    assert made.ends.tolist() == [list(pair) for pair in sorted(expected)]
    together = {tuple(pair): count for pair, count in zip(made.ends.tolist(), made.papers.tolist(), strict=True)}
    assert {pair for pair, count in together.items() if count != 1} == {(0, size - 1)}
    assert together[0, size - 1] == 2


def test_a_backbone_keeps_the_strongest_edges_of_each_node() -> None:
    star = pairs({(0, 1): 3.0, (0, 2): 2.0, (0, 3): 1.0, (1, 2): 0.5})
    kept = star.take(backbone(star, 4, 1)).ends.tolist()
    assert kept == [[0, 1], [0, 2], [0, 3]]


def test_of_equal_edges_those_to_the_first_nodes_are_the_backbone() -> None:
    random = np.random.default_rng(3)
    ends = np.unique(np.sort(random.integers(0, 40, (300, 2)), axis=1), axis=0)
    ends = ends[ends[:, 0] < ends[:, 1]].astype(np.intp)
    pairs = Pairs(ends, np.ones(len(ends), np.int64), random.integers(1, 4, len(ends)).astype(float))
    for each in (1, 3, 50):
        expected: set[int] = set()
        for node in range(45):  # some have no edge
            other = {row: sum(pair) - node for row, pair in enumerate(ends.tolist()) if node in pair}
            expected.update(sorted(other, key=lambda row: (-pairs.strength[row], other[row]))[:each])
        assert backbone(pairs, 45, each).tolist() == sorted(expected)
    assert not len(backbone(pairs.take(np.zeros(0, np.intp)), 45, 2))


def test_the_largest_component_is_found() -> None:
    edges = pairs({(0, 1): 1.0, (1, 2): 1.0, (4, 5): 1.0})
    assert largest_component(edges, 6).tolist() == [True, True, True, False, False, False]
    assert not largest_component(pairs({}), 3).any()


def test_communities_are_those_that_hang_together() -> None:
    found = communities(cliques(GROUPS, SIZE), GROUPS * SIZE, 1.0, 4)
    groups = found.reshape(GROUPS, SIZE)
    assert (groups == groups[:, :1]).all()
    assert len(np.unique(found)) == GROUPS
    assert (communities(cliques(2, 3), 6, 1.0, 4) == -1).all()


def test_who_is_in_none_joins_the_one_that_pulls_most() -> None:
    edges = pairs({(0, 1): 1.0, (1, 2): 0.2, (2, 3): 0.1})
    assert joined_by_neighbours(np.array([0, -1, 1, -1, -1]), edges).tolist() == [0, 0, 1, 1, -1]


def test_equal_graphs_get_equal_maps() -> None:
    one, other = (drawn(cliques(GROUPS, SIZE), GROUPS * SIZE) for _ in range(2))
    assert (one.points == other.points).all()
    assert (one.community == other.community).all()


def test_no_node_flies_off() -> None:
    groups = 60
    edges, nodes = cliques(groups, SIZE), groups * SIZE
    hub = pairs({(group * SIZE, nodes): 0.001 for group in range(2)})
    both = Pairs(*(np.concatenate(columns) for columns in zip(_columns(edges), _columns(hub), strict=True)))
    importance = np.append(np.ones(nodes), 5000.0)
    points = draw_map(both, np.ones(len(both), bool), importance, RECIPE).points
    away = np.abs(points - np.median(points, axis=0))
    radius = np.hypot(*(away / np.quantile(away, 0.9, axis=0)).T)
    assert radius.max() < 1.5 * np.quantile(radius, HULL)


def test_what_flew_off_stands_near_the_hull_and_the_rest_in_its_order() -> None:
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    disc = np.concatenate([radius * np.stack([np.cos(angle), np.sin(angle)], axis=1) for radius in (1, 2, 3)])
    far = drawn_in(np.concatenate([disc, [[80.0, 0.0]], [[0.0, 6.0]]]))
    radius = np.hypot(*far.T)
    assert radius[-2] <= FARTHEST * 1.05 * np.quantile(radius, HULL)
    assert radius[:60].max() < radius[60:120].min() <= radius[60:120].max() < radius[120:180].min() < radius[-1]


def test_neighbours_stand_together_and_nobody_on_another() -> None:
    made = drawn(cliques(GROUPS, SIZE), GROUPS * SIZE)
    apart = np.hypot(*(made.points[:, None] - made.points[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    same = made.community[:, None] == made.community[None]
    assert same[np.arange(len(apart)), apart.argmin(axis=1)].mean() > 0.95
    assert (apart > (made.radii[:, None] + made.radii[None]) * 0.99).all()


def test_a_new_node_moves_the_others_little() -> None:
    nodes = GROUPS * SIZE
    before = drawn(cliques(GROUPS, SIZE), nodes)
    edges = cliques(GROUPS, SIZE)
    more = Pairs(np.concatenate([edges.ends, [[3, nodes]]]), np.append(edges.papers, 2), np.append(edges.strength, 1.0))
    start = np.concatenate([before.balanced, [[np.nan, np.nan]]])
    after = drawn(more, nodes + 1, start)
    moved = np.hypot(*(after.points[:nodes] - before.points).T)
    assert np.median(moved) < 0.03 * np.ptp(before.points, axis=0).max()
    newcomer = np.hypot(*(after.points[nodes] - after.points[3]))
    assert newcomer < 0.3 * np.ptp(before.points, axis=0).max()


def test_rare_nodes_stand_beside_those_they_are_tied_to() -> None:
    edges = cliques(GROUPS, SIZE)
    nodes = GROUPS * SIZE
    rare = pairs({(2, nodes): 0.1, (3, nodes): 0.1, (15, nodes + 1): 0.1})
    both = Pairs(*(np.concatenate(columns) for columns in zip(_columns(edges), _columns(rare), strict=True)))
    solid = np.arange(len(both)) < len(edges)
    made = draw_map(both, solid, np.ones(nodes + 2), RECIPE)
    assert made.community[[nodes, nodes + 1]].tolist() == made.community[[2, 15]].tolist()
    homes = [made.points[made.community == made.community[node]][:-1].mean(axis=0) for node in (nodes, nodes + 1)]
    away = np.hypot(*(made.points[nodes:] - homes).T)
    assert (away < 0.3 * np.ptp(made.points, axis=0).max()).all()
    assert np.isnan(made.balanced[nodes:]).all()


def test_a_group_that_joins_others_leaves_no_empty_region() -> None:
    edges = cliques(3, SIZE)
    nodes = 3 * SIZE + 20
    apart = pairs(dict.fromkeys(itertools.combinations(range(3 * SIZE, nodes), 2), 1.0))
    ties = pairs({(node % SIZE, node): 0.1 for node in range(3 * SIZE, nodes)})
    every = Pairs(*(np.concatenate(columns) for columns in zip(*map(_columns, (edges, apart, ties)), strict=True)))
    made = draw_map(every, np.arange(len(every)) < len(edges) + len(apart), np.ones(nodes), RECIPE)
    assert np.unique(made.community).tolist() == list(range(made.community.max() + 1))


def test_groups_apart_stand_around_the_largest() -> None:
    edges = cliques(3, SIZE)
    lone = pairs({(36, 37): 1.0, (38, 39): 1.0})
    both = Pairs(*(np.concatenate(columns) for columns in zip(_columns(edges), _columns(lone), strict=True)))
    made = drawn(both, 42)
    inner = np.abs(made.points[:36]).max(axis=0)
    assert (np.abs(made.points[36:]) / inner).max(axis=1).min() > 0.5
    assert np.hypot(*(made.points[36] - made.points[37])) < np.hypot(*(made.points[36] - made.points[38]))


@pytest.mark.parametrize("nodes", [0, 1, 2, 50])
def test_a_graph_without_edges_has_places_too(nodes: int) -> None:
    made = drawn(pairs({}), nodes)
    assert made.points.shape == (nodes, 2)
    assert np.isfinite(made.points).all()
    assert len(np.unique(made.points.round(1), axis=0)) == nodes


def test_nodes_on_one_spot_are_parted() -> None:
    points = part(np.zeros((20, 2)), np.full(20, 5.0))
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))[~np.eye(20, dtype=bool)]
    assert apart.min() > 9.9


def test_a_crowd_is_parted_as_if_all_were_looked_at_in_every_push() -> None:
    random = np.random.default_rng(4)
    points, radii = random.normal(0, 12, (300, 2)), random.uniform(0.6, 4, 300)
    gap = 0.5
    reach = radii + gap / 2
    angle = np.arange(300) * GOLDEN_ANGLE
    plain = points + (JOLT * reach)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    for _ in range(25):
        apart = plain[None] - plain[:, None]
        distance = np.hypot(*apart.transpose(2, 0, 1)) + 1e-9
        overlap = reach[:, None] + reach[None] - distance
        overlap[(overlap <= LEAST_OVERLAP) | np.eye(300, dtype=bool)] = 0
        share = reach[:, None] ** 2 / (reach[:, None] ** 2 + reach[None] ** 2)
        plain = plain + (apart * (PUSH * overlap / distance * share)[:, :, None]).sum(axis=0)
    parted = part(points, radii, gap, pushes=25)
    assert np.abs(parted - plain).max() < 1e-6
    assert np.median(np.hypot(*(parted - points).T)) > radii.min()


def test_every_eye_tells_the_colours_apart() -> None:
    distances = colour_distances()
    assert distances[~np.eye(len(PALETTE), dtype=bool)].min() > 0.125


def test_near_regions_get_other_colours() -> None:
    angle = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    points = 100 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    colours = region_colours(points, np.arange(30) // 2, np.ones(30))
    assert all(one != other for one, other in itertools.pairwise(colours))
    assert region_colours(np.zeros((2, 2)), np.array([-1, -1]), np.ones(2)) == []


def _columns(edges: Pairs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return edges.ends, edges.papers, edges.strength


def test_a_coarse_graph_keeps_masses_and_what_ties_groups() -> None:
    pairs = Pairs(np.array([[0, 1], [1, 2], [2, 3], [0, 3]]), np.ones(4, np.int64), np.array([5.0, 1.0, 4.0, 2.0]))
    coarse, mass = coarsened(pairs, np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 1]))
    assert coarse.ends.tolist() == [[0, 1]]
    assert coarse.strength.tolist() == [3.0]
    assert mass.tolist() == [3.0, 7.0]


def test_a_large_graph_has_its_shape_by_levels() -> None:
    side = 80
    numbers = np.arange(side * side).reshape(side, side)
    ends = np.concatenate(
        [
            np.stack([one.ravel(), other.ravel()], axis=1)
            for one, other in ((numbers[:-1], numbers[1:]), (numbers[:, :-1], numbers[:, 1:]))
        ]
    )
    lattice = Pairs(ends, np.ones(len(ends), np.int64), 1 + np.arange(len(ends)) * 7919 % 101 / 1000)
    assert len(numbers.ravel()) > FEW
    mass = np.ones(side * side)
    points = spread_by_levels(lattice, mass, Forces())
    assert np.array_equal(points, spread_by_levels(lattice, mass, Forces()))
    chosen = np.random.default_rng(1).integers(0, side * side, (4000, 2))
    steps = np.abs(np.diff(np.stack([chosen // side, chosen % side], axis=2), axis=1)).sum(axis=(1, 2))
    away = np.hypot(*(points[chosen[:, 0]] - points[chosen[:, 1]]).T)
    assert np.corrcoef(steps, away)[0, 1] > 0.85


def test_very_many_that_do_not_hang_together_have_places_of_their_own() -> None:
    couples = FEW + 1
    ends = np.arange(2 * couples, dtype=np.intp).reshape(couples, 2)
    apart = Pairs(ends, np.ones(couples, np.int64), np.ones(couples))
    points = spread_by_levels(apart, np.ones(2 * couples), Forces())
    assert np.isfinite(points).all()
    assert len(np.unique(points, axis=0)) == 2 * couples
