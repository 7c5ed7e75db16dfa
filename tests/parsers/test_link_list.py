"""Lists of links to papers, and Markdown of no known form that links to papers."""

import datetime

import pytest

from paperatlas.parsers import UnknownFormat
from tests.parsers.reading import codes, form_of, read

AWESOME = """# May Highlights

How agents work, see [the site](https://example.org).

## Tools
* **"Looms: A Study"** [[paper](https://arxiv.org/abs/2404.09656v1)] [[code](https://example.org/code)]
* 🔥 ⚖️ [May 2022] **"Second "quoted" one"** [[psper](https://openreview.net/forum?id=3hXEPbG0dh)]
* [Nov 2024] **Unbalanced: A Title"** [[paper](https://doi.org/10.1000/182)]
* **"No Link at All"**
* A sentence about tools.
- [A Linked Title](https://arxiv.org/pdf/2404.00002.pdf): it weaves by numbers of threads
  - and more text below the item
- Somebody's Title, Zoe Last, NeurIPS 2023 [pdf](https://example.org/x.pdf)
1. "In Quotes Only" ([arXiv](https://arxiv.org/abs/2404.00003))
"""


def test_what_the_items_of_a_list_say() -> None:
    assert form_of(AWESOME, "tools.md") == ["link-list"]
    parsed = read(AWESOME, "tools.md")
    assert [(paper.ids, paper.title, paper.published, paper.line) for paper in parsed.papers] == [
        (("arxiv:2404.09656",), "Looms: A Study", None, 6),
        (("openreview:3hXEPbG0dh",), 'Second "quoted" one', "2022-05", 7),
        (("doi:10.1000/182",), "Unbalanced: A Title", "2024-11", 8),
        ((), "No Link at All", None, 9),
        (("arxiv:2404.00002",), "A Linked Title", None, 11),
        ((), "Somebody's Title, Zoe Last, NeurIPS 2023", None, 13),
        (("arxiv:2404.00003",), "In Quotes Only", None, 14),
    ]
    assert parsed.papers[0].links == ("https://example.org/code",)
    assert [passage.text for passage in parsed.papers[4].passages] == [
        "it weaves by numbers of threads",
        "and more text below the item",
    ]
    assert codes(parsed) == ["6 no-authors", "6 no-date", "9 no-id"]


def test_papers_with_headings_of_their_own_are_read_with_what_is_under_them() -> None:
    text = """# 📝 Daily Analysis: 2024-04-16

## 📌 Title: Looms That Learn
**Link:** [https://arxiv.org/abs/2404.09656](https://arxiv.org/abs/2404.09656)
**Authors:** Zoe Last, et al.

### Deep Summary
It weaves.

### Key Concepts
- Weaving: by numbers.

## 2. [Second](https://arxiv.org/abs/2404.00002)

Ann First, Bo Second

- retweets: 156, favorites: 694 (04/17/2024 09:15:18)

We weave too.
"""
    parsed = read(text, "2024-04-16_analysis.md")
    first, second = parsed.papers
    assert (first.ids, first.title, first.names) == (("arxiv:2404.09656",), "Looms That Learn", ("Zoe Last",))
    assert (first.authors_complete, first.day) == (False, datetime.date(2024, 4, 16))
    assert [(passage.section, passage.text) for passage in first.passages] == [
        ("Deep Summary", "It weaves."),
        ("Key Concepts", "Weaving: by numbers."),
    ]
    assert (second.title, second.names, second.votes) == ("Second", ("Ann First", "Bo Second"), 694)
    assert [passage.text for passage in second.passages] == ["We weave too."]
    assert not parsed.problems


def test_text_that_mentions_papers_gives_what_there_is() -> None:
    text = (
        "We build on https://arxiv.org/abs/2404.09656 and [the loom of old](https://arxiv.org/abs/2404.00002) here.\n"
    )
    parsed = read(text, "notes.md")
    assert [paper.ids for paper in parsed.papers] == [("arxiv:2404.00002",), ("arxiv:2404.09656",)]
    assert [paper.title for paper in parsed.papers] == ["the loom of old", ""]
    assert {"no-authors", "no-date", "no-title"} == {problem.code for problem in parsed.problems}


@pytest.mark.parametrize(
    "text",
    [
        "# A project\n\n- [docs](https://example.org)\n- **\"Quoted\"**\n",
        "Only one paper is mentioned in this long text about something else: https://arxiv.org/abs/2404.09656.\n",
        "[anchor](./#papers-of-2404.09656)\n",
    ],
)  # fmt: skip
def test_a_text_without_lists_of_papers_is_none(text: str) -> None:
    with pytest.raises(UnknownFormat):
        read(text, "README.md")


def test_a_long_list_is_read_in_time() -> None:
    lines = (f'* **"Title {i}"** [[paper](https://arxiv.org/abs/2404.{i:05})]' for i in range(20_000))
    assert len(read("\n".join(lines), "x.md").papers) == 20_000
