"""What a paper says beside a name goes before what others mean by it, and what it calls itself is no other paper's."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from paperatlas.graph.concepts.judging import weigh_pairs, word_meanings
from paperatlas.graph.relations import relation
from tests.graph.test_naming import tables, tables_of

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


def verdicts(pairs: pa.Table) -> list[str]:
    """What is thought of pairs, by their names."""
    with duckdb.connect() as connection:
        connection.register("weighed_pairs", weigh_pairs(pairs, word_meanings(pairs)))
        found = connection.sql(relation("judged_pairs")).to_arrow_table()
    return list(map(str, found["verdict"].to_pylist()))


def test_what_one_paper_calls_its_own_work_is_found_in_no_other_on_its_word(tmp_path: Path) -> None:
    pair = {
        "name_key": "노이즈교정", "concept": "noise calibration", "language": "ko", "name": "노이즈 교정",
        "english": "noise calibration", "well_formed": True, "explaining": 1, "explained": 1, "using_papers": 2,
        "together": 0, "is_known": False, "is_other": False, "is_other_by_words": False,
    }  # fmt: skip
    rows = pa.Table.from_pylist([{**pair, "is_own": False}, {**pair, "name_key": "노이즈교정2", "is_own": True}])
    assert verdicts(rows) == ["everywhere", "explained"]


FM = tuple(f"Foundation model (FM) number {number}. A foundation model." for number in range(6))
EAGLE = ("Zoom into early attention graph layer estimation (EAGLE). EAGLE is early attention graph layer estimation.",)


@pytest.mark.parametrize(
    ("others", "title", "summary", "usual"),
    [
        (FM, "On it", "Zorblax 흐름 매칭(FM)을 다룬다. FM은 어렵다. 흐름 매칭(flow matching)도.", "foundation model"),
        (EAGLE, "On it", "Zorblax uses Eagle and Eagle alone.", "early attention graph layer estimation"),
        (EAGLE, "EAGLE: A Design Space", "Zorblax EAGLE is EAGLE.", "early attention graph layer estimation"),
    ],
    ids=["explains another name", "written otherwise", "its own name"],
)
def test_an_acronym_does_not_mean_everywhere_what_others_say(
    others: tuple[str, ...], title: str, summary: str, usual: str, tmp_path: Path
) -> None:
    explaining = "Here is 흐름 매칭(flow matching), and 흐름 매칭(flow matching)."
    digest = "".join(
        f"### [{name}](https://arxiv.org/abs/2404.{number:05})\n\n- {text}\n\n"
        for number, (name, text) in enumerate([*(("On it", text) for text in (*others, explaining)), (title, summary)])
    )
    made = tables_of(tmp_path, digest)
    assert usual not in concepts_of(made, "Zorblax")
    assert usual in concepts_of(made, others[0][:20])


def test_a_language_model_is_a_large_one_in_the_papers_that_speak_of_large_ones(tmp_path: Path) -> None:
    others = tuple(f"A large language model (LLM) number {number}. LLMs." for number in range(4))
    small = "Zorblax trains a language model (LM) on letters. 언어 모델(language model)은 작다. 언어 모델."
    made = tables(tmp_path, *others, "Quuxly: a language model; 언어 모델은 크다; an LLM.", small, small[8:])
    assert {"language model", "large language model"} & concepts_of(made, "Zorblax") == {"language model"}
    assert {"language model", "large language model"} & concepts_of(made, "Quuxly") == {"large language model"}


@pytest.mark.parametrize("named", ["It speeds LLM decoding up", "A sparse large language model"])
def test_so_it_is_where_a_longer_name_has_that_in_it(named: str, tmp_path: Path) -> None:
    others = tuple(f"A large language model (LLM) number {number}. LLMs." for number in range(4))
    made = tables(tmp_path, *others, f"Quuxly is a language model. {named}.")
    assert "language model" not in concepts_of(made, "Quuxly")


def test_a_name_of_pairs_is_no_name_of_what_is_done(tmp_path: Path) -> None:
    explaining = "질문 답변(question answering)을 쓴다."
    made = tables(tmp_path, explaining, "Quuxly 질문 답변은 어렵다.", "Zorblax 질문-답변 쌍을 만든다.")
    assert "question answering" in concepts_of(made, "Quuxly")
    assert "question answering" not in concepts_of(made, "Zorblax")


def test_two_letters_beside_a_stroke_are_half_a_name(tmp_path: Path) -> None:
    others = tuple(f"A diffusion model (DM) number {number}. DMs, a diffusion model." for number in range(6))
    made = tables(tmp_path, *others, "Zorblax on CNN/DM, and CNN/DM.", "Quuxly runs DM, a DM.")
    assert "diffusion model" not in concepts_of(made, "Zorblax")
    assert "diffusion model" in concepts_of(made, "Quuxly")
