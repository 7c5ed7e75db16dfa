"""The daily papers in JSON, in each of its shapes."""

import json
from datetime import date
from typing import Any

import pytest

from paperatlas.graph.records import AuthorRecord, ParsedFile, Passage
from paperatlas.parsers import claimants, parse_bytes

PAPER: dict[str, Any] = {
    "id": "2404.09656",
    "authors": [
        {"_id": "1", "name": "Ann  Lee", "hidden": False, "user": {"fullname": "Somebody Else"}},
        {"_id": "2", "name": "Bo Roe", "hidden": True},
    ],
    "publishedAt": "2024-04-15T10:00:00.000Z",
    "submittedOnDailyAt": "2024-04-17T01:00:00.000Z",
    "title": "Learning to\n  Stack Boxes",
    "summary": "We stack boxes\nwith arms. It works.",
    "upvotes": 7,
    "ai_keywords": ["box stacking", "robot arm"],
    "githubRepo": "https://example.org/code",
}
RECORD = {"paper": PAPER, "title": PAPER["title"], "thumbnail": "https://example.org/a.png", "numComments": 1}
SHAPES = {
    "a list": json.dumps([RECORD]),
    "a list in an object": json.dumps({"status": "success", "count": 1, "data": [RECORD]}),
    "literals": json.dumps([repr(RECORD)]),
    "papers alone": json.dumps([PAPER]),
}


def read(text: str, source: str = "2024-04-16.json") -> ParsedFile:
    return parse_bytes(text.encode(), source)


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_is_read_whole(text: str) -> None:
    digest = read(text)
    (paper,) = digest.papers
    assert list(claimants(text, "x.json")) == ["daily-json"]
    assert digest.problems == ()
    assert (paper.ids, paper.title, paper.votes) == (("arxiv:2404.09656",), "Learning to Stack Boxes", 7)
    assert paper.authors == (AuthorRecord("Ann Lee"), AuthorRecord("Bo Roe"))
    assert (paper.authors_complete, paper.authors_in_order) == (True, True)
    assert (paper.day, paper.published) == (date(2024, 4, 16), "2024-04-15")
    assert paper.passages == (Passage("", "We stack boxes with arms.", 1), Passage("", "It works.", 1))
    assert paper.keywords == ("box stacking", "robot arm")
    assert paper.links == ("https://example.org/code",)


def test_without_a_day_in_its_name_the_papers_say_when_they_were_listed() -> None:
    assert [paper.day for paper in read(SHAPES["a list"], "papers.json").papers] == [date(2024, 4, 17)]


def test_a_literal_that_is_none_is_a_problem_and_the_others_come_through() -> None:
    text = json.dumps([repr(RECORD), "{'paper': {'id': ", repr(RECORD | {"paper": PAPER | {"id": "2404.00002"}})])
    digest = read(text)
    assert [paper.ids for paper in digest.papers] == [("arxiv:2404.09656",), ("arxiv:2404.00002",)]
    assert [(problem.line, problem.code) for problem in digest.problems] == [(2, "malformed-literal")]


def test_a_file_that_is_cut_gives_what_stands_before() -> None:
    whole = json.dumps([RECORD, RECORD | {"paper": PAPER | {"id": "2404.00002"}}], indent=1)
    digest = read(whole[:-60])
    assert [paper.ids for paper in digest.papers] == [("arxiv:2404.09656",)]
    assert [problem.code for problem in digest.problems] == ["broken-json"]


def test_what_is_no_id_no_number_and_no_date_is_left_out_and_told() -> None:
    odd = PAPER | {"id": "nonsense", "upvotes": "many", "publishedAt": "20244-01-01", "authors": None, "summary": None}
    digest = read(json.dumps([{"paper": odd}]))
    (paper,) = digest.papers
    assert (paper.ids, paper.votes, paper.published, paper.authors, paper.authors_complete) == (
        (),
        None,
        None,
        (),
        None,
    )
    assert {problem.code for problem in digest.problems} == {"no-authors", "no-date", "no-id"}


def test_the_day_that_the_file_says_where_its_name_says_none() -> None:
    paper = {"paper": {"id": "2404.09656", "title": "T", "upvotes": 1, "publishedAt": "2024-04-12T00:00:00Z"}}
    parsed = parse_bytes(json.dumps({"date": "2024-04-16", "data": [paper]}).encode(), "latest.json")
    assert [str(paper.day) for paper in parsed.papers] == ["2024-04-16"]


@pytest.mark.parametrize(
    ("abstract", "passages"),
    [
        ("We stack boxes.", (Passage("", "We stack boxes.", 1),)),
        (None, (Passage("TLDR", "Boxes are stacked.", 1),)),
        ("", (Passage("TLDR", "Boxes are stacked.", 1),)),
    ],
)
def test_the_summary_of_a_model_stands_in_for_a_missing_abstract(
    abstract: str | None, passages: tuple[Passage, ...]
) -> None:
    paper = {
        "id": "2404.09656",
        "title": "Boxes",
        "upvotes": 1,
        "summary": abstract,
        "ai_summary": "Boxes are stacked.",
    }
    assert read(json.dumps([{"paper": paper}])).papers[0].passages == passages


@pytest.mark.parametrize(
    ("media", "image", "video"),
    [
        ({"mediaUrl": "https://example.org/a.png"}, "https://example.org/a.png", None),
        ({"mediaUrl": "https://example.org/a.mp4"}, None, "https://example.org/a.mp4"),
        (
            {"mediaUrls": ["https://example.org/a.MOV", "https://example.org/b.jpg?x=1"]},
            "https://example.org/b.jpg?x=1",
            "https://example.org/a.MOV",
        ),
    ],
)
def test_pictures_and_videos_under_either_name(media: dict[str, Any], image: str | None, video: str | None) -> None:
    record = {key: value for key, value in RECORD.items() if key != "thumbnail"} | media
    (paper,) = read(json.dumps([record])).papers
    assert (paper.image, paper.video) == (image, video)


def test_authors_as_mere_names() -> None:
    (paper,) = read(json.dumps([RECORD | {"paper": PAPER | {"authors": ["Ann Lee", "Bo Roe"]}}])).papers
    assert (paper.names, paper.authors_complete) == (("Ann Lee", "Bo Roe"), True)


def test_days_as_keys_are_the_days_of_what_stands_under_them() -> None:
    days = {"2024-04-16": [RECORD], "2024-04-17": [RECORD | {"paper": PAPER | {"id": "2404.00002"}}]}
    assert [paper.day for paper in read(json.dumps(days), "all.json").papers] == [date(2024, 4, 16), date(2024, 4, 17)]
