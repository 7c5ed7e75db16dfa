"""Tables of papers in Markdown."""

import datetime

import pytest

from tests.parsers.reading import codes, form_of, read

ARXIV = """# Topics

## Updated on 2024.04.20

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2024-04-16**|**Looms: $p(x|y)$ and $|z|$ that Learn**|Zoe Last et.al.|[2404.09656](http://arxiv.org/abs/2404.09656v2)|**[link](https://example.org/code)**|
|**2024-04-15**|**Plain**|Ann First, Bo Second|[2404.00002](http://arxiv.org/abs/2404.00002)|null|
|**20244-04-15**|**No Link**|Ann First|null|null|

## Second topic

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2024-04-14**|**Other**|Cy Third et al.|[2404.00003](http://arxiv.org/abs/2404.00003)|null|
"""
FOLDED = """| **Title** | **Date** | **Abstract** | **Comment** |
| --- | --- | --- | --- |
| **[Looms [That] Learn](https://arxiv.org/abs/2404.09656v1)** | 2024-04-16 | <details><summary>Show</summary><p>We weave. See https://arxiv.org/abs/1706.03762. If a|b then c.</p></details> | <details><summary>Code</summary><p>https://example.org/code</p></details> |
| **[Other](https://arxiv.org/abs/2404.00002v1)** | 2024-04-15 |  |  |
"""  # noqa: E501
DIGEST = """

## Papers for 2024-04-16

| Title | Authors | Summary |
|-------|---------|---------|
| Looms for Numbers across
  the Capability Continuum (Read more on [arXiv](https://arxiv.org/abs/2404.09656) or [HuggingFace](https://huggingface.co/papers/2404.09656))| Zoe Last, Ann First, loom42 | We weave. It
holds.

The end. |
| Second (Read more on [arXiv](https://arxiv.org/abs/2404.00002))|  | Short. |
| Third (Read more on [arXiv](https://arxiv.org/abs/2404.00003))| Ann First, Bo Second, Cy Third | Short. |
"""  # noqa: E501
WEEKLY = """| **Paper**  | **Links** |
| ------------- | ------------- |
| 1) **Looms That Learn** - A loom that learns to weave by numbers. | [Paper](https://arxiv.org/abs/2404.09656), [Tweet](https://example.org/1) |
| 2) **Second** - Another one of these. | [Paper](https://example.org/report.pdf) |
"""  # noqa: E501


def test_a_table_with_dates_first_authors_and_pipes_in_formulas() -> None:
    assert form_of(ARXIV, "README.md") == ["markdown-table"]
    parsed = read(ARXIV, "README.md")
    assert [(paper.ids, paper.title, paper.published, paper.names) for paper in parsed.papers] == [
        (("arxiv:2404.09656",), "Looms: $p(x|y)$ and $|z|$ that Learn", "2024-04-16", ("Zoe Last",)),
        (("arxiv:2404.00002",), "Plain", "2024-04-15", ("Ann First", "Bo Second")),
        ((), "No Link", None, ("Ann First",)),
        (("arxiv:2404.00003",), "Other", "2024-04-14", ("Cy Third",)),
    ]
    assert [paper.authors_complete for paper in parsed.papers] == [False, True, True, False]
    assert [paper.day for paper in parsed.papers] == [None] * 4
    assert parsed.papers[0].links == ("https://example.org/code",)
    assert codes(parsed) == ["9 no-date", "9 no-id"]


def test_an_abstract_that_is_folded_up_and_gives_no_ids() -> None:
    parsed = read(FOLDED, "x.md")
    first, second = parsed.papers
    assert (first.ids, first.title, first.published) == (("arxiv:2404.09656",), "Looms [That] Learn", "2024-04-16")
    assert [passage.text for passage in first.passages] == [
        "We weave.",
        "See https://arxiv.org/abs/1706.03762.",
        "If a|b then c.",
    ]
    assert (second.title, second.passages) == ("Other", ())
    assert first.links == ("https://example.org/code",)
    assert codes(parsed) == ["3 no-authors"]


def test_a_table_of_a_day_with_rows_over_lines_and_names_of_users() -> None:
    parsed = read(DIGEST, "x.md")
    assert [(paper.ids[0], paper.title, paper.names, paper.line) for paper in parsed.papers] == [
        (
            "arxiv:2404.09656",
            "Looms for Numbers across the Capability Continuum",
            ("Zoe Last", "Ann First", "loom42"),
            7,
        ),
        ("arxiv:2404.00002", "Second", (), 12),
        ("arxiv:2404.00003", "Third", ("Ann First", "Bo Second", "Cy Third"), 13),
    ]
    assert {paper.day for paper in parsed.papers} == {datetime.date(2024, 4, 16)}
    assert [(paper.authors_complete, paper.authors_in_order) for paper in parsed.papers] == [
        (False, False), (None, True), (False, False),
    ]  # fmt: skip
    assert [passage.text for passage in parsed.papers[0].passages] == ["We weave.", "It holds.", "The end."]
    assert codes(parsed) == ["7 user-names", "12 no-authors"]


def test_a_table_whose_cells_hold_title_and_summary() -> None:
    first, second = read(WEEKLY, "week-2024-04-16.md").papers
    assert (first.ids, first.title) == (("arxiv:2404.09656",), "Looms That Learn")
    assert [passage.text for passage in first.passages] == ["A loom that learns to weave by numbers."]
    assert (second.ids, second.title, second.url) == ((), "Second", "https://example.org/report.pdf")


def test_several_lists_as_long_as_the_longest_are_cut() -> None:
    rows = [f"| [T {i}](https://arxiv.org/abs/2404.0000{i}) | {names} |" for i, names in enumerate(
        ["A B, C D, E F, G H", "I J, K L, M N, O P", "Q R, S T", "U V, W X, Y Z, A C"]
    )]  # fmt: skip
    parsed = read("| Paper | Authors |\n|--|--|\n" + "\n".join(rows), "2024-04-16.md")
    assert [paper.authors_complete for paper in parsed.papers] == [False, False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "| Title | x |\n|---|---|\n| no paper | at all |\n",
        "| a | b |\n|---|---|\n| [T](https://example.org) | x |\n",
        "Title | Authors\n\nno rule\n",
    ],
)
def test_other_tables_are_none_of_papers(text: str) -> None:
    assert "markdown-table" not in (form_of(text + "\n[x](https://arxiv.org/abs/2404.00001)\n\n- y", "x.md"))


def test_a_table_cut_in_its_middle_keeps_the_rows_before() -> None:
    parsed = read(ARXIV[: ARXIV.index("Ann First")], "x.md")
    assert [paper.title for paper in parsed.papers] == ["Looms: $p(x|y)$ and $|z|$ that Learn", "Plain"]


def test_a_row_that_never_ends_hides_no_other() -> None:  # for hours, were the work quadratic
    text = FOLDED + "| **[Open](https://arxiv.org/abs/2404.00009)\n" + "a line without an end\n" * 200_000
    assert len(read(text, "x.md").papers) >= 3


def test_a_table_whose_papers_have_no_ids_is_read_beside_one_whose_have() -> None:
    row = "| 1) **{}** - It weaves. | [Paper]({}), [Tweet](https://example.org/t) |\n"
    table = f"| **Paper** | **Links** |\n|---|---|\n{row}"
    first = table.format("Looms", "https://arxiv.org/abs/2404.00001")
    second = table.format("Knots", "https://example.org/blog/knots")
    other = "| Name | Size |\n|---|---|\n| [Shop](https://example.org) | 3 |\n"
    parsed = read(f"## Weaving (June 23 - June 29)\n\n{first}\n---\n## Week 2\n\n{second}\n## Shops\n\n{other}", "x.md")
    assert [(paper.title, paper.ids, paper.url) for paper in parsed.papers] == [
        ("Looms", ("arxiv:2404.00001",), "https://arxiv.org/abs/2404.00001"),
        ("Knots", (), "https://example.org/blog/knots"),
    ]
    assert [passage.text for passage in parsed.papers[1].passages] == ["It weaves."]


@pytest.mark.parametrize("label", ["Link", "[PDF]", "paper", "arXiv", "📄"])
def test_a_column_of_papers_beside_one_of_titles_holds_links(label: str) -> None:
    row = "| 2023 | CVPR | Looms | Ann Lee, Bo Roe | [{}](https://arxiv.org/abs/2303.2000{}) |\n"
    head = "| Year | Venue | Title | Authors | Paper |\n|:--|:-:|---|---|-|\n"
    parsed = read(f"# Papers\n{head}{row.format(label, 1)}{row.format(label, 2)}", "x.md")
    assert [(paper.ids, paper.title, paper.names, paper.published, paper.venue) for paper in parsed.papers] == [
        ((f"arxiv:2303.2000{number}",), "Looms", ("Ann Lee", "Bo Roe"), "2023", "CVPR") for number in (1, 2)
    ]
    assert codes(parsed) == []


def test_a_cell_that_only_names_its_link_is_no_title() -> None:
    table = (
        "| Name | Paper | Venue |\n|---|---|---|\n"
        "| LoomNet | [Looms That Learn](https://arxiv.org/abs/2404.00001) | CVPR 2023 |\n"
        "| KnotNet | [paper](https://arxiv.org/abs/2404.00002) | ICLR'24 |\n\n"
        "| Model | Paper |\n|---|---|\n| ThreadNet | [pdf](https://arxiv.org/abs/2404.00003) |\n"
    )
    parsed = read(table, "x.md")
    assert [(paper.ids[0], paper.title, paper.published) for paper in parsed.papers] == [
        ("arxiv:2404.00001", "Looms That Learn", "2023"),
        ("arxiv:2404.00002", "KnotNet", "2024"),
        ("arxiv:2404.00003", "", None),
    ]
    assert "8 no-title" in codes(parsed)


def test_a_word_in_bold_is_not_the_whole_title_and_a_row_without_a_link_is_kept() -> None:
    table = (
        "| Title | Authors | Paper |\n|---|---|---|\n"
        "| A **bold** loom | Ann Lee | [Link](https://arxiv.org/abs/2404.00001) |\n| Knots | Bo Roe | |\n"
    )
    assert [paper.title for paper in read(table, "x.md").papers] == ["A **bold** loom", "Knots"]


def test_a_table_without_pipes_at_its_ends() -> None:
    table = (
        "Text above.\n\nTitle | Link | Date\n--- | --- | ---\n"
        "Looms | [arXiv](https://arxiv.org/abs/2303.20004) | 2023-03-30\n"
        "Knots | https://arxiv.org/abs/2303.20006 | 2023-03-31\n\nText | below.\n"
    )
    assert form_of(table, "x.md") == ["markdown-table"]
    assert [(paper.ids, paper.title, paper.published, paper.line) for paper in read(table, "x.md").papers] == [
        (("arxiv:2303.20004",), "Looms", "2023-03-30", 5),
        (("arxiv:2303.20006",), "Knots", "2023-03-31", 6),
    ]


def test_ids_that_stand_bare_in_their_columns() -> None:
    table = (
        "| Title | Authors | DOI | arXiv |\n|--|--|--|--|\n| Looms | Lee, A.; Roe, B. | 10.1000/h1 | |\n"
        "| Knots | Poe, Cy | doi:10.1000/h2 | 2404.00002 |\n| Threads | Lee, A., Roe, B., & Poe, C. | N/A | |\n"
    )
    assert [(paper.ids, paper.names) for paper in read(table, "x.md").papers] == [
        (("doi:10.1000/h1",), ("A. Lee", "B. Roe")),
        (("doi:10.1000/h2", "arxiv:2404.00002"), ("Cy Poe",)),
        ((), ("A. Lee", "B. Roe", "C. Poe")),
    ]


def test_titles_with_authors_and_pictures_in_one_cell() -> None:
    table = (
        "| Title & Authors | Introduction | Links |\n|:--|:-:|:-:|\n"
        "|[![Star](https://img.example.org/a.svg)](https://example.org/code)<br>**Looms for LLMs** <br> "
        "Ann Lee, Bo Roe "
        '|<img width="9" src="https://example.org/loom.png"> |[Code](https://example.org/code) <br> '
        "[Paper](https://arxiv.org/abs/2303.20011)|\n"
    )
    (paper,) = read(table, "x.md").papers
    assert (paper.title, paper.names, paper.passages) == ("Looms for LLMs", ("Ann Lee", "Bo Roe"), ())
    assert (paper.url, paper.links) == ("https://arxiv.org/abs/2303.20011", ("https://example.org/code",))


HTML = """# Papers list
<table>
<tr><th rowspan="1">Topic</th><th>Title</th><th>Authors</th><th>Venue</th><th>Link</th></tr>
<tr><td rowspan="2">Looms</td><td>Looms &amp; Knots</td><td>Ann Lee, Bo Roe</td><td>CVPR 2023</td>
  <td><a href="https://arxiv.org/abs/2303.10001">paper</a></td></tr>
<tr>
  <td><b>Threads<br></b></td><td>Cy Poe</td><td>ICLR 2024</td>
  <td><a href="https://arxiv.org/abs/2303.10002">[<i>paper</i>]</a> <a href="https://example.org/b">[code]</a></td>
</tr>
</table>

- [An item](https://arxiv.org/abs/2303.10003)
"""


def test_a_table_of_html_is_read_as_a_table() -> None:
    parsed = read(HTML, "x.md")
    assert [(paper.ids[0], paper.title, paper.names, paper.published, paper.line) for paper in parsed.papers] == [
        ("arxiv:2303.10001", "Looms & Knots", ("Ann Lee", "Bo Roe"), "2023", 4),
        ("arxiv:2303.10002", "Threads", ("Cy Poe",), "2024", 6),
        ("arxiv:2303.10003", "An item", (), None, 12),
    ]
    assert parsed.papers[1].links == ("https://example.org/b",)


def test_a_table_of_html_that_never_ends_hides_none_before() -> None:  # for hours, were the work quadratic
    parsed = read(HTML + "<table><tr><td>" * 50_000 + '<tr><td colspan="99999" rowspan="99999">x' * 2_000, "x.md")
    assert len(parsed.papers) >= 3
