"""The page's modules: their types, and what they do where no page is needed."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.identity import author_key
from paperatlas.graph.schema import CO_CITED_WITH, COUPLED_WITH
from paperatlas.viz.explorer.contents import graph_block, texts_block, topics_block
from paperatlas.viz.layout.views import draw_views
from paperatlas.viz.numbered import numbered
from tests.viz.conftest import NO_NODE, TYPE_CHECKER, has_node

HERE = Path(__file__).parent
MAX_TEAM = 50
STRANGE_NAMES = (
    "Łukasz Kaiser", "Christopher Ré", 'Sercan "O. Arık', "J.R.R. Tolkien", "Søren Ægir Œdipus", "Đặng Ħal Ŧor",
    "İzmir", "Weiß", "ΟΔΥΣΣΕΥΣ", "O’Brien", "김 민수", "田中 がが", "नमस्ते", "ﬁne \u200bspace", "Ålesund", "½ ² ™",
    "Y.  Wu",
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def node() -> None:
    """Node.js and the type checker."""
    if not has_node():
        if os.environ.get("CI") == "true":
            pytest.fail(NO_NODE)
        pytest.skip(NO_NODE)


def test_the_types_are_right() -> None:
    command = [str(TYPE_CHECKER), "--project", str(HERE / "tsconfig.json")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")


def test_the_modules_read_what_python_packed_and_do_what_they_promise(
    example_tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    tables = example_tables | _ties(example_tables["papers"]["id"].to_pylist())
    graph = numbered(tables)
    views = draw_views(graph, {})
    blocks = {
        "topics": topics_block(graph, views, "topics", MAX_TEAM),
        "graph": graph_block(graph, views),
        "texts": texts_block(graph)[0],
    }
    made = tmp_path / "blocks.json"
    made.write_text(json.dumps({"blocks": blocks, "expected": _expected(tables)}), encoding="utf-8")
    command = [str(shutil.which("node")), "--test", *map(str, sorted((HERE / "page").glob("*.test.js")))]
    environment = os.environ | {"PAPERATLAS_TEST_BLOCKS": str(made)}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert result.returncode == 0, result.stdout
    counted = re.search(r"^(?:#|ℹ) pass (\d+)$", result.stdout, re.MULTILINE)
    assert counted
    assert int(counted[1]) > 20


def _ties(papers: list[str]) -> dict[str, pa.Table]:
    """Digests say nothing of citations."""
    rows = [
        {"source": papers[one], "target": papers[other], "weight": weight, "count": count}
        for one, other, weight, count in ((0, 2, 0.1, 300), (0, 3, 1.5, 2), (1, 2, 0.1, 1))
    ]
    return {kind.table: pa.Table.from_pylist(rows, arrow_schema(kind)) for kind in (COUPLED_WITH, CO_CITED_WITH)}


def _expected(tables: dict[str, pa.Table]) -> dict[str, Any]:
    """What the blocks hold, as the graph's tables say."""
    papers = tables["papers"]["id"].to_pylist()
    authored = tables["authored"].sort_by([("listed", "ascending"), ("source", "ascending")]).to_pylist()
    mentions = tables["mentions"].sort_by([("weight", "descending"), ("target", "ascending")]).to_pylist()
    people: dict[str, int] = dict.fromkeys(tables["authors"]["id"].to_pylist(), 0)
    for row in tables["collaborated_with"].to_pylist():
        people[row["source"]] += 1
        people[row["target"]] += 1
    return {
        "papers": papers,
        "authors": list(people),
        "concepts": tables["concepts"]["id"].to_pylist(),
        "authored": [[row["source"] for row in authored if row["target"] == paper] for paper in papers],
        "mentions": [[row["target"] for row in mentions if row["source"] == paper] for paper in papers],
        "collaborators": people,
        "coupled": _strongest(tables["coupled_with"]),
        "cited": _strongest(tables["co_cited_with"]),
        "evidence": list(_evidence(tables, papers)),
        "folded": {name: author_key(name) for name in (*STRANGE_NAMES, *tables["authors"]["name"].to_pylist())},
    }


def _strongest(ties: pa.Table) -> list[tuple[str, str, int]]:
    rows = sorted(ties.to_pylist(), key=lambda row: (-row["weight"], row["source"], row["target"]))
    return [(row["source"], row["target"], row["count"]) for row in rows]


def _evidence(tables: dict[str, pa.Table], papers: list[str]) -> list[tuple[int, str, str]]:
    """Paper, concept and the words in which it was read."""
    texts = {(row["paper"], row["number"]): row["text"] for row in tables["passages"].to_pylist()}
    texts |= {(row["id"], 0): row["title"] for row in tables["papers"].to_pylist()}
    return [
        (papers.index(row["paper"]), row["concept"], texts[row["paper"], row["passage"]][row["start"] : row["end"]])
        for row in tables["mentions_evidence"].to_pylist()
    ]
