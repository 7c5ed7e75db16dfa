"""The new papers of a day on arXiv, as JSON Lines and as Markdown."""

import json
from datetime import date

import pytest

from paperatlas.graph.records import ParsedFile
from paperatlas.parsers import claimants, parse_bytes

RECORD = {
    "id": "2512.16814",
    "categories": ["cs.CL"],
    "pdf": "https://arxiv.org/pdf/2512.16814",
    "abs": "https://arxiv.org/abs/2512.16814",
    "authors": ["Ann Lee", "Bo Roe"],
    "title": "Stacking Boxes",
    "comment": "see https://example.org/code.",
    "summary": "We stack boxes. It works.",
    "AI": {"tldr": "盒子可以堆叠。", "method": "机械臂。", "result": None},
}
MARKDOWN = r"""# Table of Contents

- [cs.CV](#cs.CV) [Total: 2]

# cs.CV [[Back]](#toc)

### [1] [Stacking Boxes: the [best] way](https://arxiv.org/abs/2606.30647)
*Ann Lee,Bo Roe*

Main category: cs.CV

TL;DR: 盒子可以堆叠。

<details>
  <summary>Details</summary>
Motivation: 盒子很重。

Abstract: We stack boxes. It works.
</details>

### [2] [Without Authors](https://arxiv.org/abs/2606.30648)

TL;DR: 没有作者。

### [3] No link at all

# cs.CL

### [1] [Stacking Boxes: the [best] way](https://arxiv.org/abs/2606.30647)
*Ann Lee,Bo Roe*
"""


def read(text: str, source: str) -> ParsedFile:
    return parse_bytes(text.encode(), source)


def test_json_lines_are_read_whole() -> None:
    text = json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"id": "2512.16815", "abs": "", "pdf": ""}) + "\n"
    assert list(claimants(text, "x.jsonl")) == ["arxiv-daily"]
    digest = read(text, "2025-12-20_AI_enhanced_Chinese.jsonl")
    first, second = digest.papers
    assert digest.problems == ()
    assert (first.ids, first.title, first.names) == (("arxiv:2512.16814",), "Stacking Boxes", ("Ann Lee", "Bo Roe"))
    assert (first.day, first.url) == (date(2025, 12, 20), "https://arxiv.org/abs/2512.16814")
    assert [(passage.section, passage.text) for passage in first.passages] == [
        ("", "We stack boxes."),
        ("", "It works."),
        ("tldr", "盒子可以堆叠。"),
        ("method", "机械臂。"),
    ]
    assert first.links == ("https://example.org/code",)
    assert (second.ids, second.line) == (("arxiv:2512.16815",), 2)


def test_a_broken_line_is_a_problem_and_the_others_come_through() -> None:
    text = "\n".join([json.dumps(RECORD), '{"id": "2512.1', json.dumps(RECORD | {"id": "2512.16816", "abs": ""})])
    digest = read(text, "2024-04-16.jsonl")
    assert [paper.id_of("arxiv") for paper in digest.papers] == ["2512.16814", "2512.16816"]
    assert [(problem.line, problem.code) for problem in digest.problems] == [(2, "broken-json")]


def test_numbered_headings_are_papers_and_no_daily_digest() -> None:
    assert list(claimants(MARKDOWN, "x.md")) == ["arxiv-daily-markdown"]
    digest = read(MARKDOWN, "2026-07-01.md")
    first, second, again = digest.papers
    assert (first.title, first.ids) == ("Stacking Boxes: the [best] way", ("arxiv:2606.30647",))
    assert (first.names, first.authors_complete, first.day) == (("Ann Lee", "Bo Roe"), True, date(2026, 7, 1))
    assert [(passage.section, passage.text) for passage in first.passages] == [
        ("TL;DR", "盒子可以堆叠。"),
        ("Motivation", "盒子很重。"),
        ("", "We stack boxes."),
        ("", "It works."),
    ]
    assert (second.names, second.authors_complete) == ((), None)
    assert (again.ids, again.line) == (first.ids, 29)
    assert [problem.code for problem in digest.problems] == ["no-authors", "unreadable-heading"]


@pytest.mark.parametrize("number", ["[1] ", "1. ", "12) "])
def test_a_number_before_a_title_of_a_daily_digest_is_none_of_the_title(number: str) -> None:
    text = f"## Daily Papers (2024-04-16)\n\n### {number}[T](https://arxiv.org/abs/2404.00001)\n\nVote: 1\n"
    assert list(claimants(text, "x.md")) == ["daily-digest"]
    parsed = parse_bytes(text.encode(), "x.md")
    assert [(paper.title, paper.votes) for paper in parsed.papers] == [("T", 1)]
    assert not parsed.problems


def test_a_list_of_no_day_says_so() -> None:
    parsed = parse_bytes(b"### [1] [T](https://arxiv.org/abs/2404.00001)\n*A B*\n", "latest.md")
    assert [(each.line, each.code) for each in parsed.problems] == [(1, "no-date")]
