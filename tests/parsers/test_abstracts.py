"""Abstracts are cut into sentences, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.parsers.fields.abstracts import sentences, without_markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Abstract", "Abstract"),
        ("Abstract: We try it.", "We try it."),
        ("ABSTRACT\nWe try it.", "We try it."),
        ("Abstract We try it.", "We try it."),
        ("摘要：我们试试。结果很好！", "我们试试。|结果很好！"),
        ("Abstract interpretation is sound. It is fast.", "Abstract interpretation is sound.|It is fast."),
        (
            "Models, e.g. GPT-2, i.e. Large ones, see Fig. 2. We win.",
            "Models, e.g. GPT-2, i.e. Large ones, see Fig. 2.|We win.",
        ),
        (
            "As J. Smith and A. B. Jones et al. Showed (Sec. 3) it holds.",
            "As J. Smith and A. B. Jones et al. Showed (Sec. 3) it holds.",
        ),
        ("It is made in the U.S. We buy it.", "It is made in the U.S.|We buy it."),
        ("It gains 3.5 points. 2.1 of them are noise.", "It gains 3.5 points.|2.1 of them are noise."),
        (
            "Is it so? Yes! See No. 5. The answer is no. We stop.",
            "Is it so?|Yes!|See No. 5.|The answer is no.|We stop.",
        ),
        ("1. One thing. 2. Two things.", "1. One thing.|2. Two things."),
        ('He said "it works." Then it broke.', 'He said "it works."|Then it broke.'),
        ("우리는 이것을 제안한다. 결과는 좋다.", "우리는 이것을 제안한다.|결과는 좋다."),
        (
            "One\n  line and\tanother.\n\nNew paragraph\n• first\n• second",
            "One line and another.|New paragraph|• first|• second",
        ),
    ],
)
def test_a_passage_a_sentence(text: str, expected: str) -> None:
    assert [passage.text for passage in sentences(text, 1)] == expected.split("|") * bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<jats:title>Abstract</jats:title><jats:p>An <jats:italic>E. coli</jats:italic> cell.</jats:p>B.",
            "An E. coli cell.|B.",
        ),
        ("&lt;p&gt;Escaped &amp;amp; twice&lt;/p&gt;", "Escaped & twice"),
        ("If a<b and c>d, then a &lt; d.", "If a<b and c>d, then a < d."),
        (
            r"{\em Fast} \textbf{very \emph{deep}} nets~\cite{a,b} with 5\% of $\alpha$ decay.",
            "Fast very deep nets with 5% of $\\alpha$ decay.",
        ),
        ("``Quoted'' text.", '"Quoted" text.'),
        ('<p class="x">H<sub>2</sub>O<br/>boils</p>', "H2O|boils"),
        ("<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>1</mml:mn></mml:math> holds.", "x=1 holds."),
    ],
)
def test_markup_is_taken_off(text: str, expected: str) -> None:
    assert [passage.text for passage in sentences(text, 1)] == expected.split("|") * bool(expected)


def test_section_and_line_are_kept() -> None:
    (passage,) = sentences("We try it.", 7, "METHODS")
    assert (passage.section, passage.line) == ("METHODS", 7)


@given(st.text(st.sampled_from('aB.!? \n。()"e.g.<p>&1\\{}$'), max_size=200))
def test_no_word_is_lost_or_made(text: str) -> None:
    letters = [each for each in without_markup(text) if each.isalnum()]
    assert [each for passage in sentences(text, 1) for each in passage.text if each.isalnum()] == letters


@pytest.mark.parametrize(
    "piece", ["a. ", "(", "\n", "\n ", "<p ", "\\emph{", "A. ", "``", "&lt;", "x(y. B", "<tex-math>", "。"]
)
def test_hostile_texts_are_read_to_their_end(piece: str) -> None:  # in hours, were the work quadratic
    *_, last = sentences(piece * 400_000 + "\n\nThe end.", 1)
    assert last.text.endswith("end.")
