"""JSON with comments and with commas that are too many: what is around them is read, and they are told."""

import json

import pytest

from tests.parsers.forms import FORMS, Printed
from tests.parsers.reading import read

PAPERS = [Printed(1, "Looms, ] // and } Knots"), Printed(2, "Of /* Warp */ and Weft")]
JSON_FORMS = [name for name, (file, _) in FORMS.items() if file.endswith((".json", ".jsonl"))]


def spoilt(text: str) -> str:
    """The text with a comment before it, and too many commas and comments in it."""
    text = text.replace("}]", "},] /* all of them */").replace("]}", "], // these\n}")
    return f"// by hand, {{not}} by a program\n{text}\n// the end\n"


@pytest.mark.parametrize("form", JSON_FORMS)
def test_what_is_around_is_read(form: str) -> None:
    name, written = FORMS[form]
    plain = read(written(PAPERS), name)
    for text in (
        written(PAPERS),
        json.dumps(json.loads(written(PAPERS))) if name == "x.json" and form != "arxiv-snapshot" else "",
    ):
        if text:
            parsed = read(spoilt(text), name)
            assert [(paper.ids, paper.title, paper.names) for paper in parsed.papers] == [
                (paper.ids, paper.title, paper.names) for paper in plain.papers
            ]
            assert [problem.code for problem in parsed.problems] == ["lenient-json"]


def test_lines_with_commas_and_comments_between_them() -> None:
    lines = [
        json.dumps({"title": f"Looms {number}", "arxiv_id": f"2404.0000{number}", "year": 2024}) for number in range(4)
    ]
    text = f"{lines[0]}\n// one more\n{lines[1][:-1]},}},\n{lines[2]},\n{lines[3]}\n"
    parsed = read(text, "x.jsonl")
    assert [(paper.title, paper.line) for paper in parsed.papers] == [
        ("Looms 0", 1), ("Looms 1", 3), ("Looms 2", 4), ("Looms 3", 5),
    ]  # fmt: skip
    assert [(problem.line, problem.code) for problem in parsed.problems if problem.code != "no-authors"] == [
        (2, "lenient-json")
    ]


def test_much_that_is_broken_besides_hides_no_paper() -> None:  # for hours, were the work quadratic
    broken = '[{"title": "Looms", "arxiv_id": "2404.00001"},' + '{"title": "Knots" "x": [1, 2, ],\n' * 40_000
    parsed = read(broken, "x.json")
    assert [paper.title for paper in parsed.papers] == ["Looms"]
