"""GEXF: what NetworkX reads back, and what Gephi looks for."""

import io
from xml.etree import ElementTree

import networkx as nx
import pyarrow as pa
import pytest

from paperatlas.graph.views import VIEWS, View
from paperatlas.loaders.gexf import write
from paperatlas.loaders.networkx import to_networkx
from tests.loaders.graphs import as_text, content, empty_tables, hostile_tables, in_small_chunks

NAMESPACE = {"g": "http://gexf.net/1.3"}


def written(tables: dict[str, pa.Table], view: View = VIEWS["all"]) -> bytes:
    file = io.BytesIO()
    write(tables, view, file)
    return file.getvalue()


@pytest.fixture(params=["examples", "hostile", "empty"])
def tables(request: pytest.FixtureRequest, example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {"examples": example_tables, "hostile": hostile_tables(), "empty": empty_tables()}[request.param]


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_networkx_reads_the_graph_back(view: View, tables: dict[str, pa.Table]) -> None:
    read = nx.read_gexf(io.BytesIO(written(tables, view)), version="1.3")
    expected = as_text(to_networkx(tables, view))
    assert read.is_directed() == expected.is_directed()
    assert content(read) == content(expected)


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_every_value_is_declared(view: View, tables: dict[str, pa.Table]) -> None:
    root = ElementTree.fromstring(written(tables, view))
    for scope in ("node", "edge"):
        (declared,) = root.findall(f"g:graph/g:attributes[@class='{scope}']", NAMESPACE)
        keys = [attribute.get("id") for attribute in declared]
        assert len(set(keys)) == len(keys)
        used = {value.get("for") for value in root.findall(f".//g:{scope}/g:attvalues/g:attvalue", NAMESPACE)}
        assert used <= set(keys)


def test_gephi_finds_label_kind_and_weight(example_tables: dict[str, pa.Table]) -> None:
    root = ElementTree.fromstring(written(example_tables))
    labels = {node.get("id"): node.get("label") for node in root.findall(".//g:node", NAMESPACE)}
    assert all(labels[row["id"]] == row["name"] for row in example_tables["authors"].to_pylist())
    edges = root.findall(".//g:edge", NAMESPACE)
    collaborations = [edge for edge in edges if edge.get("kind") == "COLLABORATED_WITH"]
    weights = [float(edge.get("weight") or "nan") for edge in collaborations]
    assert weights == example_tables["collaborated_with"]["weight"].to_pylist()
    assert all(edge.get("weight") is None for edge in edges if edge.get("kind") == "AUTHORED")


def test_equal_tables_give_equal_bytes(tables: dict[str, pa.Table]) -> None:
    assert written(tables) == written(tables) == written(in_small_chunks(tables))
