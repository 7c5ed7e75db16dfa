"""Records of several forms of JSON in one file: each is read by its form, wherever it stands, and told."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from paperatlas.graph.records import PaperRecord
from paperatlas.parsers.mixed_json import form_of_record, json_forms
from tests.parsers.forms import FORMS, Printed
from tests.parsers.reading import read

NAMES = [*json_forms(), "other-json"]
_LISTS = ("message", "results", "items", "picks", "result", "hits", "hit")
MANY = 130
"""More than are looked at to tell a form."""


def records(form: str, papers: list[Printed]) -> list[Any]:
    """The records as a program has them."""
    text = FORMS[form][1](papers)
    try:
        value = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]
    while isinstance(value, dict):
        value = next(inner for key in _LISTS if (inner := value.get(key)))
    return list(value)


def printed(first: int, count: int) -> list[Printed]:
    return [Printed(number, f"On Knots and Looms {number}") for number in range(first, first + count)]


def page(form: str, papers: list[Printed]) -> str:
    return FORMS[form][1](papers)


def page_on_a_line(form: str, papers: list[Printed]) -> str:
    text = page(form, papers)
    return text if "\n{" in text else json.dumps(json.loads(text)) + "\n"


SHAPES: dict[str, Callable[[str, list[Printed], str, list[Printed]], str]] = {
    "pages": lambda first, some, second, more: page(first, some) + "\n" + page(second, more),
    "pages on lines": lambda first, some, second, more: page_on_a_line(first, some) + page_on_a_line(second, more),
    "one list": lambda first, some, second, more: json.dumps(records(first, some) + records(second, more)),
    "lines": lambda first, some, second, more: "".join(
        json.dumps(each) + "\n" for each in records(first, some) + records(second, more)
    ),
    "keys that nobody knows": lambda first, some, second, more: json.dumps(
        {"of_one": {"answer": records(first, some)}, "of_the_other": {"answer": records(second, more)}}
    ),
    "a list of lists": lambda first, some, second, more: json.dumps([records(first, some), records(second, more)]),
}


def content(paper: PaperRecord) -> tuple[Any, ...]:
    return paper.ids, paper.title, paper.names, paper.published, paper.votes, int(paper.trust)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("second", NAMES)
@pytest.mark.parametrize("first", NAMES)
def test_each_record_is_read_by_its_form(first: str, second: str, shape: str) -> None:
    if first == second:
        return
    some, more = printed(1, MANY if shape in ("pages", "lines") else 4), printed(1_001, 3)
    parsed = read(SHAPES[shape](first, some, second, more), "x.json")
    meant = [*read(page(first, some), "x.json").papers, *read(page(second, more), "x.json").papers]
    assert [content(paper) for paper in parsed.papers] == [content(paper) for paper in meant]
    told = [problem.message for problem in parsed.problems]
    assert len(told) == 1, told
    assert "several-forms" in {problem.code for problem in parsed.problems}


@pytest.mark.parametrize("form", json_forms())
def test_a_record_is_of_one_form(form: str) -> None:
    for record in records(form, printed(1, 3)):
        assert [name for name, each in json_forms().items() if each.is_record(record)] == [form]
        assert form_of_record(record) == form


def test_what_nobody_knows_among_records_is_told_with_its_place() -> None:
    known = [*records("openalex", printed(1, 3)), {"station": "Ghent"}, 17, *records("crossref", printed(4, 2))]
    parsed = read(json.dumps(known), "x.json")
    assert [paper.title for paper in parsed.papers] == [each.title for each in printed(1, 5)]
    assert [(problem.line, problem.code) for problem in parsed.problems] == [
        (4, "no-paper"),
        (5, "no-paper"),
        (6, "several-forms"),
    ]


def test_a_list_inside_of_a_record_is_no_list_of_records() -> None:
    cited = {"paperId": f"{7:040}", "title": "Cited"}
    citing = records("semantic-scholar", printed(1, 1))[0]
    for record in ({**citing, "references": [cited]}, {"references": [cited], **citing}):
        text = json.dumps({"items": records("csl-json", printed(11, 2))}) + "\n\n" + json.dumps(record, indent=1)
        parsed = read(text, "x.json")
        assert [paper.title for paper in parsed.papers] == [
            "On Knots and Looms 11",
            "On Knots and Looms 12",
            "On Knots and Looms 1",
        ]
        assert parsed.papers[2].references == (f"s2:{7:040}",)


@pytest.mark.parametrize("behind", [False, True])
def test_the_date_of_a_list_counts_before_it_and_behind_it(behind: bool) -> None:
    papers = {"data": records("daily-json", printed(1, 2))}
    date = {"date": "2024-04-18"}
    for indent in (None, 1):
        parsed = read(json.dumps({**papers, **date} if behind else {**date, **papers}, indent=indent), "x.json")
        assert [str(paper.day) for paper in parsed.papers] == ["2024-04-18"] * 2


def test_lists_in_a_list_are_of_the_form_that_leads() -> None:
    first, second, third = records("crossref", printed(1, 3))
    parsed = read(json.dumps([first, [second, [third]]]), "x.json")
    assert [paper.title for paper in parsed.papers] == [each.title for each in printed(1, 3)]
    assert parsed.problems == ()
