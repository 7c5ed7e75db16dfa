"""CSV: what is read back from the directory."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pytest

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.parts import tables_of
from paperatlas.graph.schema import tables as declared_tables
from paperatlas.graph.views import VIEWS
from paperatlas.loaders.csv_tables import write
from tests.loaders.graphs import empty_tables, hostile_tables, in_small_chunks

KINDS = {kind.table: kind for kind in declared_tables()}


def read_back(path: Path) -> list[dict[str, object]]:
    schema = arrow_schema(KINDS[path.stem])
    lists = [field.name for field in schema if pa.types.is_list(field.type)]
    types = {field.name: pa.string() if field.name in lists else field.type for field in schema}
    table = pa_csv.read_csv(
        path,
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    rows: list[dict[str, object]] = table.to_pylist()
    return [row | {name: json.loads(str(row[name])) for name in lists} for row in rows]


@pytest.fixture(params=["examples", "hostile", "empty"])
def tables(request: pytest.FixtureRequest, example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {"examples": example_tables, "hostile": hostile_tables(), "empty": empty_tables()}[request.param]


def test_every_table_comes_back(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    write(tables, VIEWS["all"], tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.csv" for name in KINDS}
    for name, table in tables.items():
        assert read_back(tmp_path / f"{name}.csv") == table.to_pylist()


@pytest.mark.parametrize("name", ["collaborations", "papers", "concepts"])
def test_other_views_have_their_own_tables(name: str, tables: dict[str, pa.Table], tmp_path: Path) -> None:
    write(tables, VIEWS[name], tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(tables_of(VIEWS[name], tables))


def test_tables_beside_the_graph_may_be_missing(example_tables: dict[str, pa.Table], tmp_path: Path) -> None:
    graph = tables_of(VIEWS["all"], example_tables)
    write(graph, VIEWS["all"], tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(graph)


def test_null_and_empty_text_differ(tmp_path: Path) -> None:
    papers = hostile_tables()["papers"].slice(0, 1).to_pylist()[0] | {"title": "", "url": None, "links": []}
    made = empty_tables() | {"papers": pa.Table.from_pylist([papers], hostile_tables()["papers"].schema)}
    write(made, VIEWS["papers"], tmp_path)
    header, line = (tmp_path / "papers.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith('"id","title","url",')
    assert line.split(",")[1:3] == ['""', ""]
    assert line.split(",")[header.split(",").index('"links"')] == '"[]"'


def test_formulas_stay_as_they_are(tmp_path: Path) -> None:
    write(hostile_tables(), VIEWS["collaborations"], tmp_path)
    with (tmp_path / "authors.csv").open(encoding="utf-8", newline="") as file:
        assert "=1+1" in [row["name"] for row in csv.DictReader(file)]


def test_equal_tables_give_equal_bytes(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    for name, made in (("one", tables), ("other", tables), ("chunked", in_small_chunks(tables))):
        (tmp_path / name).mkdir()
        write(made, VIEWS["all"], tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        for other in ("other", "chunked"):
            assert (tmp_path / other / path.name).read_bytes() == path.read_bytes()
