"""Front matter: a paper, or a day, a file."""

import datetime

import pytest

from tests.parsers.reading import codes, form_of, read

PAPER = """---
title: "Looms: A Study"
title_zh: 织机
authors: "Zoe Last, Ann First"
date: 2024-04-16
pdf: "https://arxiv.org/pdf/2404.09656v1"
tags: ["keyword:SR", "looms"]
tldr: 织机学习。
---

## Abstract
We weave. It holds.
"""
YAML = """date: "2024-04-16"
author: Zoe Last
title: Looms
link: https://huggingface.co/papers/2404.09656
summary: We weave.
tags:
    - Weaving by Numbers
"""
DAY = """---
title: Hot Papers 2024-04-16
date: 2024-04-17T09:15:18.Z
tags:
  - "arXiv"
---

# 1. Looms That Learn

Zoe Last, Ann First

- retweets: 15, favorites: 69 (04/17/2024 09:15:18)

- links: [abs](https://arxiv.org/abs/2404.09656) | [pdf](https://arxiv.org/pdf/2404.09656)
- [cs.LG](https://arxiv.org/list/cs.LG/recent)

We weave by numbers.

<blockquote class="twitter-tweet"><p lang="en">See <a href="https://example.org/x">x</a></p>&mdash; A B</blockquote>
<script async src="https://example.org/widgets.js" charset="utf-8"></script>


# 2. Second

Solo Author

- links: [abs](https://arxiv.org/abs/2404.00002)

Also woven.
"""


def test_a_file_of_one_paper() -> None:
    assert form_of(PAPER, "one.md") == ["front-matter"]
    (paper,) = (parsed := read(PAPER, "one.md")).papers
    assert (paper.ids, paper.title, paper.names) == (("arxiv:2404.09656",), "Looms: A Study", ("Zoe Last", "Ann First"))
    assert (paper.published, paper.day, paper.authors_complete) == ("2024-04-16", None, True)
    assert paper.keywords == ("SR", "looms")
    assert [(passage.section, passage.text) for passage in paper.passages] == [
        ("", "We weave."), ("", "It holds."), ("tldr", "织机学习。"),
    ]  # fmt: skip
    assert not parsed.problems


@pytest.mark.parametrize("text", [YAML, f"---\n{YAML}", f"---\n{YAML}---\n"])
def test_a_file_in_yaml_with_one_author_of_more(text: str) -> None:
    (paper,) = read(text, "x.yaml").papers
    assert (paper.ids, paper.title, paper.published) == (("arxiv:2404.09656",), "Looms", "2024-04-16")
    assert (paper.names, paper.authors_complete) == (("Zoe Last",), False)
    assert (paper.url, paper.keywords) == ("https://huggingface.co/papers/2404.09656", ("Weaving by Numbers",))


def test_a_file_of_a_day() -> None:
    assert form_of(DAY, "hot.md") == ["front-matter"]
    parsed = read(DAY, "hot.md")
    first, second = parsed.papers
    assert (first.ids, first.title, first.votes) == (("arxiv:2404.09656",), "Looms That Learn", 69)
    assert (first.names, second.names) == (("Zoe Last", "Ann First"), ("Solo Author",))
    assert {paper.day for paper in parsed.papers} == {datetime.date(2024, 4, 16)}
    assert [passage.text for passage in first.passages] == ["We weave by numbers."]
    assert (second.title, second.line) == ("Second", 23)
    assert not parsed.problems


def test_broken_yaml_is_told_and_its_plain_lines_are_read() -> None:
    parsed = read(PAPER.replace('tags: ["', "tags: [[[\"'"), "x.md")
    assert [(paper.title, paper.names) for paper in parsed.papers] == [("Looms: A Study", ("Zoe Last", "Ann First"))]
    assert codes(parsed) == ["1 broken-yaml"]


@pytest.mark.parametrize(
    "evil",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: !!python/object/apply:os.system ['true']",
        "a: " + "[" * 5_000,
        "a: {" * 2_000,
        "a: 20244-13-77",
    ],
)
def test_nothing_that_yaml_can_do_is_done(evil: str) -> None:
    parsed = read(f"---\ntitle: Looms\nlink: https://arxiv.org/abs/2404.09656\n{evil}\n---\nText.\n", "x.md")
    assert [paper.ids for paper in parsed.papers] == [("arxiv:2404.09656",)]


@pytest.mark.parametrize(
    "text", ["---\ntitle: About looms\n---\n\nText.\n", "---\nno front matter\n", "name: x\nvalue: 3\n"]
)
def test_other_front_matter_is_no_paper(text: str) -> None:
    assert (
        "front-matter" not in form_of(text + "\n- [x](https://arxiv.org/abs/2404.09656)\n", "x.md") or "title" in text
    )


def test_the_year_of_a_paper_goes_before_the_date_of_the_note_on_it() -> None:
    note = (
        '---\ntitle: Looms\nauthors:\n  - "[[Ann Lee]]"\n  - "[[people/roe|Bo Roe]]"\n'
        "year: {}\ndate: 2024-05-01\narxiv: 1706.03762\n---\n"
    )
    (paper,) = read(note.format(2017), "x.md").papers
    assert (paper.published, paper.names) == ("2017", ("Ann Lee", "Bo Roe"))
    assert read(note.format(2024), "x.md").papers[0].published == "2024-05-01"


REFERENCES = """references:
- id: lee2020
  type: article-journal
  title: Looms that learn
  author:
  - family: Lee
    given: Ann
  - family: Roe
    given: Bo
  issued:
    date-parts:
    - - 2020
      - 5
  container-title: Journal of Looms
- id: roe2021
  type: book
  title: Knots
  author:
  - literal: Weavers United
  issued: 2021
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.yaml", f"---\n{REFERENCES}...\n"),
        ("x.yml", REFERENCES.removeprefix("references:\n")),
        ("x.md", f"---\n{REFERENCES}---\n\n# My notes\n\nAs in [@lee2020].\n"),
        ("x.md", f"---\ntitle: My draft\nauthor: Cy Poe\n{REFERENCES}---\n\nText.\n"),
    ],
)
def test_references_that_pandoc_keeps_in_yaml_are_read_as_in_json(name: str, text: str) -> None:
    looms, knots = read(text, name).papers
    assert (looms.title, looms.names, looms.published) == ("Looms that learn", ("Ann Lee", "Bo Roe"), "2020-05")
    assert looms.venue == "Journal of Looms"
    assert (knots.title, knots.names, knots.published) == ("Knots", ("Weavers United",), "2021")
