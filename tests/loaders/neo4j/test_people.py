"""People of one name on a server: ids with signs of their own load, and change where somebody is parted."""

from pathlib import Path

import pytest

from paperatlas.asking import query
from paperatlas.graph.concepts.overrides import Overrides
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.store import Neo4jStore
from tests.loaders.neo4j.graphs import Tables, load_tables, rows_of, rows_on
from tests.queries.namesakes import namesakes_graph

PARTED = Overrides(different_people=(("author:bo li~arxiv:2101.00001", "author:bo li~arxiv:2102.00002"),))
OF_PROTEINS = "author:wei zhang~arxiv:math%2F0309136"


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return namesakes_graph(tmp_path_factory.mktemp("spill"))


def test_people_of_one_name_load_and_change(server: Server, together: Tables, tmp_path: Path) -> None:
    load_tables(server, together, "first")
    assert rows_on(server) == rows_of(together)
    parted = namesakes_graph(tmp_path, PARTED)
    report = load_tables(server, parted, "second")
    assert rows_on(server) == rows_of(parted)
    assert report.unchanged > report.created > 0
    with Neo4jStore(server.login) as store:
        assert [row["id"] for row in query(store, "find-authors", word="Bo Li")] == [
            "author:bo li~arxiv:2101.00001",
            "author:bo li~arxiv:2102.00002",
        ]
        papers = [row["id"] for row in query(store, "papers-of-author", author=OF_PROTEINS)]
        assert papers == ["arxiv:2201.00004", "arxiv:math/0309136"]
        whose = {row["author_id"] for row in query(store, "papers-of-author", author="W. Zhang")}
        assert whose == {OF_PROTEINS}
