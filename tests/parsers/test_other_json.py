"""JSON of no known form that holds papers."""

import datetime
import json

import pytest

from paperatlas.parsers import UnknownFormat
from tests.parsers.reading import codes, form_of, read, read_json

SCRAPED = {
    "title": "Looms That Learn",
    "paper_url": "https://huggingface.co/papers/2404.09656",
    "authors": ["Zoe Last", "Ann First"],
    "details": {
        "title": "Looms That Learn",
        "abstract": "We weave. It holds.",
        "arxiv_page_url": "https://arxiv.org/abs/2404.09656",
        "github_links": ["https://example.org/code"],
    },
    "scraped_date": "2024-04-16",
}


def test_a_scraped_list_with_details_inside() -> None:
    (paper,) = (parsed := read_json([SCRAPED])).papers
    assert (paper.ids, paper.title, paper.names) == (
        ("arxiv:2404.09656",),
        "Looms That Learn",
        ("Zoe Last", "Ann First"),
    )
    assert (paper.day, paper.url) == (datetime.date(2024, 4, 16), "https://huggingface.co/papers/2404.09656")
    assert [passage.text for passage in paper.passages] == ["We weave.", "It holds."]
    assert "https://example.org/code" in paper.links
    assert not parsed.problems
    assert form_of(json.dumps([SCRAPED]), "x.json") == ["other-json"]


def test_a_report_with_papers_inside_of_it_and_its_day() -> None:
    report = {
        "audit": {"policy": "text", "sources": {"new": 1}},
        "papers": [
            {
                "arxivId": "2404.09656",
                "authors": ["Zoe Last"],
                "title": "Looms",
                "titleJa": "織機",
                "abstractLines": ["布を織る。", "よい。"],
                "sourceUrls": ["https://arxiv.org/abs/2404.09656v1"],
            }
        ],
        "reportDate": "2024-04-16",
    }
    (paper,) = read_json(report).papers
    assert (paper.ids, paper.names, paper.day) == (("arxiv:2404.09656",), ("Zoe Last",), datetime.date(2024, 4, 16))
    assert [(passage.section, passage.text) for passage in paper.passages] == [("", "布を織る。"), ("", "よい。")]


def test_papers_by_category_and_an_abstract_that_is_the_title() -> None:
    def one(number: int) -> dict[str, object]:
        return {"Title": f"T {number}", "URL": f"https://arxiv.org/abs/2404.0000{number}", "abstract": f"T {number}"}

    parsed = read_json({"cs.CL": {"new": [one(1), one(2)]}, "cs.CV": [one(3)]})
    assert [(paper.ids[0], paper.title, paper.passages) for paper in parsed.papers] == [
        (f"arxiv:2404.0000{number}", f"T {number}", ()) for number in (1, 2, 3)
    ]
    assert codes(parsed) == ["1 no-authors", "1 no-date"]


def test_rows_of_a_table_as_strings() -> None:
    row = "|**2024-04-16**|**Looms**|Zoe Last et.al.|[2404.09656](http://arxiv.org/abs/2404.09656)|null|\n"
    (paper,) = read_json({"SLAM": {"2404.09656": row}}).papers
    assert (paper.ids, paper.title, paper.published) == (("arxiv:2404.09656",), "Looms", "2024-04-16")
    assert (paper.names, paper.authors_complete) == (("Zoe Last",), False)


def test_json_that_is_cut_off_keeps_the_papers_before() -> None:
    for whole in (json.dumps([SCRAPED, SCRAPED]), json.dumps({"day": 1, "papers": [SCRAPED, SCRAPED]})):
        parsed = read(whole[: int(len(whole) * 0.8)], "x.json")
        assert [paper.title for paper in parsed.papers] == ["Looms That Learn"]
        assert [problem.code for problem in parsed.problems] == ["broken-json"]


@pytest.mark.parametrize(
    "text",
    ['{"title": "A page", "url": "https://example.org"}', "[1, 2]", "<html></html>", "[" * 100_000, '{"a": ' * 9_000],
)
def test_other_json_is_no_list_of_papers(text: str) -> None:
    with pytest.raises(UnknownFormat):
        read(text, "x.json")


def test_names_of_users_are_told() -> None:
    parsed = read_json([{**SCRAPED, "authors": ["Zoe Last", "loom42"]}])
    assert [(paper.names, paper.authors_complete) for paper in parsed.papers] == [(("Zoe Last", "loom42"), False)]
    assert codes(parsed) == ["1 user-names"]


def test_keys_around_papers_are_topics_where_they_are_written_for_people() -> None:
    paper, row = {"title": "Looms", "url": "https://arxiv.org/abs/2404.00001"}, "|**2024-04-16**|**Knots**|{}|{}|"
    nested = {
        "Papers": {"Weaving (12)": {"by numbers": [paper | {"tags": ["yarn"]}]}},
        "top_picks": [paper | {"title": "Shuttles", "url": "https://arxiv.org/abs/2404.00002"}],
        "2024": {"SLAM": {"2404.00003": row.format("Ann Lee", "[2404.00003](https://arxiv.org/abs/2404.00003)")}},
        "ArXiv": [paper | {"title": "Threads", "url": "https://arxiv.org/abs/2404.00004"}],
    }
    assert [(each.title, each.keywords) for each in read_json(nested).papers] == [
        ("Looms", ("yarn", "by numbers", "Weaving")),
        ("Shuttles", ()),
        ("Knots", ("SLAM",)),
        ("Threads", ()),
    ]


def test_lines_of_papers_that_have_lists_of_their_own() -> None:
    papers = [
        SCRAPED | {"tags": ["looms"]},
        {"title": "Warp", "url": "https://arxiv.org/abs/2404.09657", "links": ["x"]},
    ]
    lines = "".join(json.dumps(paper) + "\n" for paper in papers)
    parsed = read(lines, "x.jsonl")
    assert [paper.ids for paper in parsed.papers] == [("arxiv:2404.09656",), ("arxiv:2404.09657",)]
    assert form_of(lines, "x.jsonl") == ["other-json"]
