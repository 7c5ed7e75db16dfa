"""What a paper says beside a name goes before what others mean by it, and what it calls itself is no other paper's."""

from pathlib import Path

import pyarrow as pa
import pytest

from paperatlas.graph.concepts.judging import judge_pairs
from tests.graph.test_naming import tables

COT = tuple(f"Chain of thought (CoT) number {number} is used. CoT works." for number in range(12))
ML = tuple(f"Statistical machine learning (ML) number {number}. Machine learning (ML)." for number in range(12))


def concepts_of(made: dict[str, pa.Table], text: str) -> set[str]:
    """The concepts that the paper with some words mentions."""
    papers = {row["paper"] for row in made["passages"].to_pylist() if text in row["text"]}
    return {row["target"].removeprefix("concept:") for row in made["mentions"].to_pylist() if row["source"] in papers}


@pytest.mark.parametrize(
    ("others", "summary", "usual"),
    [
        (COT, "Zorblax uses Chain of Code (CoT), for CoT runs.", "chain of thought"),
        (COT, "Zorblax has Complete Output Trees (CoT), for CoT is deep.", "chain of thought"),
        (ML, "Zorblax 기계 번역(ML)을 다룬다. ML은 어렵다.", "machine learning"),
    ],
)
def test_the_long_form_beside_an_acronym_goes_first(
    others: tuple[str, ...], summary: str, usual: str, tmp_path: Path
) -> None:
    made = tables(tmp_path, *others, summary)
    assert usual not in concepts_of(made, "Zorblax")


def test_a_slip_of_the_pen_in_a_long_form_is_none_of_its_own(tmp_path: Path) -> None:
    others = tuple(f"Direct preference optimization (DPO) number {number}." for number in range(25))
    made = tables(tmp_path, *others, "Zorblax with direct policy optimization (DPO) and DPO.")
    assert "direct preference optimization" in concepts_of(made, "Zorblax")


def test_what_one_paper_calls_its_own_work_is_found_in_no_other_on_its_word(tmp_path: Path) -> None:
    pair = {
        "name_key": "노이즈교정", "concept": "noise calibration", "language": "ko", "name": "노이즈 교정",
        "english": "noise calibration", "well_formed": True, "explaining": 1, "explained": 1, "using_papers": 2,
        "together": 0, "naming": 2, "is_known": False, "is_other": False, "is_other_by_words": False,
    }  # fmt: skip
    rows = pa.Table.from_pylist([{**pair, "is_own": False}, {**pair, "name_key": "노이즈교정2", "is_own": True}])
    assert judge_pairs(rows)["verdict"].to_pylist() == ["everywhere", "explained"]
