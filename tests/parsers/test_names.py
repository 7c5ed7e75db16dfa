"""Names as they are printed, read as they should be shown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.parsers.daily_digest import parse
from paperatlas.parsers.fields.latex import plain_latex
from paperatlas.parsers.fields.names import clean_name, given_first, read_authors


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Alice and Bob", ["Alice", "Bob"]),
        ("Alice, Bob, and Carol", ["Alice", "Bob", "Carol"]),
        ("A Roe; B Doe", ["A Roe", "B Doe"]),
        ("A、B，C", ["A", "B", "C"]),
        ("Alice Roe & Bob Doe", ["Alice Roe", "Bob Doe"]),
        ("Lovelace, Ada and Davis, Jr., Sammy", ["Ada Lovelace", "Sammy Davis Jr."]),
        ("Smith, J., Doe, A. B.", ["J. Smith", "A. B. Doe"]),
        ("Li, Fei-Fei; Roe, A., Jr.", ["Fei-Fei Li", "A. Roe Jr."]),
        (
            "Martin Luther King, Jr., Ann Lee III, Bob Roe, Sr.",
            ["Martin Luther King Jr.", "Ann Lee III", "Bob Roe Sr."],
        ),
        ("Ann Lee<sup>1,2</sup> (DeepMind, UK), Bob Roe2</sup>", ["Ann Lee", "Bob Roe"]),
        ("A Roe$^{1}$ and B Doe$^{2,3}$", ["A Roe", "B Doe"]),
        ("Ann Lee² and Bob Roe¹,³", ["Ann Lee", "Bob Roe"]),
        ("Ann Lee1,2, Bob Roe3*", ["Ann Lee", "Bob Roe"]),
        ("Ann Lee*†, Bob V. Roe", ["Ann Lee", "Bob V. Roe"]),
        ("Erd{\\H{o}}s, P{\\'a}l and K{\\\"o}nig, D{\\'e}nes", ["Pál Erdős", "Dénes König"]),
        ("Rui Shen 0002", ["Rui Shen 0002"]),
        ("Rand Andy, Ying (Jessica) Wang", ["Rand Andy", "Ying (Jessica) Wang"]),
        ("", []),
    ],
)
def test_whole_lists(printed: str, names: list[str]) -> None:
    assert read_authors(printed) == (tuple(names), True)


@pytest.mark.parametrize(
    "end",
    [
        " et al.",
        ", et al",
        " and others",
        ", and 12 others",
        ", + 12 more",
        ", +",
        ", ...",
        "…",
        " & colleagues",
        " 等",
    ],
)
def test_cut_lists(end: str) -> None:
    assert read_authors(f"Ann Lee, Bob Roe{end}") == (("Ann Lee", "Bob Roe"), False)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Christopher R&eacute;", "Christopher Ré"),
        ("Christopher RÃ©", "Christopher Ré"),
        (r"Christopher R\'{e}", "Christopher Ré"),
        (r"Paul Erd\H{o}s", "Paul Erdős"),
        (r"{\L}ukasz~Kaiser", "Łukasz Kaiser"),
        ("Ann  Lee (DeepMind)", "Ann Lee"),
        ("<sup>1</sup>Ann Lee", "Ann Lee"),
        ("2</sup>", ""),
        ("7", ""),
        ("coder42", "coder42"),
        ("Ýmir Ångström", "Ýmir Ångström"),
        ("X Æ A-12", "X Æ A-12"),
        ("李 飞飞", "李 飞飞"),
    ],
)
def test_one_name(printed: str, shown: str) -> None:
    assert clean_name(printed) == shown
    assert clean_name(shown) == shown


def test_parts_are_joined() -> None:
    assert given_first("Davis", "Sammy", "Jr.") == "Sammy Davis Jr."
    assert given_first("Plato") == "Plato"


def test_formulas_stay_in_latex() -> None:
    assert plain_latex(r"{GPT} on $x_{1}$ \& \'a 50% R&D") == "GPT on $x_{1}$ & á 50% R&D"
    assert plain_latex("{" * 5_000 + "\\'a") != ""


def test_the_line_of_a_digest() -> None:
    names = "Ann Lee and Bob Roe, Jr., Carol Poe<sup>2</sup>, Erd\\H{o}s P., +"
    text = f"## [A title](https://arxiv.org/abs/2404.09656)\n\nauthor: {names}\n"
    (paper,) = parse(text, "2024-04-16.md").papers
    assert (paper.names, paper.authors_complete) == (("Ann Lee", "Bob Roe Jr.", "Carol Poe", "Erdős P."), False)


@pytest.mark.parametrize(
    "piece", ["(", "and ", ", ", " ", "$^", "+ ", "<sup>", "\\'{", "[", "A, B; ", "Ã©", "&amp;", "1,2"]
)
def test_hostile_lists_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        read_authors(piece * count + "x")
        return time.process_time() - start

    assert seconds(40_000) < 40 * seconds(4_000) + 1


@given(st.text(max_size=60))
def test_any_text_gives_names_that_stand(text: str) -> None:
    names, _ = read_authors(text)
    assert all(any(map(str.isalpha, name)) for name in names)
