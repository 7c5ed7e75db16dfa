"""Loading into a real server: what stands there is what the tables say, whatever was there and went wrong."""

import itertools
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from paperatlas.base.errors import StoreError
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.loaders.neo4j import batches
from paperatlas.loaders.neo4j.chunks import key_columns
from paperatlas.loaders.neo4j.loading import load, remove
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.statements import KINDS
from tests.loaders.graphs import empty_tables
from tests.loaders.neo4j.graphs import (
    Tables,
    in_parts,
    last_change,
    load_tables,
    loadable_hostile_tables,
    rows_of,
    rows_on,
)

FOREIGN = "MATCH (n) WHERE n:Book OR n:Person RETURN labels(n) AS labels, properties(n) AS values ORDER BY n.name"


def write(server: Server, cypher: str, **parameters: Any) -> None:
    server.write(lambda tx: tx.run(cypher, parameters).consume())


@pytest.fixture
def batches_alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Each batch has its own transaction, as in a large atlas."""
    monkeypatch.setattr(batches, "TRANSACTION", 1)
    return monkeypatch


def quiet(done: int, total: int) -> None:
    assert done <= total


def outcome(tables: Tables, before: Tables) -> tuple[int, int, int, int]:
    """Created, changed, removed, unchanged: counted row by row in plain Python."""
    created = changed = removed = unchanged = 0
    for kind in KINDS:
        keys = key_columns(kind)
        old = {tuple(row[key] for key in keys): row for row in before[kind.table].to_pylist()}
        new = {tuple(row[key] for key in keys): row for row in tables[kind.table].to_pylist()}
        created += len(new.keys() - old.keys())
        removed += len(old.keys() - new.keys())
        changed += sum(new[key] != old[key] for key in new.keys() & old.keys())
        unchanged += sum(new[key] == old[key] for key in new.keys() & old.keys())
    return created, changed, removed, unchanged


def test_each_row_is_there_with_its_values(server: Server, all_tables: Tables) -> None:
    report = load_tables(server, all_tables, "first")
    assert rows_on(server) == rows_of(all_tables)
    assert report.created == sum(len(all_tables[kind.table]) for kind in (*NODES, *EDGES))


def test_the_second_load_writes_nothing(server: Server, all_tables: Tables) -> None:
    load_tables(server, all_tables, "first")
    before = last_change(server)
    report = load_tables(server, all_tables, "first")
    assert last_change(server) == before
    assert (report.created, report.changed, report.removed) == (0, 0, 0)
    assert report.unchanged == sum(len(all_tables[kind.table]) for kind in (*NODES, *EDGES))


@pytest.mark.usefixtures("small_parts")
def test_other_states_are_reached_by_their_difference(
    server: Server, earlier_tables: Tables, all_tables: Tables, other_tables: Tables
) -> None:
    states = [
        ("earlier", earlier_tables),
        ("all", all_tables),
        ("other", other_tables),
        ("earlier", earlier_tables),
    ]
    before = empty_tables()
    for build, tables in [*states, ("none", empty_tables())]:
        report = load_tables(server, tables, build)
        assert rows_on(server) == rows_of(tables)
        assert (report.created, report.changed, report.removed, report.unchanged) == outcome(tables, before)
        before = dict(tables)


def test_hostile_text_comes_through(server: Server) -> None:
    tables = loadable_hostile_tables()
    load_tables(server, tables, "hostile")
    assert rows_on(server) == rows_of(tables)


def test_remove_takes_out_all_that_is_ours(server: Server, all_tables: Tables) -> None:
    write(server, "CREATE (:Book {name: 'Graphs'})-[:ABOUT]->(:Person {name: 'Ann'})")
    load_tables(server, all_tables, "first")
    report = remove(server, quiet)
    assert report.removed == sum(len(all_tables[kind.table]) for kind in (*NODES, *EDGES))
    assert server.read("MATCH (n) RETURN count(n) AS number")[0]["number"] == 2
    assert server.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'") == []
    assert remove(server, quiet).removed == 0


def test_nodes_that_were_not_loaded_are_counted_and_refused(server: Server, all_tables: Tables) -> None:
    write(server, "CREATE (:Paper {id: 'mine'}) CREATE (:Author)-[:AUTHORED]->(:Paper)")
    before = last_change(server)
    with pytest.raises(StoreError, match=r"holds 2 Paper, 1 Author, 1 AUTHORED that paperatlas did not load"):
        load_tables(server, all_tables, "first")
    assert last_change(server) == before


def test_nodes_added_to_a_loaded_atlas_are_refused_and_survive_its_removal(
    server: Server, earlier_tables: Tables, all_tables: Tables
) -> None:
    load_tables(server, earlier_tables, "earlier")
    write(server, "CREATE (:Author {id: 'author:mine', name: 'Mine'})")
    with pytest.raises(StoreError, match="holds 1 Author that"):
        load_tables(server, all_tables, "all")
    remove(server, quiet)
    assert [row["n"]["name"] for row in server.read("MATCH (n) RETURN n")] == ["Mine"]


def test_foreign_nodes_stay_as_they_are_even_when_linked(
    server: Server, earlier_tables: Tables, all_tables: Tables
) -> None:
    load_tables(server, earlier_tables, "earlier")
    author = earlier_tables["authors"]["id"][0].as_py()
    write(server, "CREATE (:Book {name: 'Graphs', id: 'arxiv:1706.03762'})<-[:AUTHORED]-(:Person {name: 'Ann'})")
    write(
        server,
        "MATCH (a:Author {id: $id}) MATCH (b:Book) MATCH (p:Person) CREATE (a)-[:AUTHORED {x: 1}]->(b)-[:OF]->(p)",
        id=author,
    )
    before = server.read(FOREIGN)
    load_tables(server, all_tables, "all")
    assert server.read(FOREIGN) == before
    assert server.read("MATCH (:Author)-[r:AUTHORED]->(:Book) RETURN r.x AS x")[0]["x"] == 1
    assert rows_on(server) == rows_of(all_tables)


def test_a_vanishing_node_that_others_linked_to_is_named_and_kept(
    server: Server, all_tables: Tables, earlier_tables: Tables
) -> None:
    load_tables(server, all_tables, "all")
    gone = sorted(set(all_tables["papers"]["id"].to_pylist()) - set(earlier_tables["papers"]["id"].to_pylist()))[0]
    write(server, "MATCH (p:Paper {id: $id}) CREATE (:Person {name: 'Ann'})-[:LIKES]->(p)", id=gone)
    before = last_change(server)
    with pytest.raises(StoreError, match=rf"{gone} \(LIKES, Person\)"):
        load_tables(server, earlier_tables, "earlier")
    with pytest.raises(StoreError, match=gone):
        remove(server, quiet)
    assert last_change(server) == before
    write(server, "MATCH (:Person)-[r:LIKES]->() DELETE r")
    load_tables(server, earlier_tables, "earlier")
    assert rows_on(server) == rows_of(earlier_tables)


def test_what_others_removed_is_noticed(server: Server, all_tables: Tables) -> None:
    load_tables(server, all_tables, "first")
    write(server, "MATCH (p:Paper) WITH p ORDER BY p.id LIMIT 2 DETACH DELETE p")
    with pytest.raises(StoreError, match="lacks 2 Paper"):
        load_tables(server, all_tables, "first")
    remove(server, quiet)
    load_tables(server, all_tables, "first")
    assert rows_on(server) == rows_of(all_tables)


@pytest.mark.usefixtures("batches_alone")
def test_an_end_that_others_remove_in_the_middle_is_noticed(server: Server, all_tables: Tables) -> None:
    nodes = sum(len(all_tables[kind.table]) for kind in NODES)

    def remove_an_author(done: int, total: int) -> None:
        if done == nodes:
            write(server, "MATCH (a:Author) WITH a ORDER BY a.id LIMIT 1 DETACH DELETE a")

    with pytest.raises(StoreError, match=r"0 of .* authored could be created"):
        load(server, in_parts(all_tables), "first", remove_an_author)
    assert rows_on(server)["authored"] == []
    remove(server, quiet)
    load_tables(server, all_tables, "first")
    assert rows_on(server) == rows_of(all_tables)


class Stopped(Exception):
    """What a load is stopped with."""


def stop_after(batches: int) -> Callable[[int, int], None]:
    """Progress that stops a load when so many batches are through."""
    count = itertools.count(1)

    def stop(done: int, total: int) -> None:
        if next(count) == batches:
            raise Stopped

    return stop


def test_a_load_that_stops_after_any_batch_is_finished_by_the_next(
    server: Server,
    earlier_tables: Tables,
    all_tables: Tables,
    other_tables: Tables,
    small_parts: pytest.MonkeyPatch,
) -> None:
    steps: list[tuple[int, int]] = []
    load_tables(server, earlier_tables, "earlier")
    load(server, in_parts(other_tables), "other", lambda done, total: steps.append((done, total)))
    assert len(steps) > 40
    for stop_at in (1, 21, 35, len(steps)):
        load_tables(server, earlier_tables, f"earlier {stop_at}")
        with pytest.raises(Stopped):
            load(server, in_parts(other_tables), f"other {stop_at}", stop_after(stop_at))
        with small_parts.context() as together:
            together.setattr(batches, "TRANSACTION", 10_000)
            load_tables(server, all_tables, f"all {stop_at}")
        assert rows_on(server) == rows_of(all_tables)


def test_small_batches_share_a_transaction(
    server: Server, earlier_tables: Tables, all_tables: Tables, other_tables: Tables
) -> None:
    steps: list[tuple[int, int]] = []
    for name, tables in {"earlier": earlier_tables, "other": other_tables, "all": all_tables}.items():
        steps.clear()
        load(server, in_parts(tables), name, lambda done, total: steps.append((done, total)))
        assert len(steps) <= 3
        assert rows_on(server) == rows_of(tables)


@pytest.mark.usefixtures("batches_alone")
def test_an_atlas_whose_load_stopped_is_removed_whole(
    server: Server, earlier_tables: Tables, other_tables: Tables
) -> None:
    load_tables(server, earlier_tables, "earlier")
    with pytest.raises(Stopped):
        load(server, in_parts(other_tables), "other", stop_after(11))
    there = sum(map(len, rows_on(server).values()))
    assert remove(server, quiet).removed == there
    assert server.read("MATCH (n) RETURN count(n) AS number")[0]["number"] == 0
    load_tables(server, other_tables, "other")
    assert rows_on(server) == rows_of(other_tables)


@pytest.mark.usefixtures("batches_alone")
def test_a_load_notices_that_another_took_over(server: Server, all_tables: Tables, other_tables: Tables) -> None:
    def meanwhile(done: int, total: int) -> None:
        load_tables(server, other_tables, "other")

    with pytest.raises(StoreError, match="another load is at work"):
        load(server, in_parts(all_tables), "all", meanwhile)
    assert rows_on(server) == rows_of(other_tables)


def test_a_batch_counts_once_where_only_its_answer_was_lost(
    server: Server, all_tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = Server.write

    def twice(self: Server, work: Callable[..., Any], patience: float = 1) -> Any:
        once(self, work, patience)
        return once(self, work, patience)

    monkeypatch.setattr(Server, "write", twice)
    load_tables(server, all_tables, "first")
    monkeypatch.undo()
    assert rows_on(server) == rows_of(all_tables)


def test_an_index_for_each_search(server: Server, all_tables: Tables) -> None:
    load_tables(server, all_tables, "first")
    plan = "EXPLAIN MATCH (n:Author) WHERE n.papers >= 3 RETURN n.id"
    with server.session() as session:
        described = str(session.run(plan).consume().plan)
    assert "NodeIndexSeek" in described
    found = server.read(
        "CALL db.index.fulltext.queryNodes('paperatlas_papers_words', 'rank adaptation') YIELD node "
        "RETURN node.title AS t"
    )
    assert found[0]["t"] == "LoRA: Low-Rank Adaptation of Large Language Models"


def _broken(rows: pa.Table, column: str, value: pa.Array) -> pa.Table:
    """The table with another value in its first row."""
    index, kind = rows.schema.get_field_index(column), rows.schema.field(column)
    values = pa.concat_arrays([value.cast(kind.type, safe=False), *rows[column].slice(1).chunks])
    return rows.set_column(index, kind, values)


def _not_text(data: bytes) -> pa.Array:
    offsets = pa.array([0, len(data)], pa.int32()).buffers()[1]
    return pa.StringArray.from_buffers(1, offsets, pa.py_buffer(data))


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("papers", "title", _not_text("\ud800".encode("utf-8", "surrogatepass")), "papers.title: .*UTF8"),
        ("authors", "id", pa.array(["author:" + "x" * 9000]), "authors: an id of 9007 bytes"),
        ("authors", "id", pa.array([None], pa.string()), "authors.id: 1 nulls"),
        ("authors", "aliases", pa.array([["a", None]], pa.list_(pa.string())), "authors.aliases: lists with null"),
        ("mentions", "weight", pa.array([float("inf")]), "mentions.weight: numbers that are not finite"),
        ("authored", "target", pa.array(["arxiv:?"]), "authored.target: ids that no Paper has"),
    ],
)
def test_what_a_server_refuses_is_never_sent(
    server: Server, all_tables: Tables, table: str, column: str, value: pa.Array, message: str
) -> None:
    before = last_change(server)
    with pytest.raises(StoreError, match=message):
        load_tables(server, {**all_tables, table: _broken(all_tables[table], column, value)}, "broken")
    assert last_change(server) == before


def test_a_ledger_of_a_newer_version_is_left_alone(server: Server, all_tables: Tables) -> None:
    load_tables(server, all_tables, "first")
    write(server, "MATCH (load:PaperatlasLoad) SET load.format = 99")
    with pytest.raises(StoreError, match="a newer version of paperatlas"):
        load_tables(server, all_tables, "first")


@pytest.mark.usefixtures("batches_alone")
def test_what_an_earlier_version_loaded_is_known_and_what_it_left_half_done_is_not_counted_on(
    server: Server, earlier_tables: Tables, all_tables: Tables
) -> None:
    load_tables(server, earlier_tables, "earlier")
    write(server, "MATCH (load:PaperatlasLoad) SET load.format = 1")
    with pytest.raises(Stopped):
        load(server, in_parts(all_tables), "all", stop_after(5))
    write(server, "MATCH (load:PaperatlasLoad) SET load.format = 1")
    with pytest.raises(StoreError, match=r"an earlier version .* that was cut off; .* load --remove"):
        load_tables(server, all_tables, "all")
    remove(server, quiet)
    load_tables(server, all_tables, "all")
    assert rows_on(server) == rows_of(all_tables)
