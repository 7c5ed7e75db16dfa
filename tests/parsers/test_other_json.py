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


def test_papers_among_others_may_lack_their_title_or_their_id() -> None:
    listed = [
        SCRAPED,
        {"title": "Of No Id", "authors": ["Ann Loom"]},
        {"arxiv_id": "2404.00003", "authors": ["Bo Weft"]},
        {"title": "A Page", "url": "https://example.org"},
    ]
    for shape in (listed, {"picks": listed}):
        parsed = read_json(shape)
        assert [(paper.ids, paper.title) for paper in parsed.papers] == [
            (("arxiv:2404.09656",), "Looms That Learn"),
            ((), "Of No Id"),
            (("arxiv:2404.00003",), ""),
        ]
        assert {"no-id", "no-title", "no-paper"} <= {problem.code for problem in parsed.problems}


def test_a_line_among_papers_that_is_none_is_told() -> None:
    lines = [SCRAPED, {"title": "Only a Title"}, {"arxiv_id": None, "authors": None}, {"title": "Dated", "year": 2024}]
    parsed = read("".join(json.dumps(each) + "\n" for each in lines), "x.jsonl")
    assert [paper.title for paper in parsed.papers] == ["Looms That Learn", "Dated"]
    left_out = [problem for problem in parsed.problems if problem.code == "no-paper"]
    assert [(problem.line, "Only a Title" in problem.raw) for problem in left_out] == [(2, True), (3, False)]


@pytest.mark.parametrize("more", [{"year": 2024}, {"venue": "Weaving"}, {"abstract": "We weave."}])
def test_papers_without_ids_by_their_titles_and_authors(more: dict[str, object]) -> None:
    listed = [{"title": "Looms", "authors": ["Ann Loom"], **more}, {"title": "Knots", "authors": "Bo Weft", **more}]
    for shape in (listed, {"picks": {"2024": listed}}):
        parsed = read_json(shape)
        assert [(paper.title, paper.names) for paper in parsed.papers] == [
            ("Looms", ("Ann Loom",)),
            ("Knots", ("Bo Weft",)),
        ]
        assert "no-id" in {problem.code for problem in parsed.problems}
    with pytest.raises(UnknownFormat):
        read_json({"name": "loom", "author": "Ann Loom", "description": "A program.", "version": "1.0"})
    for key in ("date", "publishedAt"):  # a program, a piece of news
        with pytest.raises(UnknownFormat):
            read_json([{"title": "Loom", "author": "Ann Loom", key: "2024-01-01", "description": "On looms."}])


def test_papers_under_their_ids() -> None:
    keyed = {
        "2404.00003": {"title": "Looms", "authors": ["Ann Loom"], "published": "2024-04-01"},
        "10.1000/182": {"title": "Knots"},
        "https://openreview.net/forum?id=rJXMpikCZ": {"authors": ["Bo Weft"]},
    }
    for shape in (keyed, {"papers": keyed}):
        assert [(paper.ids, paper.title, paper.keywords) for paper in read_json(shape).papers] == [
            (("arxiv:2404.00003",), "Looms", ()),
            (("doi:10.1000/182",), "Knots", ()),
            (("openreview:rJXMpikCZ",), "", ()),
        ]


@pytest.mark.parametrize(
    "linked",
    [
        {"paper": "https://arxiv.org/abs/2404.00071"},
        {"pdf_url": "https://arxiv.org/pdf/2404.00071v2"},
        {"links": ["https://example.org/code", "https://arxiv.org/abs/2404.00071"]},
        {"links": {"paper": "https://arxiv.org/abs/2404.00071", "code": "https://example.org/code"}},
        {"links": [{"title": "pdf", "href": "https://arxiv.org/pdf/2404.00071"}]},
        {"externalIds": {"ArXiv": "2404.00071"}},
        {"identifiers": [{"type": "arxiv", "value": "2404.00071"}]},
        {"paper": {"arxivId": "2404.00071"}},
    ],
)
def test_an_id_wherever_an_object_may_have_it(linked: dict[str, object]) -> None:
    paper = {"title": "Looms", "authors": ["Ann Loom"], **linked}
    for shape in ([paper], {"NeurIPS 2023": [paper], "2024": {"Vision": [{"title": "Knots", "doi": "10.1000/182"}]}}):
        parsed = read_json(shape)
        assert [paper.ids for paper in parsed.papers] == [("arxiv:2404.00071",), ("doi:10.1000/182",)][: len(shape)]


def test_links_to_several_papers_are_none_of_its_own() -> None:
    paper = {"title": "Looms", "authors": ["Ann Loom"], "year": 2024}
    links = [f"https://arxiv.org/abs/2404.0007{number}" for number in range(2)]
    assert [(each.ids, each.links) for each in read_json([paper | {"links": links}]).papers] == [((), tuple(links))]


def test_the_day_on_which_a_review_made_a_paper_public() -> None:
    note = {
        "forum": "rhgIgTSSxW",
        "pdate": 1705411089000,
        "cdate": 1695376462000,
        "content": {"title": {"value": "Looms"}},
    }
    (paper,) = read_json({"notes": [note]}).papers
    assert (paper.ids, paper.published) == (("openreview:rhgIgTSSxW",), "2024-01-16")


def test_escapes_in_a_nested_report_bring_nothing_in_that_a_text_may_not_hold() -> None:
    report = '{"days": {"Knots": [{"title": "On\\u0000 Kn\\u200bots\\u001b[31m", "arxiv_id": "2404.00001"}]}}'
    parsed = read(report, "x.json")
    assert [paper.title for paper in parsed.papers] == ["On Knots"]
