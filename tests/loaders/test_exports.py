"""Every export format: a write that fails leaves what was there."""

import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from paperatlas.base.errors import OutputError, UsageError
from paperatlas.base.output import whole_directory, whole_file
from paperatlas.base.visible import written_out
from paperatlas.graph.views import VIEWS
from paperatlas.loaders import EXPORTS, find_export, write_export
from tests.loaders.graphs import hostile_tables

FILES = [name for name, export in EXPORTS.items() if not export.directory]
DIRECTORIES = [name for name, export in EXPORTS.items() if export.directory]
REFERENCES = ("bibtex", "ris", "csl-json")
SMALL = 4096


@contextlib.contextmanager
def small_disk() -> Iterator[None]:
    """Files can't grow beyond some bytes; for the time of writing only, as pytest may be writing a file of its own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "name", sorted(set(FILES) - {"xlsx"})
)  # its library leaves files open then; test_xlsx.py starts a process
def test_a_file_that_does_not_fit_leaves_the_older_one(
    name: str, example_tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    path = tmp_path / f"graph.{name}"
    path.write_text("older")
    with small_disk(), pytest.raises(OutputError, match=str(path)), whole_file(path) as file:
        write_export(EXPORTS[name], example_tables, VIEWS["all"], file)
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", DIRECTORIES)
def test_a_directory_that_does_not_fit_does_not_appear(
    name: str, example_tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    out = tmp_path / "graph"
    with small_disk(), pytest.raises(OutputError, match="graph"), whole_directory(out) as directory:
        write_export(EXPORTS[name], example_tables, VIEWS["all"], directory)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FILES)
def test_tables_that_miss_a_column_leave_the_older_file(
    name: str, example_tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    path = tmp_path / f"graph.{name}"
    path.write_text("older")
    table, column = ("papers", "venue") if name in REFERENCES else ("co_occurs_with", "weight")
    damaged = example_tables | {table: example_tables[table].drop_columns([column])}
    with pytest.raises(KeyError, match=column), whole_file(path) as file:
        write_export(EXPORTS[name], damaged, VIEWS["all"], file)
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["graphml", "gexf", "json"])
def test_a_file_shown_on_a_terminal_does_no_harm(name: str, tmp_path: Path) -> None:
    with whole_file(tmp_path / "graph") as target:
        write_export(EXPORTS[name], hostile_tables(), VIEWS["all"], target)
    text = (tmp_path / "graph").read_text(encoding="utf-8")
    assert written_out(text, kept="\n\ufffe\uffff") == text


@pytest.mark.parametrize("name", EXPORTS)
def test_the_tables_stay_as_they_are(name: str, example_tables: dict[str, pa.Table], tmp_path: Path) -> None:
    before = {table: pa.Table.from_pylist(rows.to_pylist(), rows.schema) for table, rows in example_tables.items()}
    whole = whole_directory if EXPORTS[name].directory else whole_file
    with whole(tmp_path / "graph") as target:
        write_export(EXPORTS[name], example_tables, VIEWS["all"], target)
    assert all(rows.equals(before[table]) for table, rows in example_tables.items())


@pytest.mark.parametrize("name", DIRECTORIES)
def test_a_directory_can_not_be_standard_output(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is a directory .* name a directory"):
        find_export(name, "-")


def test_a_format_is_found_by_name_or_suffix() -> None:
    assert find_export(None, "graph.GraphML") is EXPORTS["graphml"]
    assert find_export("csv", "graph.graphml") is EXPORTS["csv"]
    with pytest.raises(UsageError, match="--format"):
        find_export(None, "graph")
    assert find_export(None, "graph.xlsx") is EXPORTS["xlsx"]
    with pytest.raises(UsageError, match="graphml, gexf, json, csv"):
        find_export("dot", "graph.dot")
