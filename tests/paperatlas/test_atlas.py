"""The facade: the same answers as the command line, and clear errors."""

import datetime
import json
import os
import pickle
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import paperatlas
from paperatlas import Atlas, AtlasError, NotInAtlas, OutputError, QueryError, StoreError, UsageError
from paperatlas.graph.schema import tables
from paperatlas.loaders.store import CypherStore


def test_tables_are_all_there_and_as_declared(example_atlas: Atlas) -> None:
    assert list(example_atlas.tables) == [kind.table for kind in tables()]
    assert {name: len(table) for name, table in example_atlas.tables.items()} == example_atlas.manifest["counts"]


def test_queries_take_cypher_and_saved_names(example_atlas: Atlas) -> None:
    free = example_atlas.query("MATCH (p:Paper {id: $id}) RETURN p.votes AS votes", id="arxiv:2305.18290")
    assert free.columns == ("votes",)
    assert free.rows == ((83,),)
    saved = example_atlas.query("papers-of-day", day=datetime.date(2024, 3, 4))
    assert len(saved) == 8


def test_values_come_back_in_their_types(example_atlas: Atlas) -> None:
    cypher = (
        "MATCH (p:Paper {id: 'arxiv:2305.18290'})-[f:FEATURED_ON]->(d:Date) RETURN d, f, p.links AS links ORDER BY d.id"
    )
    first = next(iter(example_atlas.query(cypher)))
    assert first["d"] == {
        "id": "2024-03-04",
        "date": datetime.date(2024, 3, 4),
        "year": 2024,
        "month": "2024-03",
        "week": "2024-W10",
        "precision": "day",
        "papers": 8,
    }
    assert first["f"] == {"votes": 61}
    assert isinstance(first["links"], list)


@pytest.mark.parametrize(
    ("cypher", "message"),
    [
        ("MATCH (p:Paper RETURN p", r"^line 1, column \d+ of the query: [A-Z].*\n  MATCH \(p:Paper RETURN p\n +\^$"),
        ("MATCH (p:Paper) RETURN p.title AS t ORDER BY $missing", "missing"),
        ("CREATE (p:Paper {id: 'x'}) RETURN p", "queries only read"),
        ("MATCH (p:Paper) SET p.votes = 1 RETURN p", "queries only read"),
        ("MATCH (p:Paper) DETACH DELETE p", "queries only read"),
        ("", "query"),
    ],
)
def test_a_wrong_query_says_what_is_wrong(example_atlas: Atlas, cypher: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        example_atlas.query(cypher)
    assert example_atlas.query("MATCH (p:Paper) RETURN count(*) AS n").rows == ((41,),)


def test_an_unknown_label_is_a_warning(example_atlas: Atlas) -> None:
    result = example_atlas.query("MATCH (p:Papr) RETURN p.id AS id")
    assert result.rows == ()
    assert "Paper" in result.warnings[0]


def test_a_query_that_runs_for_ever_is_given_up(example_atlas: Atlas) -> None:
    cypher = (
        "MATCH (a:Author), (b:Author), (c:Author) WHERE a.name + b.name + c.name CONTAINS 'zzzz' RETURN count(*) AS n"
    )
    message = r"took longer than 0\.2 s; narrow it down or allow more time\. .* in SQL: paperatlas sql, .* docs/sql"
    with pytest.raises(QueryError, match=message):
        example_atlas.query(cypher, timeout_seconds=0.2)


def test_a_missing_or_damaged_store_is_made_again(example_atlas: Atlas, tmp_path: Path) -> None:
    for damage in (b"", b"junk" * 100, None):
        copy = tmp_path / f"copy-{damage!r:.5}"
        shutil.copytree(example_atlas.path, copy)
        store = copy / "graph.kgl"
        store.unlink()
        if damage is not None:
            store.write_bytes(damage)
        with Atlas(copy) as atlas:
            assert atlas.query("MATCH (p:Paper) RETURN count(*) AS n").rows == ((41,),)
        assert store.stat().st_size > 1000


COUNT = "MATCH (p:Paper) RETURN count(*) AS n"


@pytest.mark.parametrize("query_memory", [None, 2**29])
def test_the_store_is_opened_once_by_many_threads(example_atlas: Atlas, query_memory: int | None) -> None:
    begun = threading.Barrier(6)

    def asked(atlas: Atlas) -> tuple[CypherStore, int]:
        begun.wait()
        return atlas.store, atlas.query(COUNT).rows[0][0]

    with Atlas(example_atlas.path, query_memory=query_memory) as atlas, ThreadPoolExecutor(6) as threads:
        found = list(threads.map(asked, [atlas] * 6))
        assert {answer for _, answer in found} == {41}
        assert {id(store) for store, _ in found} == {id(atlas.store)}


def test_a_store_used_in_a_with_statement_leaves_the_atlas_whole(example_atlas: Atlas) -> None:
    with Atlas(example_atlas.path) as atlas:
        for _ in range(2):
            with atlas.store as store:
                assert store.query(COUNT).rows == ((41,),)
            with pytest.raises(StoreError, match="this store is closed"):
                store.query(COUNT)
        assert atlas.query(COUNT).rows == ((41,),)


@pytest.mark.parametrize("query_memory", [None, 2**29])
def test_closing_an_atlas_while_others_ask(example_atlas: Atlas, query_memory: int | None) -> None:
    atlas = Atlas(example_atlas.path, query_memory=query_memory)
    begun = threading.Barrier(4)

    def asked() -> str:
        assert atlas.query(COUNT).rows == ((41,),)
        begun.wait()
        try:
            while True:
                assert atlas.query(COUNT).rows == ((41,),)
        except (AtlasError, StoreError) as error:
            return str(error)

    with ThreadPoolExecutor(3) as threads:
        answers = [threads.submit(asked) for _ in range(3)]
        begun.wait()
        atlas.close()
        assert all("is closed; open it again to ask it" in answer.result() for answer in answers)
    with pytest.raises(AtlasError, match="this atlas is closed; open it again"):
        atlas.query(COUNT)


def test_a_query_without_bound_is_an_error_where_memory_is_kept(example_atlas: Atlas) -> None:
    with Atlas(example_atlas.path, query_memory=2**28) as atlas:
        with pytest.raises(QueryError, match="needs more memory than the 256 MB it may take"):
            atlas.query("RETURN size(reduce(text = 'a', x IN range(1, 40) | text + text)) AS length")
        assert atlas.query(COUNT).rows == ((41,),)


def test_a_store_that_is_no_file_is_refused_at_once(example_atlas: Atlas, tmp_path: Path) -> None:
    shutil.copytree(example_atlas.path, tmp_path / "copy")
    store = tmp_path / "copy" / "graph.kgl"
    store.unlink()
    os.mkfifo(store)
    with pytest.raises(AtlasError, match=r"graph\.kgl: is no file that paperatlas made; build the atlas again"):
        Atlas(tmp_path / "copy")


def test_what_is_not_there_carries_the_nearest_names(example_atlas: Atlas) -> None:
    with pytest.raises(NotInAtlas, match=r"^no author 'Tri Doa'; did you mean Tri Dao\?$") as raised:
        example_atlas.query("top-collaborators", author="Tri Doa")
    assert raised.value.suggestions == ("Tri Dao",)
    assert pickle.loads(pickle.dumps(raised.value)).suggestions == ("Tri Dao",)
    for name in ("Largee Language Model", "large langage model"):
        with pytest.raises(NotInAtlas) as raised:
            example_atlas.concept(name)
        assert raised.value.suggestions[0].lower() == "large language model"
    assert example_atlas.concept("LARGE  language modéls").id == "concept:large language model"


def test_networkx_graphs_of_every_view(example_atlas: Atlas) -> None:
    counts = example_atlas.manifest["counts"]
    assert isinstance(example_atlas.networkx(), nx.MultiDiGraph)
    people = example_atlas.networkx(view="collaborations")
    assert (len(people), people.number_of_edges()) == (counts["authors"], counts["collaborated_with"])
    with pytest.raises(UsageError, match="there is no view 'people'"):
        example_atlas.networkx(view="people")


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf", "graph.json"])
def test_exports_go_by_their_suffix(example_atlas: Atlas, tmp_path: Path, name: str) -> None:
    example_atlas.export(tmp_path / name, view="papers")
    assert (tmp_path / name).stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_export_errors_say_what_to_do(example_atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the format with --format"):
        example_atlas.export(tmp_path / "graph.xyz")
    with pytest.raises(UsageError, match="no export format 'xml'"):
        example_atlas.export(tmp_path / "graph.graphml", format="xml")
    with pytest.raises(OutputError, match=r"nowhere/graph\.graphml: can't be written"):
        example_atlas.export(tmp_path / "nowhere" / "graph.graphml")
    with pytest.raises(OutputError, match="can't be written"):
        example_atlas.export(tmp_path, format="graphml")
    assert list(tmp_path.iterdir()) == []


def test_a_page_of_a_view_and_of_a_query(example_atlas: Atlas, tmp_path: Path) -> None:
    page = example_atlas.view(tmp_path / "view.html", view="concepts", renderer="pyvis")
    assert (page.notes, page.html) == ((), (tmp_path / "view.html").read_bytes())
    example_atlas.view(
        tmp_path / "query.html",
        query="MATCH (a:Author {name: $name})-[:COLLABORATED_WITH]-(b) RETURN a, b.id AS id",
        parameters={"name": "Tri Dao"},
    )
    circle = (tmp_path / "query.html").read_text(encoding="utf-8")
    assert "Tri Dao" in circle
    assert "Tim Dettmers" not in circle
    with pytest.raises(UsageError, match="hold no node to draw"):
        example_atlas.view(tmp_path / "none.html", query="RETURN 1 AS one")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["query.html", "view.html"]


def test_the_whole_atlas_is_drawn_by_the_explorer_which_keeps_its_maps(example_atlas: Atlas, tmp_path: Path) -> None:
    page = example_atlas.view(tmp_path / "atlas.html")
    assert b'id="topics-data"' in page.html
    assert b"<title>paperatlas: 41 papers, 2024-03-04 to 2024-04-09</title>" in page.html
    maps = example_atlas.path.parent.parent / "cache" / "maps"
    (kept,) = maps.iterdir()
    assert kept.name.startswith(example_atlas.path.name)
    assert example_atlas.view(renderer="explorer").html == page.html
    with pytest.raises(UsageError, match="a query's result is drawn by pyvis"):
        example_atlas.view(query="MATCH (p:Paper) RETURN p", renderer="explorer")
    with pytest.raises(OutputError, match=r"nowhere/atlas\.html: can't be written"):
        example_atlas.view(tmp_path / "nowhere" / "atlas.html")


def test_a_build_outside_its_atlas_keeps_no_maps(example_atlas: Atlas, tmp_path: Path) -> None:
    copy = tmp_path / "builds" / "copy"
    shutil.copytree(example_atlas.path, copy)
    with Atlas(copy) as atlas:
        atlas.view()
    assert [path.name for path in tmp_path.iterdir()] == ["builds"]


def test_no_atlas_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="make one with `paperatlas build"):
        Atlas.open(tmp_path / "nowhere")
    with pytest.raises(AtlasError, match="this is no atlas"):
        Atlas.open(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', "\x00"])
def test_a_damaged_manifest_is_an_error(example_atlas: Atlas, tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError, match="build the atlas again"):
        Atlas(tmp_path)


def test_a_damaged_table_is_an_error(example_atlas: Atlas, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(example_atlas.path, copy)
    (copy / "tables" / "papers.parquet").write_bytes(b"PAR1 but not really")
    shutil.copy(copy / "tables" / "dates.parquet", copy / "tables" / "authors.parquet")
    with Atlas(copy) as atlas:
        with pytest.raises(AtlasError, match=r"papers\.parquet: can't be read"):
            atlas.tables["papers"]
        with pytest.raises(AtlasError, match=r"authors\.parquet: has other columns"):
            atlas.tables["authors"]


def test_the_public_names_are_what_is_promised() -> None:
    assert sorted(paperatlas.__all__) == dir(paperatlas)
    with pytest.raises(AttributeError, match="has no attribute 'biuld'"):
        paperatlas.biuld  # noqa: B018


def test_the_manifest_is_plain_json(example_atlas: Atlas) -> None:
    manifest = json.loads((example_atlas.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["days"] == ["2024-03-04", "2024-04-09"]
    assert [row["source"] for row in manifest["inputs"]] == [
        f"2024-{day}.md" for day in ("03-04", "03-05", "03-06", "04-08", "04-09")
    ]
    assert manifest["problems"] == 1


@pytest.mark.parametrize("query", [5, None, b"RETURN 1", ["RETURN 1"]])
def test_a_query_that_is_no_text_is_a_sentence(query: Any, example_atlas: Atlas) -> None:
    with pytest.raises(UsageError, match=r"^a query is Cypher or the name of a saved query, not "):
        example_atlas.query(query)


def test_a_table_that_is_not_there_is_told_with_those_that_are(example_atlas: Atlas) -> None:
    with pytest.raises(KeyError) as raised:
        example_atlas.tables["paper"]
    assert isinstance(raised.value, UsageError)
    assert str(raised.value).startswith("there is no table 'paper', did you mean 'papers'? The tables are papers, ")
    assert example_atlas.tables.get("paper") is None
    assert "paper" not in example_atlas.tables
