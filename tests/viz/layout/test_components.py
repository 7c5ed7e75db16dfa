import itertools
import math

from paperatlas.viz.layout.components import Point, lay_out

TRIANGLE = [("a", "b", 1.0), ("b", "c", 1.0), ("c", "a", 1.0)]


def is_clear(places: dict[str, Point], radii: dict[str, float]) -> bool:
    return all(
        math.dist(places[one], places[other]) > radii[one] + radii[other]
        for one, other in itertools.combinations(places, 2)
    )


def clique(name: str, size: int) -> list[tuple[str, str, float]]:
    return [(f"{name}{one}", f"{name}{other}", 1.0) for one, other in itertools.combinations(range(size), 2)]


def test_equal_graphs_get_equal_places() -> None:
    radii = dict.fromkeys("abcd", 8.0)
    assert lay_out(radii, TRIANGLE) == lay_out(radii, TRIANGLE)


def test_every_node_gets_a_place_in_the_given_order() -> None:
    assert list(lay_out(dict.fromkeys("dcbae", 8.0), TRIANGLE)) == list("dcbae")


def test_an_empty_graph_has_no_places() -> None:
    assert lay_out({}, []) == {}


def test_no_two_nodes_touch() -> None:
    edges = [*clique("a", 30), *clique("b", 12), ("a0", "b0", 0.05), *clique("c", 5), ("d0", "d1", 1.0)]
    names = dict.fromkeys(
        [*itertools.chain.from_iterable(edge[:2] for edge in edges), *map("lone{}".format, range(40))]
    )
    radii = {name: 4.0 + number % 20 for number, name in enumerate(names)}
    places = lay_out(radii, edges)
    assert all(map(math.isfinite, itertools.chain.from_iterable(places.values())))
    assert is_clear(places, radii)


def test_neighbours_are_nearer_than_strangers() -> None:
    edges = [*clique("a", 8), *clique("b", 8), ("a0", "b0", 1.0)]
    places = lay_out({name: 6.0 for edge in edges for name in edge[:2]}, edges)
    within = [math.dist(places["a1"], places[f"a{number}"]) for number in range(2, 8)]
    across = [math.dist(places["a1"], places[f"b{number}"]) for number in range(1, 8)]
    assert max(within) < min(across)


def test_nodes_without_an_edge_stand_below() -> None:
    places = lay_out(dict.fromkeys("abcdef", 8.0), [*TRIANGLE, ("f", "f", 1.0)])
    assert min(places[lone][1] for lone in "def") > max(places[node][1] for node in "abc")


def test_equal_pairs_and_a_thousand_nodes_do_no_harm() -> None:
    edges = [(f"n{number}", f"n{number * 7 % 1000}", 1.0) for number in range(1000)] * 2
    radii = {f"n{number}": 5.0 for number in range(1000)}
    assert len(set(lay_out(radii, edges).values())) == 1000
