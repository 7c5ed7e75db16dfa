"""A day of arXiv as JSON Lines and as Markdown with numbered headings."""

import datetime
import json
from typing import Any

import pytest

from paperatlas.parsers import cut_of
from tests.parsers.reading import codes, form_of, read

LINE: dict[str, Any] = {
    "id": "2404.09656",
    "categories": ["cs.CL", "cs.AI"],
    "pdf": "https://arxiv.org/pdf/2404.09656",
    "abs": "https://arxiv.org/abs/2404.09656",
    "authors": ["Zoe Last", "Ann First", "José Núñez"],
    "title": "Looms That Learn",
    "comment": "12 pages, https://example.org/code",
    "summary": "We weave by numbers. It holds.",
}
MARKDOWN = """<div id=toc></div>

# Table of Contents

- [cs.CV](#cs.CV) [Total: 2]

<div id='cs.CV'></div>

# cs.CV [[Back]](#toc)

### [1] [Looms [That] Learn](https://arxiv.org/abs/2404.09656)
*Zoe Last,Ann First,José Núñez*

Main category: cs.CV

TL;DR: 织机学习。

<details>
  <summary>Details</summary>
Motivation: 手工慢。

Method: 线

继续

Abstract: We weave by numbers. See https://example.org/code.

</details>


### [2] [Second](https://arxiv.org/abs/2404.00002v2)
*Solo Author*

Abstract: Only this.

# cs.CL [[Back]](#toc)

### [3] [Looms [That] Learn](https://arxiv.org/abs/2404.09656)
*Zoe Last,Ann First,José Núñez*

Abstract: We weave by numbers.
"""
AUTHORS = ("Zoe Last", "Ann First", "José Núñez")


def test_all_that_a_line_says() -> None:
    enhanced = {**LINE, "id": "2404.00002", "AI": {"tldr": "织机学习。", "method": "", "result": None}}
    text = f"{json.dumps(LINE)}\n{json.dumps(enhanced)}\n{json.dumps(LINE)}\n"
    assert form_of(text, "2024-04-16.jsonl") == ["arxiv-daily"]
    parsed = read(text, "crawl/2024-04-16_AI_enhanced_Chinese.jsonl")
    assert [(paper.ids, paper.line) for paper in parsed.papers] == [
        (("arxiv:2404.09656",), 1),
        (("arxiv:2404.00002",), 2),
        (("arxiv:2404.09656",), 3),
    ]
    first, second, _ = parsed.papers
    assert (first.title, first.names, first.authors_complete) == ("Looms That Learn", AUTHORS, True)
    assert (first.day, first.url) == (datetime.date(2024, 4, 16), "https://arxiv.org/abs/2404.09656")
    assert [passage.text for passage in first.passages] == ["We weave by numbers.", "It holds."]
    assert [(passage.section, passage.text) for passage in second.passages[2:]] == [("tldr", "织机学习。")]
    assert first.links == ("https://arxiv.org/pdf/2404.09656", "https://example.org/code")
    assert not parsed.problems


def test_all_that_markdown_with_numbered_headings_says() -> None:
    assert form_of(MARKDOWN, "2024-04-16.md") == ["arxiv-daily"]
    parsed = read(MARKDOWN, "2024-04-16.md")
    assert [(paper.ids, paper.title, paper.names) for paper in parsed.papers] == [
        (("arxiv:2404.09656",), "Looms [That] Learn", AUTHORS),
        (("arxiv:2404.00002",), "Second", ("Solo Author",)),
        (("arxiv:2404.09656",), "Looms [That] Learn", AUTHORS),
    ]
    first = parsed.papers[0]
    assert first.day == datetime.date(2024, 4, 16)
    assert [(passage.section, passage.text) for passage in first.passages] == [
        ("", "We weave by numbers."),
        ("", "See https://example.org/code."),
        ("TL;DR", "织机学习。"),
        ("Motivation", "手工慢。"),
        ("Method", "线 继续"),
    ]
    assert first.links == ("https://example.org/code",)
    assert not parsed.problems


@pytest.mark.parametrize("level", ["##", "###", "####"])
def test_a_numbered_heading_of_any_level_gives_the_title_alone(level: str) -> None:
    parsed = read(f"{level} [1] [Title](https://arxiv.org/abs/2404.09656)\n*A B,C D*\n", "2024-04-16.md")
    assert [(paper.title, paper.names) for paper in parsed.papers] == [("Title", ("A B", "C D"))]


@pytest.mark.parametrize("number", ["[1] ", "1. ", "12) "])
def test_a_number_before_a_title_of_a_daily_digest_is_none_of_the_title(number: str) -> None:
    text = f"## Daily Papers (2024-04-16)\n\n### {number}[T](https://arxiv.org/abs/2404.00001)\n\nVote: 1\n"
    assert form_of(text, "x.md") == ["daily-digest"]
    parsed = read(text, "x.md")
    assert [(paper.title, paper.votes) for paper in parsed.papers] == [("T", 1)]
    assert not parsed.problems


def test_a_broken_heading_and_a_paper_without_id_are_told() -> None:
    more = "### [4] [Cut off](https://arxiv.org/a\n*A*\n\n### [5] [Elsewhere](https://example.org/x)\n*B C*\n"
    parsed = read(MARKDOWN + more, "2024-04-16.md")
    assert [paper.title for paper in parsed.papers][3:] == ["Elsewhere"]
    at = MARKDOWN.count("\n") + 1
    assert codes(parsed) == [f"{at} unreadable-heading", f"{at + 3} no-id"]


def test_a_broken_line_and_lines_of_other_types_take_nothing_with_them() -> None:
    lines = [json.dumps(LINE), json.dumps(LINE)[:90], json.dumps({**LINE, "authors": None, "title": 3}), "[]", "{}"]
    parsed = read("\n".join(lines), "x.jsonl")
    assert [(paper.line, paper.title) for paper in parsed.papers] == [(1, "Looms That Learn"), (3, "")]
    assert codes(parsed) == [
        "1 no-date", "2 broken-json", "3 no-authors", "3 no-title", "4 no-paper", "5 no-paper",
    ]  # fmt: skip


def test_big_files_are_cut_at_the_ends_of_lines() -> None:
    line = json.dumps(LINE).encode()
    cut = cut_of(line + b"\n" + line, "x.jsonl")
    assert cut is not None
    assert [match.start() for match in cut.finditer(line + b"\n" + line)] == [len(line) + 1]
