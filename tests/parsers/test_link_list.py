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
        "We build on https://arxiv.org/abs/2404.09656 and [The Loom of Old](https://arxiv.org/abs/2404.00002) here.\n"
    )
    parsed = read(text, "notes.md")
    assert [paper.ids for paper in parsed.papers] == [("arxiv:2404.00002",), ("arxiv:2404.09656",)]
    assert [paper.title for paper in parsed.papers] == ["The Loom of Old", ""]
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


def test_links_whose_addresses_stand_below() -> None:
    text = (
        "- [Looms that learn][r1] [[code][c]]\n- [Knots][]\n- [Threads]\n- [Nowhere][x]\n\n[r1]: https://arxiv.org/abs/2404.00001\n"
        "[knots]: <https://arxiv.org/abs/2404.00002> 'Knots'\n[threads]: https://arxiv.org/abs/2404.00003\n[C]: https://example.org/c\n"
    )
    parsed = read(text, "x.md")
    assert [(paper.ids[0], paper.title, paper.line) for paper in parsed.papers] == [
        ("arxiv:2404.00001", "Looms that learn", 1),
        ("arxiv:2404.00002", "Knots", 2),
        ("arxiv:2404.00003", "Threads", 3),
    ]
    assert parsed.papers[0].links == ("https://example.org/c",)


@pytest.mark.parametrize(
    ("item", "paper", "title"),
    [
        ("[[2106.09685] Looms: A Study](https://arxiv.org/abs/2106.09685)", "arxiv:2106.09685", "Looms: A Study"),
        ("[arXiv:2106.09685 - Looms](https://arxiv.org/abs/2106.09685)", "arxiv:2106.09685", "Looms"),
        ("arXiv:2106.09685 Looms that learn", "arxiv:2106.09685", "Looms that learn"),
        ("Looms that learn (arXiv:2106.09685v2)", "arxiv:2106.09685", "Looms that learn"),
        ("doi:10.1000/182 Looms that learn", "doi:10.1000/182", "Looms that learn"),
        ("Looms ([Lee et al., 2022](https://arxiv.org/abs/2106.09685))", "arxiv:2106.09685", "Looms"),
        ("Looms ([Lee and Roe, 2022](https://arxiv.org/abs/2106.09685))", "arxiv:2106.09685", "Looms"),
        ("[Lee et al., 2022](https://arxiv.org/abs/2106.09685)", "arxiv:2106.09685", "Lee et al., 2022"),
    ],
)
def test_ids_and_citations_are_no_titles(item: str, paper: str, title: str) -> None:
    (found,) = read(f"# Looms\n\n- {item}\n", "x.md").papers
    assert (found.ids, found.title) == ((paper,), title)


def test_the_day_in_a_heading_is_that_of_all_below() -> None:
    item = "- [Looms {0}](https://arxiv.org/abs/2404.0000{0})\n"
    parsed = read(
        f"# Papers\n{item.format(0)}## 2024-05-01\n### Vision\n{item.format(1)}"
        f"## May 2, 2024 (3 papers)\n{item.format(2)}"
        f"### 2024年5月3日\n{item.format(3)}## May 1 - May 7, 2024\n{item.format(4)}## More\n{item.format(5)}",
        "x.md",
    )
    days = [None if paper.day is None else paper.day.day for paper in parsed.papers]
    assert days == [None, 1, 2, 3, None, None]


def test_the_day_in_a_heading_is_that_of_a_table_too() -> None:
    table = "| Title | Link |\n|--|--|\n| Looms | https://arxiv.org/abs/2404.0000{} |\n\n"
    parsed = read(f"# May 2, 2024\n## Vision\n{table.format(1)}# More\n{table.format(2)}", "x.md")
    assert [str(paper.day) for paper in parsed.papers] == ["2024-05-02", "None"]


BIB = (
    "```{}\n@article{{a, title={{Knots}}, author={{Lee, Ann}}, year={{2020}}, "
    "url={{https://arxiv.org/abs/2404.00002}}}}\n```\n"
)


@pytest.mark.parametrize("language", ["bibtex", "bib", ""])
@pytest.mark.parametrize(
    "above",
    ["- [Looms](https://arxiv.org/abs/2404.00001)", "|Title|Link|\n|--|--|\n|Looms|https://arxiv.org/abs/2404.00001|"],
)
def test_bibtex_in_a_fence_is_read_but_for_how_to_cite_the_list(language: str, above: str) -> None:
    text = f"## Looms\n\n{above}\n\n{BIB.format(language)}\n"
    parsed = read(f"{text}## Citation\n\n{BIB.format(language).replace('Knots', 'This List')}", "x.md")
    assert [(paper.title, paper.names) for paper in parsed.papers] == [("Looms", ()), ("Knots", ("Ann Lee",))]
    assert parsed.papers[1].line == text[: text.index("@")].count("\n") + 1
    assert [paper.title for paper in read(BIB.format(language), "x.md").papers] == ["Knots"]


def test_an_address_behind_titled_links_is_a_paper_of_its_own() -> None:
    text = "[Looms](https://arxiv.org/abs/2404.00001) and [Knots](https://arxiv.org/abs/2404.00002), https://arxiv.org/abs/2404.00003."
    assert [(paper.ids[0], paper.title, paper.links) for paper in read(text, "x.md").papers] == [
        ("arxiv:2404.00001", "Looms", ()),
        ("arxiv:2404.00002", "Knots", ()),
        ("arxiv:2404.00003", "", ()),
    ]


def test_pictures_and_badges_are_none_of_a_papers_links() -> None:
    badge = "[![Stars](https://img.example.org/a)](https://example.org/a)"
    picture = "![](https://img.example.org/b) <img src='https://img.example.org/c.png'>"
    text = f"{badge} See our survey [Looms](https://arxiv.org/abs/2404.00001) too, it says all about looms. {picture}\n"
    parsed = read(
        f"{text}\n- [Knots](https://arxiv.org/abs/2404.00002), Lee et al., CVPR 2023 {badge} {picture}\n", "x.md"
    )
    first, second = parsed.papers
    assert (first.links, second.links) == ((), ("https://example.org/a",))
    assert (second.published, second.venue) == ("2023", "CVPR 2023")
    assert "img" not in str([passage.text for paper in parsed.papers for passage in paper.passages])


def test_tags_that_lay_out_a_page_are_none_of_a_title() -> None:
    text = '<tr><td align="left">Looms</td><td><a href="https://arxiv.org/abs/2303.10002">paper</a></td></tr>\n'
    parsed = read(
        f"# Papers\n<table>\n{text}{text.replace('Looms', 'Knots').replace('10002', '10003')}</table>\n", "x.md"
    )
    assert [paper.title for paper in parsed.papers] == ["Looms", "Knots"]


def test_a_paper_under_a_heading_has_the_year_of_its_venue() -> None:
    text = "# LLM\n### Looms\n- Authors: Ann Lee, Bo Roe\n- Venue: NeurIPS 2017\n- Link: https://arxiv.org/abs/1706.03762\n"
    (paper,) = read(text, "x.md").papers
    assert (paper.published, paper.venue) == ("2017", "NeurIPS 2017")


def test_plain_text_is_a_list_where_many_of_its_lines_link_to_papers() -> None:
    links = "Looms https://arxiv.org/abs/2404.00001\nKnots https://arxiv.org/abs/2404.00002\n"
    assert [paper.title for paper in read(links, "x.txt").papers] == ["Looms", "Knots"]
    with pytest.raises(UnknownFormat):
        read(links + "A line of a paper that cites some.\n" * 20, "x.txt")


def test_an_item_without_a_link_to_a_paper_but_with_its_id() -> None:
    text = """# Awesome looms

- [Knots](https://arxiv.org/abs/2404.00001)
  - builds on arXiv:2301.00001
+ Ann Lee, Bo Weft. "Looms at Rest." arXiv:2404.00004
- Carpets, doi:10.1000/6
* Weaving by Hand (arXiv 2404.00007) [code](https://github.com/x/y)
- See PR 12.
"""
    parsed = read(text, "looms.md")
    assert [(paper.line, paper.ids, paper.title) for paper in parsed.papers] == [
        (3, ("arxiv:2404.00001",), "Knots"),
        (5, ("arxiv:2404.00004",), "Looms at Rest"),
        (6, ("doi:10.1000/6",), "Carpets"),
        (7, ("arxiv:2404.00007",), "Weaving by Hand"),
    ]
    without = "# Looms\n\n- Knots. arXiv:2404.00001\n- Carpets. arXiv:2404.00002\n"
    assert [paper.title for paper in read(without, "looms.md").papers] == ["Knots", "Carpets"]


@pytest.mark.parametrize(
    ("item", "title", "names"),
    [
        ("Loom & Weft (2015) Looms: a method. ICLR. arXiv:2404.00001", "Looms: a method", ("Loom", "Weft")),
        ("Loom et al. (2017) Looms that learn. https://arxiv.org/abs/2404.00001", "Looms that learn", ("Loom",)),
        ("1. Looms in (2017) and after, arXiv:2404.00001", "Looms in (2017) and after", ()),
    ],
)
def test_a_year_in_brackets_is_not_cut_out_of_a_title(item: str, title: str, names: tuple[str, ...]) -> None:
    paper, _ = read(f"# Looms\n\n- {item}\n- [Knots](https://arxiv.org/abs/2404.00002)\n", "x.md").papers
    assert (paper.ids, paper.title, paper.names) == (("arxiv:2404.00001",), title, names)


def test_what_a_program_logs_is_no_list() -> None:
    line = "2024-05-01 12:00:{:02} INFO downloading https://arxiv.org/pdf/2404.000{:02}\n"
    with pytest.raises(UnknownFormat):
        read("".join(line.format(number, number) for number in range(10, 20)), "log.txt")
