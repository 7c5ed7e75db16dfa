"""The daily papers of a public site in JSON, in every shape."""

import datetime
import json
from typing import Any

import pytest

from tests.parsers.reading import codes, form_of, read, read_json

PAPER: dict[str, Any] = {
    "paper": {
        "id": "2404.09656",
        "authors": [
            {"_id": "1", "name": "Zoe Last", "hidden": False, "user": {"fullname": "Some One"}},
            {"_id": "2", "name": "Ann First", "hidden": True},
            {"_id": "3", "name": "Bo O'Neil"},
        ],
        "publishedAt": "2024-04-12T17:34:15.000Z",
        "submittedOnDailyAt": "2024-04-16T03:18:21.654Z",
        "title": "Looms That\n  Learn",
        "summary": "We weave\nby numbers. It's e.g. good.",
        "upvotes": 54,
        "ai_summary": "A loom learns.",
        "ai_keywords": ["looms", "weaving"],
        "githubRepo": "https://example.org/code",
        "projectPage": "javascript:alert(1)",
    },
    "publishedAt": "2024-04-16T23:00:00.000Z",
    "title": "Looms That Learn",
    "thumbnail": "https://example.org/2404.09656.png",
    "mediaUrls": ["https://example.org/a.png", "https://example.org/b.mp4"],
    "numComments": 3,
    "submittedBy": {"fullname": "Some One", "name": "someone"},
}
SHAPES = {
    "list": json.dumps([PAPER]),
    "data": json.dumps({"status": "success", "date": "2024-04-16", "count": 1, "data": [PAPER]}, indent=1),
    "literals": json.dumps([repr(PAPER)], indent=1),
    "literals in data": json.dumps({"status": "success", "date": "2024-04-16", "data": [repr(PAPER)]}),
    "lines": f"{json.dumps(PAPER)}\n",
    "bare": json.dumps([PAPER["paper"]]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_all_that_a_paper_says_in_every_shape(shape: str) -> None:
    (paper,) = (parsed := read(SHAPES[shape], "papers.json")).papers
    assert (paper.ids, paper.title, paper.votes) == (("arxiv:2404.09656",), "Looms That Learn", 54)
    assert paper.names == ("Zoe Last", "Ann First", "Bo O'Neil")
    assert (paper.authors_complete, paper.authors_in_order) == (True, True)
    assert (paper.day, paper.published) == (datetime.date(2024, 4, 16), "2024-04-12")
    assert [(each.section, each.text) for each in paper.passages] == [
        ("", "We weave by numbers."),
        ("", "It's e.g. good."),
        ("AI summary", "A loom learns."),
    ]
    assert paper.keywords == ("looms", "weaving")
    assert "https://example.org/code" in paper.links
    assert not any("javascript" in link for link in paper.links)
    if shape != "bare":
        assert (paper.image, paper.video) == ("https://example.org/2404.09656.png", "https://example.org/b.mp4")
    assert not parsed.problems
    assert form_of(SHAPES[shape], "papers.json") == ["daily-json"]


def test_the_day_in_the_name_of_the_file_comes_first() -> None:
    assert read(SHAPES["data"], "daily/2024-04-17.json.gz").papers[0].day == datetime.date(2024, 4, 17)


def test_what_is_missing_or_of_another_type_takes_nothing_with_it() -> None:
    papers = [
        {"paper": {"id": 7, "title": None, "authors": None, "upvotes": "many"}},
        {"paper": {"id": "2404.00002", "title": "", "authors": [None, 3, {"name": ""}], "upvotes": -1, "summary": []}},
        {"paper": {"id": "no id", "title": "By title alone", "authors": ["A B"], "publishedAt": "20244-01-01"}},
        None,
        "no literal",
        {"paper": {"id": "2404.00003", "title": "Last", "upvotes": True, "submittedOnDailyAt": "2024-02-31"}},
    ]
    parsed = read_json(papers)
    assert [(paper.ids, paper.title, paper.votes, paper.day, paper.published) for paper in parsed.papers] == [
        (("arxiv:2404.00002",), "", None, None, None),
        ((), "By title alone", None, None, None),
        (("arxiv:2404.00003",), "Last", None, None, None),
    ]
    assert codes(parsed) == [
        "1 no-paper", "2 no-authors", "2 no-date", "2 no-title", "3 no-id", "4 no-paper", "5 malformed-literal",
    ]  # fmt: skip


def test_a_list_of_which_the_end_is_cut_off_keeps_what_stands_before() -> None:
    for shape in ("list", "data", "literals"):
        whole = SHAPES[shape]
        two = whole.replace("]", "", 0)
        end = two.rindex("]")
        item = json.dumps(PAPER) if shape != "literals" else json.dumps(repr(PAPER))
        cut = two[:end] + "," + item[: len(item) // 2]
        parsed = read(cut, "2024-04-16.json")
        assert [paper.title for paper in parsed.papers] == ["Looms That Learn"]
        assert [problem.code for problem in parsed.problems] == ["broken-json"]
