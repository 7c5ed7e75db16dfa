"""What engines are made of: statements in Spark's dialect, tables as bytes, exact figures."""

import itertools
from decimal import Decimal
from pathlib import Path

import duckdb as database
import pyarrow as pa
import pytest
import sqlglot

from paperatlas.graph.arrow import conform
from paperatlas.graph.engines import duckdb
from paperatlas.graph.engines.dialect import order_of, spark_sql
from paperatlas.graph.engines.packing import (
    BYTES,
    chunks,
    in_groups,
    in_one_task,
    packed,
    packing,
    unpacking,
    whole_groups,
)
from paperatlas.graph.relations import COMPUTED, RELATIONS, relation
from paperatlas.graph.schema import MENTIONS
from tests.conftest import example_files, tables_of_texts

STATEMENTS = [relation(name) for name in RELATIONS if name not in COMPUTED]
STATEMENTS += [select for name in RELATIONS if name in COMPUTED for select in COMPUTED[name].selects]


@pytest.mark.parametrize("statement", STATEMENTS, ids=range(len(STATEMENTS)))
def test_every_statement_is_said_in_sparks_dialect(statement: str) -> None:
    assert sqlglot.parse_one(spark_sql(statement), read="spark").find(sqlglot.exp.Select)


@pytest.mark.parametrize("name", [name for name in RELATIONS if name not in COMPUTED])
def test_every_relation_has_an_order(name: str) -> None:
    assert order_of(relation(name)) or name == "corpus"


def test_an_ordered_list_is_sorted_pairs() -> None:
    said = spark_sql("SELECT k, array_agg(x ORDER BY n DESC, x) AS xs FROM t GROUP BY k ORDER BY k", ordered=False)
    assert "ARRAY_SORT(COLLECT_LIST(STRUCT(-(n) AS k0, (x) AS k1, x AS value)))" in said
    assert "ORDER BY" not in said


def test_quotients_and_decimals_are_rounded_as_floats() -> None:
    said = spark_sql("SELECT CAST(a / b AS DECIMAL(18, 6)) AS share FROM t")
    share = "CAST(CAST(a AS DOUBLE) / (b) AS DOUBLE)"
    assert said == f"SELECT CAST(ROUND({share} * 1000000) / 1000000 AS DECIMAL(18, 6)) AS share FROM t"


def test_steps_of_many_rows_are_taken_out_of_the_database_with_the_same_result(
    example_tables: dict[str, pa.Table], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(duckdb, "SMALL", 0)
    texts = {path.name: path.read_text(encoding="utf-8") for path in example_files()}
    assert tables_of_texts(texts, tmp_path) == example_tables


@pytest.mark.parametrize("most", [0, duckdb.SMALL])
def test_a_step_is_known_by_its_name_until_it_is_forgotten(
    most: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(duckdb, "SMALL", most)
    with duckdb.DuckDB(1, "100MB", tmp_path) as engine:
        engine.register("numbers", pa.table({"number": [3, 1, 2]}))
        engine.step("doubled", "SELECT 2 * number AS number FROM numbers ORDER BY number")
        assert engine.select("answer", "FROM doubled")["number"].to_pylist() == [2, 4, 6]
        for name in ("numbers", "doubled"):
            engine.unregister(name)
            with pytest.raises(database.CatalogException, match=f"{name} does not exist"):
                engine.select("answer", f"FROM {name}")


def batches(*rows: list[int]) -> list[pa.RecordBatch]:
    return [pa.RecordBatch.from_pydict({"key": pa.array(each, pa.int64())}) for each in rows]


@pytest.mark.parametrize("rows", range(1, 9))
def test_no_group_is_parted(rows: int) -> None:
    given = batches([1, 1, 2], [2, 2], [], [2, 3], [4, 4, 5])
    found = [table["key"].to_pylist() for table in whole_groups(given, "key", rows)]
    assert list(itertools.chain.from_iterable(found)) == [1, 1, 2, 2, 2, 2, 3, 4, 4, 5]
    assert all(one[-1] != other[0] for one, other in itertools.pairwise(found))
    assert all(len(each) >= min(rows, 3) - 1 for each in found[:-1])


def test_chunks_are_as_long_as_asked() -> None:
    assert [len(table) for table in chunks(batches([1, 2], [3], [4, 5], [6]), 3)] == [3, 3]


def test_a_function_takes_tables_and_gives_tables_as_bytes() -> None:
    one, other = pa.table({"x": pa.array([3, 1], pa.int64())}), pa.table({"y": pa.array([], pa.string())})

    def turned(first: pa.Table, second: pa.Table) -> dict[str, pa.Table]:
        return {"turned": first.sort_by("x"), "none": second}

    given = [*packed("0", one), *packed("1", other)]
    made = list(in_one_task(turned, "ignored", [one.schema, other.schema])(given))
    assert [batch.column("name").to_pylist() for batch in made] == [["turned"], ["none"]]
    rows = [pa.Table.from_batches(list(unpacking(one.schema)([batch]))) for batch in made[:1]]
    assert rows[0]["x"].to_pylist() == [1, 3]


def test_rows_come_in_the_order_of_their_places_whichever_batch_came_first() -> None:
    first, second = (next(packing("0")([batch])) for batch in batches([1, 2], [3]))
    second = second.set_column(1, "place", pa.array([1]))
    made = in_one_task(lambda table: table, "same", [batches([1])[0].schema])([second, first])
    rows = pa.Table.from_batches([row for batch in made for row in unpacking(batches([1])[0].schema)([batch])])
    assert rows["key"].to_pylist() == [1, 2, 3]


def test_large_rows_are_packed_in_pieces() -> None:
    texts = ["short"] * 9_000 + ["x" * 50_000] * 100 + ["long" * 600_000]
    table = pa.table({"text": texts})
    for made in (list(packed("0", table)), list(packing("0")(table.to_batches()))):
        sizes = [len(content.as_py()) for batch in made for content in batch.column("content")]
        assert max(sizes[:-1]) < 1.1 * BYTES < sizes[-1]
        rows = pa.Table.from_batches([row for batch in made for row in unpacking(table.schema)([batch])])
        assert rows.equals(table)


def test_groups_go_to_a_function_as_a_whole() -> None:
    def sizes(table: pa.Table) -> pa.Table:
        return pa.table({"rows": pa.array([len(table)], pa.int64())})

    made = list(in_groups(sizes, "sizes", "key", 2)(batches([1, 1], [1, 2])))
    rows = pa.Table.from_batches([row for each in made for row in unpacking(pa.schema({"rows": pa.int64()}))([each])])
    assert sum(rows["rows"].to_pylist()) == 4


@pytest.mark.parametrize("exact", ["0.672761", "0.000001", "0.1", "123456.654321"])
def test_an_exact_decimal_becomes_the_nearest_float(exact: str) -> None:
    columns = {"source": ["p"], "target": ["c"], "weight": pa.array([Decimal(exact)], pa.decimal128(18, 6))}
    rows = conform(pa.table(columns | {"count": [1], "in_title": [True]}), MENTIONS)
    assert rows["weight"].to_pylist() == [float(exact)]
