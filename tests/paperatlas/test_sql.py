"""The tables in SQL: what they answer, and that a query reaches nothing else and keeps its limits."""

import datetime
import functools
import re
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from paperatlas import Atlas, AtlasError, QueryError, StoreError
from paperatlas.graph.schema import tables
from paperatlas.loaders.confined import ConfinedStore
from paperatlas.loaders.sql import SqlStore
from paperatlas.loaders.store import Store

PAGE = (Path(__file__).parents[2] / "docs" / "sql.md").read_text(encoding="utf-8")
PAIRS = re.findall(r"### (.+?)\n.*?```cypher\n(.+?)```\s+```sql\n(.+?)```", PAGE, re.DOTALL)
MEMORY = 400 * 2**20
ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"
EVERYTHING = (
    "SELECT * FROM passages a, passages b, passages c, passages d ORDER BY a.text || b.text || c.text || d.text"
)


@pytest.fixture(scope="module")
def directory(example_atlas: Atlas) -> Path:
    return example_atlas.path / "tables"


@pytest.fixture
def here(directory: Path) -> Iterator[SqlStore]:
    with SqlStore.open(directory) as store:
        yield store


@pytest.fixture(params=["here", "confined"])
def store(directory: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = functools.partial(SqlStore.open, directory, MEMORY)
    with opened() if request.param == "here" else ConfinedStore(opened, MEMORY, processes=1) as made:
        yield made


def test_there_are_pairs_of_questions() -> None:
    assert len(PAIRS) == PAGE.count("```cypher") >= 8


@pytest.mark.parametrize(("cypher", "sql"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_the_questions_of_the_page_have_the_same_answers(example_atlas: Atlas, cypher: str, sql: str) -> None:
    given = {"day": "2024-03-04"} if "$day" in sql else {}
    asked, answered = example_atlas.query(cypher, given), example_atlas.sql(sql, given)
    assert len(asked) > 1
    assert (answered.columns, answered.rows) == (asked.columns, asked.rows)


def test_the_last_question_of_the_page_has_an_answer(example_atlas: Atlas) -> None:
    (sql,) = re.findall(r"## What only.*?```sql\n(.+?)```", PAGE, re.DOTALL)
    assert {row["written"] for row in example_atlas.sql(sql)} >= {"LoRA"}


def test_every_table_can_be_asked(example_atlas: Atlas) -> None:
    for kind in tables():
        ((count,),) = example_atlas.sql(f"SELECT count(*) FROM {kind.table}").rows
        assert count == example_atlas.manifest["counts"][kind.table]
        assert example_atlas.sql(f"FROM {kind.table} LIMIT 0").columns == tuple(column.name for column in kind.columns)


def test_values_come_back_as_a_query_has_them(store: Store) -> None:
    select = (
        "SELECT NULL AS none, DATE '2024-03-04' AS day, [1, NULL] AS list, {'a': [1.5]} AS record, 0.25 AS exact, "
        "TIMESTAMP '2024-03-04 09:30:00' AS time, 'a'::BLOB AS bytes, INTERVAL 1 DAY AS span, true AS yes"
    )
    (row,) = store.query(select)
    assert row == {
        "none": None,
        "day": datetime.date(2024, 3, 4),
        "list": [1, None],
        "record": {"a": [1.5]},
        "exact": 0.25,
        "time": "2024-03-04 09:30:00",
        "bytes": "b'a'",
        "span": "1 day, 0:00:00",
        "yes": True,
    }


def test_columns_of_one_name_are_told_apart(here: SqlStore) -> None:
    assert here.query("SELECT 1 AS id, 2 AS id, 3 AS id_2, 4 AS id").columns == ("id", "id_3", "id_2", "id_4")


def test_parameters_are_values(store: Store) -> None:
    select = "SELECT $text AS text, $number + 1 AS number, list_contains($names, 'b') AS has"
    given = {"text": "'; DROP VIEW papers; --", "number": 1, "names": ["a", "b"]}
    assert store.query(select, given).rows == ((given["text"], 2, True),)


@pytest.mark.parametrize(
    ("select", "given", "message"),
    [
        ("FROM paperz", {}, r"^there is no table 'paperz', did you mean 'papers'\? The tables are papers, "),
        ("SELECT * FROM Citations", {}, r"^there is no table 'Citations'"),
        ("SELECT titel FROM papers", {}, r"no column 'titel' here, did you mean 'title'\?\n  line 1: .*\n +\^+$"),
        ("SELECT p.vote FROM papers p", {}, r"no column 'vote' here, did you mean 'votes'\?"),
        ("SELECT zzz FROM dates", {}, r"no column 'zzz' here\. The columns are id, date, year, month"),
        ("SELECT x.id FROM papers", {}, r'table "x" not found'),
        ("SELEC 1", {}, r'syntax error at or near "SELEC"\n  line 1: SELEC 1\n +\^+$'),
        ("SELECT nothing_of_it(1)", {}, r"nothing_of_it"),
        ("SELECT 'x'::INTEGER", {}, r"Could not convert string 'x'"),
        ("SELECT * FROM sources", {}, r"^there is no table 'sources'"),
        ("SELECT $day", {}, r"^the query needs a value for \$day: give day=…, on the command line -p day=…$"),
        ("SELECT $day", {"day": 1, "dya": 2}, r"^the query has no parameter '\$dya', did you mean 'day'\?$"),
        ("SELECT $n", {"n": 10**50}, r"^the query can't be answered: "),
        ("", {}, r"^there is no query$"),
        ("-- only words", {}, r"^there is no query$"),
        ("SELECT '\ud800'", {}, r"halves of characters"),
        ("SELECT $n", {"n": "\ud800"}, r"halves of characters"),
    ],
)
def test_what_is_wrong_is_said(here: SqlStore, select: str, given: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        here.query(select, given)
    assert here.query("SELECT 1 AS one").rows == ((1,),)


@pytest.mark.parametrize(("select", "wrong"), [("SELEC 1", "SELEC"), ("SELECT title,\n  titel FROM papers", "titel")])
def test_the_place_is_marked_below_it(here: SqlStore, select: str, wrong: str) -> None:
    with pytest.raises(QueryError) as caught:
        here.query(select)
    *_, line, mark = str(caught.value).splitlines()
    assert (mark.index("^"), mark.strip("^ ")) == (line.index(wrong), "")


NO_SELECT = "SQL only reads the tables: a query is one SELECT"
NO_FILES = "SQL reads the tables of the atlas only, no other files and nothing from the web"


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("SELECT * FROM read_csv('{file}')", NO_FILES),
        ("SELECT * FROM '{file}'", NO_FILES),
        ("SELECT * FROM read_text('{file}')", NO_FILES),
        ("SELECT * FROM read_blob('{file}')", NO_FILES),
        ("SELECT * FROM read_json('{file}')", NO_FILES),
        ("SELECT * FROM read_parquet('{file}')", NO_FILES),
        ("SELECT * FROM parquet_metadata('{file}')", NO_FILES),
        ("SELECT * FROM sniff_csv('{file}')", NO_FILES),
        ("SELECT * FROM glob('{directory}/*')", NO_FILES),
        ("SELECT * FROM read_csv('https://localhost/x.csv')", "."),
        ("SELECT * FROM read_text('s3://bucket/x')", "."),
        ("SELECT * FROM query('SELECT * FROM read_text(''{file}'')')", NO_FILES),
        ("SELECT * FROM secret_of_the_program", "there is no table"),
        ("SELECT getenv('HOME')", "."),
        ("COPY papers TO '{directory}/out.csv'", NO_SELECT),
        ("COPY (SELECT 1) TO '{directory}/out.csv'", NO_SELECT),
        ("EXPORT DATABASE '{directory}/out'", NO_SELECT),
        ("ATTACH '{directory}/out.db'", NO_SELECT),
        ("INSTALL httpfs", NO_SELECT),
        ("LOAD httpfs", NO_SELECT),
        ("SET threads = 1", NO_SELECT),
        ("SET enable_external_access = true", NO_SELECT),
        ("RESET memory_limit", NO_SELECT),
        ("PRAGMA memory_limit = '1GB'", NO_SELECT),
        ("CALL enable_logging()", NO_SELECT),
        ("CREATE TABLE mine AS SELECT 1", NO_SELECT),
        ("CREATE OR REPLACE VIEW papers AS SELECT 1", NO_SELECT),
        ("DROP VIEW papers", NO_SELECT),
        ("INSERT INTO papers VALUES (1)", NO_SELECT),
        ("UPDATE papers SET votes = 1", NO_SELECT),
        ("DELETE FROM papers", NO_SELECT),
        ("EXPLAIN ANALYZE COPY papers TO '{directory}/out.csv'", NO_SELECT),
        ("WITH gone AS (DELETE FROM papers RETURNING 1) SELECT * FROM gone", "."),
        ("PREPARE later AS SELECT 1", NO_SELECT),
        ("BEGIN", NO_SELECT),
        ("SELECT 1; SELECT 2", "one query at a time"),
        ("SELECT 1; COPY papers TO '{directory}/out.csv'", "one query at a time"),
        ("/* SELECT */ COPY papers TO '{directory}/out.csv' -- SELECT", NO_SELECT),
    ],
)
def test_nothing_but_the_tables_is_reached(here: SqlStore, tmp_path: Path, statement: str, message: str) -> None:
    secret_of_the_program = tmp_path / "secret.csv"
    secret_of_the_program.write_text("a,b\n1,2\n", encoding="utf-8")
    before = here.query("SELECT count(*), sum(votes) FROM papers").rows
    with pytest.raises(QueryError, match=message):
        here.query(statement.format(file=secret_of_the_program, directory=tmp_path))
    assert list(tmp_path.iterdir()) == [secret_of_the_program]
    assert here.query("SELECT count(*), sum(votes) FROM papers").rows == before


def test_settings_are_locked_to_functions_too(directory: Path, tmp_path: Path) -> None:
    with SqlStore.open(directory) as store:
        with pytest.raises(QueryError):
            store.query(f"FROM enable_logging(storage = 'file', storage_path = '{tmp_path}/log')")
            store.query("SELECT 1")  # some versions open the log only with the next query
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("select", [ENDLESS, "SELECT count(*) FROM range(10000000000) a, range(10000) b"])
def test_the_time_is_kept(store: Store, select: str) -> None:
    with pytest.raises(QueryError, match=r"^the query took longer than 0\.5 s; narrow it down or allow more time$"):
        store.query(select, timeout=0.5)
    assert store.query("SELECT 1 AS one").rows == ((1,),)


@pytest.mark.parametrize("select", [EVERYTHING, "SELECT list(a.range) FROM range(1000000000) a"])
def test_the_memory_is_kept(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, select: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryError, match=r"^the query needs more memory"):
        store.query(select, timeout=300)
    assert list(tmp_path.iterdir()) == []  # nor does anything go to the disk
    assert store.query("SELECT 1 AS one").rows == ((1,),)


@pytest.mark.parametrize("select", [EVERYTHING, "SELECT list(a.range) FROM range(1000000000) a"])
def test_a_process_without_memory_left_answers_no_more(directory: Path, select: str) -> None:
    """Now and then it could not even start a thread for the next query."""
    opened = functools.partial(SqlStore.open, directory, MEMORY)
    with ConfinedStore(opened, MEMORY, processes=1) as store:
        others = psutil.Process().children()
        store.query("SELECT 1 AS one")
        (mine,) = set(psutil.Process().children()) - set(others)
        with pytest.raises(QueryError, match=r"^the query needs more memory than the 400 MB it may take"):
            store.query(select, timeout=300)
        assert not mine.is_running()
        assert store.query("SELECT 1 AS one").rows == ((1,),)


def test_what_the_database_does_not_count_is_kept_too(directory: Path) -> None:
    opened = functools.partial(SqlStore.open, directory, MEMORY)
    with ConfinedStore(opened, MEMORY) as store, pytest.raises(QueryError, match=r"memory"):
        store.query("SELECT length(repeat('x', 3000000000))", timeout=300)


def test_rows_come_as_they_are_made(store: Store) -> None:
    with store.stream("SELECT * FROM range(10000000000)") as streamed:
        assert [row for row, _ in zip(streamed.rows, range(3000), strict=False)][-1] == (2999,)


def test_threads_ask_at_once(here: SqlStore) -> None:
    ready = threading.Barrier(4)

    def ask(number: int) -> object:
        ready.wait()
        return [here.query("SELECT $n * 2", {"n": number}).rows for _ in range(20)]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [[((2 * number,),)] * 20 for number in range(4)]


def test_a_closed_store_says_so(directory: Path, example_atlas: Atlas) -> None:
    store = SqlStore.open(directory)
    store.close()
    with pytest.raises(StoreError, match="this store is closed"):
        store.query("SELECT 1")
    atlas = Atlas.open(example_atlas.path.parent.parent)
    assert atlas.sql("SELECT 1 AS one").rows == ((1,),)
    atlas.close()
    with pytest.raises(AtlasError, match="this atlas is closed"):
        atlas.sql("SELECT 1")


def test_a_missing_or_damaged_table_is_an_error(directory: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(directory, tmp_path / "tables")
    (copy / "papers.parquet").write_bytes(b"junk")
    with pytest.raises(AtlasError, match=r"the tables can't be read .*; build again"):
        SqlStore.open(copy)
    (copy / "papers.parquet").unlink()
    with pytest.raises(AtlasError, match=r"papers\.parquet: is missing"):
        SqlStore.open(copy)


@pytest.mark.parametrize("name", ["it's [a] *?", "논문 {x}"])
def test_a_directory_may_be_called_anything(directory: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(directory, tmp_path / name / "tables")
    with SqlStore.open(tmp_path / name / "tables") as store:
        assert len(store.query("SELECT id FROM papers")) > 1


def test_atlas_with_a_limit_of_memory_asks_in_processes(example_atlas: Atlas) -> None:
    with Atlas.open(example_atlas.path.parent.parent, query_memory=MEMORY) as atlas:
        assert isinstance(atlas.sql_store, ConfinedStore)
        assert len(atlas.sql("SELECT id FROM papers WHERE votes > $votes", votes=50)) > 0
