"""Citations, bibliographic coupling and co-citation wherever an atlas is asked, drawn or taken elsewhere."""

from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

import paperatlas
from paperatlas import PaperRecord
from paperatlas.atlas import Atlas
from paperatlas.cli import main

OLD, OLDER = "doi:10.1000/old", "doi:10.1000/older"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three papers that cite the same two papers, the first two of them also a work that is not there."""
    out = tmp_path_factory.mktemp("citations") / "atlas"
    references = [(OLD, OLDER, "pmid:1"), (OLD, OLDER, "pmid:1"), (OLD, OLDER, "pmid:2"), (), ()]
    ids = ["arxiv:2404.00001", "arxiv:2404.00002", "arxiv:2404.00003", OLD, OLDER]
    records = [
        PaperRecord(ids=(name,), title=f"Paper {number}", references=cited)
        for number, (name, cited) in enumerate(zip(ids, references, strict=True), start=1)
    ]
    paperatlas.build(out=out, records=records, jobs=1).close()
    return out


@pytest.fixture
def atlas(directory: Path) -> Atlas:
    return Atlas.open(directory)


def test_saved_queries_tell_who_is_tied(atlas: Atlas) -> None:
    found = atlas.query("coupled-papers", paper="2404.00001")
    assert [tuple(row.values()) for row in found] == [
        ("Paper 2", 2, 3, "arxiv:2404.00002"),
        ("Paper 3", 1, 2, "arxiv:2404.00003"),
    ]
    (pair,) = atlas.query("most-co-cited")
    assert tuple(pair.values()) == ("Paper 4", "Paper 5", 1.5, 3, OLD, OLDER)
    assert [row["other"] for row in atlas.query("most-coupled", limit=1)] == ["Paper 2"]
    assert [row["papers"] for row in atlas.query("co-cited-papers", paper=OLDER)] == [3]


def test_views_are_graphs_of_networkx(atlas: Atlas) -> None:
    coupling = atlas.networkx(view="coupling")
    assert type(coupling) is nx.Graph
    assert len(coupling) == 5
    assert coupling["arxiv:2404.00002"]["arxiv:2404.00001"] == {"type": "COUPLED_WITH", "weight": 2, "count": 3}
    assert list(atlas.networkx(view="co-citation").edges) == [(OLD, OLDER)]
    citations = atlas.networkx(view="citations")
    assert isinstance(citations, nx.MultiDiGraph)
    assert dict(citations.in_degree) == {OLD: 3, OLDER: 3} | dict.fromkeys(list(coupling)[:3], 0)


@pytest.mark.parametrize(("view", "edges"), [("citations", 6), ("coupling", 3), ("co-citation", 1)])
def test_views_are_exported_and_drawn(directory: Path, tmp_path: Path, view: str, edges: int) -> None:
    here = ["--view", view, "--atlas", str(directory)]
    file, picture, page = (str(tmp_path / name) for name in ("graph.graphml", "graph.html", "page.html"))
    assert CliRunner().invoke(main, ["export", file, *here]).exit_code == 0
    assert nx.read_graphml(file).number_of_edges() == edges
    assert CliRunner().invoke(main, ["view", "-o", picture, "--renderer", "pyvis", *here]).exit_code == 0
    assert "Paper 5" in Path(picture).read_text(encoding="utf-8")
    assert CliRunner().invoke(main, ["view", "-o", page, *here]).exit_code == 0
