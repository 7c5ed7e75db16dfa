"""Node-link JSON: what NetworkX reads back."""

import io
import json

import networkx as nx
import pyarrow as pa
import pytest

from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.networkx import to_networkx
from paperatlas.loaders.node_link import write
from tests.loaders.graphs import as_text, empty_tables, hostile_tables, in_small_chunks


def written(tables: dict[str, pa.Table], view: View = VIEWS["all"]) -> bytes:
    file = io.BytesIO()
    write(tables, view, file)
    return file.getvalue()


@pytest.fixture(params=["examples", "hostile", "empty"])
def tables(request: pytest.FixtureRequest, example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {"examples": example_tables, "hostile": hostile_tables(), "empty": empty_tables()}[request.param]


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_networkx_reads_the_graph_back(view: View, tables: dict[str, pa.Table]) -> None:
    read = nx.node_link_graph(json.loads(written(tables, view)), edges="edges")
    expected = as_text(to_networkx(tables, view), xml=False)
    assert type(read) is type(expected)
    assert nx.utils.graphs_equal(read, expected)


def test_a_line_a_node_or_an_edge(example_tables: dict[str, pa.Table]) -> None:
    view = VIEWS["collaborations"]
    rows = len(example_tables["authors"]) + len(example_tables["collaborated_with"])
    assert written(example_tables, view).count(b"\n") == rows + len(["head", "between", "foot"])


def test_equal_tables_give_equal_bytes(tables: dict[str, pa.Table]) -> None:
    assert written(tables) == written(tables) == written(in_small_chunks(tables))
