"""What papers only use is a concept of those that are about it: the titles tell."""

from pathlib import Path

import pyarrow as pa
import pytest

from tests.conftest import tables_of_texts
from tests.graph.test_relations import digest, paper

BESIDE = """We propose sparse attention for video frame interpolation.
It needs reward shaping and curriculum learning.
A fluvial solver and hydraulic routing are used.
It is tested on ZorbNet and HumanEval."""
PAPERS = range(1, 49)
TITLED = {
    1: "A better hydraulic routing",
    2: "Fluvial solvers at large",
    **{number: f"Learned hydraulic routing models of kind {number}" for number in range(3, 49, 2)},
}
OFTEN = 5


def summary(number: int) -> str:
    again = "The fluvial solver is new. A fluvial solver that scales. Fluvial solvers for all."
    return f"{BESIDE}\n{again}" if number == OFTEN else BESIDE


def naming(tables: dict[str, pa.Table], concept: str) -> set[int]:
    """The numbers of the papers that mention a concept."""
    rows = tables["mentions"].to_pylist()
    return {int(row["source"].rpartition(".")[2]) for row in rows if row["target"] == f"concept:{concept}"}


def texts(titled: dict[int, str]) -> dict[str, str]:
    papers = (paper(number, summary=summary(number), title=titled.get(number, "")) for number in PAPERS)
    return {"a.md": digest("2024-04-15", *papers)}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    return tables_of_texts(texts(TITLED), tmp_path_factory.mktemp("spill"))


def test_what_hardly_any_title_has_is_of_the_papers_that_are_about_it(tables: dict[str, pa.Table]) -> None:
    assert naming(tables, "fluvial solver") == {2, OFTEN}


def test_what_titles_have_within_longer_terms_is_of_every_paper_that_names_it(tables: dict[str, pa.Table]) -> None:
    assert naming(tables, "hydraulic routing") == {*PAPERS}


def test_a_name_is_of_every_paper_that_uses_it(tables: dict[str, pa.Table]) -> None:
    assert naming(tables, "zorbnet") == {*PAPERS}


def test_a_measure_is_no_name_but_what_papers_use(tmp_path: Path) -> None:
    figures = "It has a QuxD of 2.3 and runs on QuxBench (81.5%)."
    measured = {"a.md": digest("2024-04-15", *(paper(at, summary=f"{BESIDE}\n{figures}") for at in PAPERS))}
    made = tables_of_texts(measured, tmp_path)
    assert naming(made, "quxd") == set()
    assert naming(made, "quxbench") == {*PAPERS}


def test_every_paper_keeps_three(tables: dict[str, pa.Table]) -> None:
    counts = tables["mentions"].group_by("source").aggregate([("target", "count")])
    assert len(counts) == len(PAPERS) and min(counts["target_count"].to_pylist()) >= 3


def test_a_user_who_wants_every_term_gets_it(tmp_path: Path) -> None:
    assert naming(tables_of_texts(texts(TITLED), tmp_path, min_specificity=0), "fluvial solver") == {*PAPERS}


def test_few_papers_say_nothing_of_what_they_use(tmp_path: Path) -> None:
    few = {"a.md": digest("2024-04-15", *(paper(number, summary=BESIDE) for number in range(1, 4)))}
    assert naming(tables_of_texts(few, tmp_path), "fluvial solver") == {1, 2, 3}
