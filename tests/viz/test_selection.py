import pyarrow as pa
import pytest

from paperatlas.graph.schema import AUTHOR, PAPER, SHARES_CONCEPT
from paperatlas.viz.selection import select
from tests.viz.strange import node_tables, paper, shared


def titles(rows: pa.Table) -> list[str]:
    return [str(title) for title in rows["title"].to_pylist()]


def test_everything_is_drawn_where_it_fits() -> None:
    tables = node_tables(papers=[paper(1), paper(2)]) | {"shares_concept": shared({(1, 2): 0.5})}
    selection = select(tables, 2)
    assert titles(selection.nodes[PAPER]) == ["Paper 2", "Paper 1"]
    assert len(selection.edges[SHARES_CONCEPT]) == 1
    assert selection.notes == ()


def test_the_most_important_nodes_are_drawn_and_the_edges_between_them() -> None:
    tables = node_tables(papers=[paper(number) for number in range(1, 6)])
    tables["shares_concept"] = shared({(1, 2): 9.0, (4, 5): 0.1, (1, 5): 3.0})
    selection = select(tables, 2)
    assert titles(selection.nodes[PAPER]) == ["Paper 5", "Paper 4"]
    assert selection.edges[SHARES_CONCEPT]["weight"].to_pylist() == [0.1]
    assert selection.notes == ("Not all is drawn: 2 of 5 papers (those with the most votes).",)


def test_ties_go_to_who_has_more_edges_and_unknown_votes_come_last() -> None:
    rows = [paper(1, votes=None), paper(2, votes=3), paper(3, votes=3), paper(4, votes=0)]
    tables = node_tables(papers=rows) | {"shares_concept": shared({(1, 3): 1.0, (1, 4): 1.0})}
    assert titles(select(tables, 4).nodes[PAPER]) == ["Paper 3", "Paper 2", "Paper 1", "Paper 4"]


@pytest.mark.parametrize("limit", [1, 7, 10, 29])
def test_every_kind_gives_up_the_same_share(limit: int) -> None:
    authors = [{"id": f"author:{number}", "name": f"{number}"} for number in range(20)]
    selection = select(node_tables(papers=[paper(number) for number in range(10)], authors=authors), limit)
    drawn = {kind: len(rows) for kind, rows in selection.nodes.items()}
    assert sum(drawn.values()) == limit
    assert abs(drawn[AUTHOR] - 2 * drawn[PAPER]) <= 2


def test_the_strongest_edges_are_drawn_and_the_rest_is_told() -> None:
    pairs = {(one, other): float(one + other) for one in range(30) for other in range(one + 1, 30)}
    tables = node_tables(papers=[paper(number) for number in range(30)]) | {"shares_concept": shared(pairs)}
    selection = select(tables, 30)
    strongest = sorted(pairs.values(), reverse=True)[:300]
    assert selection.edges[SHARES_CONCEPT]["weight"].to_pylist() == strongest
    assert selection.notes == ("Of the edges between them only the strongest are drawn: 300 of 435 SHARES_CONCEPT.",)
