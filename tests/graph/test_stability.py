"""What depends on the size of the corpus changes smoothly, and a day more leaves what is said of the others."""

import itertools
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from paperatlas.graph.relations import relation
from tests.benchmarks.generate import generate
from tests.benchmarks.stability import changes, make_tables, read_digests


def corpus(papers: int) -> dict[str, float]:
    with duckdb.connect() as connection:
        connection.register("listing", pa.table({"paper": pa.array(map(str, range(papers)), pa.string())}))
        connection.register("settings", pa.table({"max_team": [50], "min_specificity": [0.1]}))
        (row,) = connection.sql(relation("corpus")).to_arrow_table().to_pylist()
    return {name: float(value) for name, value in row.items() if name not in ("papers", "max_team", "min_specificity")}


def test_the_figures_of_the_corpus_have_no_cliff() -> None:
    sizes = [0, 1, 5, 40, 74, 150, 199, 201, 300, 2_700, 5_500, 75_000]
    figures = [corpus(papers) for papers in sizes]
    for name in figures[0]:
        values = [each[name] for each in figures]
        assert values == sorted(values)
    for before, after in ((199, 201), (2_757, 2_779)):
        assert corpus(before) == corpus(after)


def test_one_step_of_the_rounding_moves_little() -> None:
    values = [corpus(papers) for papers in range(150, 250)]
    for name in values[0]:
        steps = [after[name] / max(before[name], 1e-9) for before, after in itertools.pairwise(values)]
        assert 1 <= max(steps) < 1.5


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("generated")
    generate(directory, papers=1200, seed=5)
    return directory


def test_a_day_more_leaves_what_is_said_of_others(generated: Path) -> None:
    readings = read_digests(generated)
    before, after = make_tables(readings[:-1]), make_tables(readings)
    assert len(after["papers"]) > len(before["papers"]) > 1000
    listings = zip(after["listings"]["source"].to_pylist(), after["listings"]["paper"].to_pylist(), strict=True)
    listed = {paper for source, paper in listings if source == readings[-1][0]}
    found = {change.table: change for change in changes(before, after, listed)}
    assert sum(change.touched for change in found.values()) > len(listed)
    assert found["co_occurs_with"].rows > 100
    for table in ("mentions", "concepts", "concept_names", "co_occurs_with"):
        assert found[table].beyond <= 0.01 * found[table].rows
    rows = sum(change.rows for change in found.values())
    assert sum(change.beyond for change in found.values()) <= 0.01 * rows
