"""A name of several things is several concepts, and their captions say which is which."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from tests.graph.test_naming import concepts, names, tables, tables_of

Listed = tuple[str, str, str]


def made_of(tmp_path: Path, *papers: Listed) -> dict[str, pa.Table]:
    """The tables of papers by arXiv number, title and summary."""
    return tables_of(
        tmp_path,
        "\n".join(
            f"### [{title}](https://arxiv.org/abs/{number})\n\n- {summary}\n" for number, title, summary in papers
        ),
    )


def mentioned(made: dict[str, pa.Table], number: str) -> set[str]:
    """The concepts of a paper."""
    rows = made["mentions"].to_pylist()
    return {row["target"].removeprefix("concept:") for row in rows if row["source"] == f"arxiv:{number}"}


MAPS = ("2403.00001", "ZorbNet: Maps of Wool", "ZorbNet draws maps. ZorbNet is new.")
LOOMS = ("2404.00002", "ZORBnet: Looms that Learn", "ZORBnet learns looms. ZORBnet is new.")
OTHER = ("2404.00003", "On Felt", "We compare with ZorbNet. ZorbNet is strong.")


def test_papers_that_give_themselves_one_name_have_a_concept_each(tmp_path: Path) -> None:
    made = made_of(tmp_path, MAPS, LOOMS, OTHER)
    second = f"zorbnet~arxiv:{LOOMS[0]}"
    assert "zorbnet" in mentioned(made, MAPS[0]) & mentioned(made, OTHER[0])
    assert second in mentioned(made, LOOMS[0]) and "zorbnet" not in mentioned(made, LOOMS[0])
    assert concepts(made)["zorbnet"]["name"] == "ZorbNet"
    assert concepts(made)[second]["name"] == "ZORBnet (Looms that Learn)"
    assert concepts(made)[second]["aliases"] == ["ZORBnet"]


def test_what_others_mostly_name_is_a_term(tmp_path: Path) -> None:
    others = [(f"2404.001{number:02}", f"Felt {number}", OTHER[2]) for number in range(6)]
    made = made_of(tmp_path, MAPS, LOOMS, *others)
    assert "zorbnet" in mentioned(made, LOOMS[0])


def test_a_word_before_a_colon_is_no_name(tmp_path: Path) -> None:
    papers = [
        (f"2404.0000{number}", f"Ferret: {said}", f"Keeping a ferret is hard. The ferret {said.lower()} well.")
        for number, said in enumerate(("Eats", "Sleeps"))
    ]
    bare = [("2404.00005", "Ferret: A Review", "It is about pets."), ("2404.00006", "Ferret: A Study", "Of pets.")]
    for listed in (papers, bare):
        made = made_of(tmp_path, *listed)
        assert not [concept for concept in concepts(made) if "~" in concept]


def test_a_paper_that_says_what_its_name_stands_for_needs_nothing_else(tmp_path: Path) -> None:
    spelled = ("2404.00004", "ZNET: Zonal Nets", "Zonal entropy tuning (ZNET) is new. ZNET, zonal entropy tuning.")
    first = ("2403.00005", "ZNET: Nets", "ZNET draws maps. ZNET is new.")
    made = made_of(tmp_path, first, spelled)
    assert not [concept for concept in concepts(made) if "~" in concept]


@pytest.mark.parametrize(
    ("name", "older", "is_another"),
    [("Ferret", "2402.00001", True), ("Ferret", "2405.00001", False), ("ZorbNet", "2402.00001", False)],
    ids=["a word, before", "a word, after", "coined, before"],
)
def test_what_older_papers_name_by_a_word_is_no_younger_papers_own(
    name: str, older: str, is_another: bool, tmp_path: Path
) -> None:
    own = ("2403.00002", f"{name}: Looms", f"{name} learns looms. {name} is new.")
    made = made_of(tmp_path, (older, "On Felt", f"We test {name}. {name} is strong."), own)
    assert (f"{name.lower()}~arxiv:{own[0]}" in mentioned(made, own[0])) == is_another


SERVING = [(f"2404.002{number:02}", f"Serving {number}", "It runs on vZLM. The vZLM engine.") for number in range(3)]
VISUAL = [(f"2404.003{number:02}", f"Seeing {number}", "It trains a VZLM. The VZLM sees.") for number in range(2)]


@pytest.mark.parametrize(("visual", "is_another"), [(VISUAL, True), (VISUAL[:1], False)], ids=["two", "one, a slip"])
def test_capitals_tell_a_name_that_begins_with_a_small_letter(
    visual: Sequence[Listed], is_another: bool, tmp_path: Path
) -> None:
    made = made_of(tmp_path, *SERVING, *visual)
    assert "vzlm" in mentioned(made, SERVING[0][0])
    assert ("vzlm~VZLM" in mentioned(made, visual[0][0])) == is_another
    if is_another:
        assert (concepts(made)["vzlm"]["name"], concepts(made)["vzlm~VZLM"]["name"]) == ("vZLM", "VZLM")


def test_letters_that_do_not_fit_are_no_name_of_what_they_stand_beside(tmp_path: Path) -> None:
    usual = tuple(f"Machine learning (ML) number {number}. Machine learning." for number in range(6))
    made = tables(
        tmp_path, *usual, "기계 번역(ML)을 다룬다. ML은 어렵다. 기계 번역(machine translation).", "기계 번역(MT) 번역."
    )
    assert names(made, "machine translation")["ML"] == "explained"
    assert "ML" not in concepts(made)["machine translation"]["aliases"]


def test_an_acronym_means_what_the_words_before_its_bracket_mean(tmp_path: Path) -> None:
    usual = tuple(f"Cosine marching (CM) number {number}. CM works, cosine marching." for number in range(6))
    made = tables(tmp_path, *usual, "일관성 모델(CM)을 다룬다. CM은 어렵다.", "일관성 모델(CM)을 쓴다. CM.")
    assert "consistency model" in mentioned(made, "2404.00007") & mentioned(made, "2404.00008")
    assert not any("cosine marching" in mentioned(made, f"2404.0000{number}") for number in (7, 8))
    assert names(made, "consistency model")["CM"] == "acronym"
