"""Every variant of the daily digest, one small digest each."""

import datetime

import pytest

from paperatlas.base.errors import InputError
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage
from paperatlas.parsers import UnknownFormat, parse_bytes

HEADER = "## Daily Papers (2024-04-16)\n\n"
TITLE = "### [A Title](https://arxiv.org/abs/2404.09656)\n\n"


def read(text: str, source: str = "digest.md") -> ParsedFile:
    return parse_bytes(text.encode(), source)


def only_paper(text: str, source: str = "digest.md") -> PaperRecord:
    digest = read(text, source)
    assert digest.problems == ()
    (paper,) = digest.papers
    return paper


def entry(body: str) -> PaperRecord:
    return only_paper(HEADER + TITLE + body)


def problems(text: str, source: str = "digest.md") -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in read(text, source).problems]


def test_a_regular_paper_is_read_whole() -> None:
    paper = entry(
        "![](https://example.org/2404.09656.png)\n\nVote: 54\n\nAuthors: Ann Lee, Bo Roe\n\n- 첫 문장.\n"
        "- **Results**: Good.\n"
    )
    assert paper == PaperRecord(
        ids=("arxiv:2404.09656",),
        title="A Title",
        url="https://arxiv.org/abs/2404.09656",
        day=datetime.date(2024, 4, 16),
        votes=54,
        authors=(AuthorRecord("Ann Lee"), AuthorRecord("Bo Roe")),
        authors_complete=True,
        authors_in_order=False,
        passages=(Passage("", "첫 문장.", 11), Passage("Results", "Good.", 12)),
        links=(),
        image="https://example.org/2404.09656.png",
        video=None,
        source="digest.md",
        line=3,
    )


@pytest.mark.parametrize(
    ("heading", "title", "arxiv_id"),
    [
        (r"[$\textbf{S}^2$-Guard](https://arxiv.org/abs/2404.00001)", r"$\textbf{S}^2$-Guard", "2404.00001"),
        ("[A [bracketed] title](https://arxiv.org/abs/2404.00001)", "A [bracketed] title", "2404.00001"),
        ("[[Call] for papers](https://arxiv.org/abs/2404.00001)", "[Call] for papers", "2404.00001"),
        ("[f(x) and [y](z)](https://arxiv.org/abs/2404.00001)", "f(x) and [y](z)", "2404.00001"),
        ('["Quoted" & <b>: 🚀](https://arxiv.org/abs/2404.00001)', '"Quoted" & <b>: 🚀', "2404.00001"),
        ("[**Bold** title](https://arxiv.org/abs/2404.00001v2)", "**Bold** title", "2404.00001"),
        ("[T](https://arxiv.org/abs/2404.00001 )", "T", "2404.00001"),
        ("[T](https://arxiv.org/pdf/2404.00001v3.pdf)", "T", "2404.00001"),
        ("[T](https://huggingface.co/papers/2404.00001) [code](https://example.org/x)", "T", "2404.00001"),
    ],
)
def test_titles_and_ids(heading: str, title: str, arxiv_id: str) -> None:
    paper = only_paper(f"{HEADER}### {heading}\n\nVote: 1\n")
    assert (paper.title, paper.id_of("arxiv")) == (title, arxiv_id)


@pytest.mark.parametrize(
    ("line", "votes"),
    [("Vote: 54", 54), ("Vote: 0", 0), ("Vote: -", None), ("Vote:", None), ("Vote: 1,234", 1234), ("", None)],
)
def test_unknown_votes_are_none_never_zero(line: str, votes: int | None) -> None:
    assert entry(line + "\n").votes == votes


@pytest.mark.parametrize(
    ("line", "authors", "complete"),
    [
        ("Authors: Ann Lee, +, Bo Roe", ("Ann Lee", "Bo Roe"), False),
        ("Authors: +", (), False),
        ("Authors: Ann Lee, +12 more", ("Ann Lee",), False),
        ("Authors: Ann Lee, et al.", ("Ann Lee",), False),
        ("Authors: Ann Lee, + Bo Roe", ("Ann Lee", "Bo Roe"), False),
        (" Authors： Ann Lee", ("Ann Lee",), True),
        ("Authors: ['Jane Roe', \"Sean O'Neil\"]", ("Jane Roe", "Sean O'Neil"), True),
        ("Authors: ['Jane Roe', '+']", ("Jane Roe",), False),
        ('Authors: 01. AI, Sercan "O. Arik, o3 contributors', ("01. AI", 'Sercan "O. Arik', "o3 contributors"), True),
        ("Authors: DeepSeek-AI, Y. Wu, 苏剑林, 김철수", ("DeepSeek-AI", "Y. Wu", "苏剑林", "김철수"), True),
        ("Authors: Ann Lee, , Ann Lee,", ("Ann Lee",), True),
        ("Authors:", (), None),
        ("", (), None),
    ],
)
def test_authors(line: str, authors: tuple[str, ...], complete: bool | None) -> None:
    paper = entry(line + "\n")
    assert (paper.names, paper.authors_complete) == (authors, complete)


@pytest.mark.parametrize(
    ("lines", "image", "video"),
    [
        ("![](https://example.org/a.png)", "https://example.org/a.png", None),
        ("![](/avatars/1.svg)", None, None),
        ("[Watch Video](https://example.org/a.mp4)", None, "https://example.org/a.mp4"),
        ("[Watch Video]https://example.org/a.mp4", None, "https://example.org/a.mp4"),
        ("![]https://example.org/a.png", "https://example.org/a.png", None),
        (
            '<div><video controls src="https://example.org/b.mp4" muted="false"></video></div>',
            None,
            "https://example.org/b.mp4",
        ),
        ("![](javascript:alert(1))", None, None),
    ],
)
def test_pictures_and_videos_are_web_addresses_or_nothing(lines: str, image: str | None, video: str | None) -> None:
    paper = entry(lines + "\n\n- text\n")
    assert (paper.image, paper.video) == (image, video)
    assert [passage.text for passage in paper.passages] == ["text"]


@pytest.mark.parametrize(
    ("summary", "passages"),
    [
        ("- ***Technical Details***: text", [("Technical Details", "text")]),
        ("- **What's New:** text", [("What's New", "text")]),
        ("- **bold** start", [("", "bold start")]),
        (
            "- **A**: one\n  - nested\n    - **B**: deeper\n- two",
            [("A", "one"), ("A", "nested"), ("A / B", "deeper"), ("", "two")],
        ),
        ("- **A**: one\n1. first\n2) second\n- two", [("A", "one"), ("A", "first"), ("A", "second"), ("", "two")]),
        ("- **A**: [{'code': 'fast', 'math': 'good'}]", [("A / code", "fast"), ("A / math", "good")]),
        ("- **A**: {'x': ['one', 'two']}", [("A / x", "one"), ("A / x", "two")]),
        ("- **A**: ['one', \"two's\"]", [("A", "one"), ("A", "two's")]),
        (r"- uses \method and \textit{it} on $x^2$", [("", r"uses \method and \textit{it} on $x^2$")]),
        ("- a \textit{mangled} word\tand a tab", [("", r"a \textit{mangled} word and a tab")]),
        ("- see [the code](https://example.org/x) now", [("", "see the code now")]),
        ("### Not a paper\nmore", [("", "Not a paper"), ("", "more")]),
        ("- **A**: one\n  - **B**:\n  - two\n\n**C:**\nthree", [("A", s) for s in ("one", "B", "two", "C", "three")]),
        ("---\nplain line", [("", "plain line")]),
        ("- 줄\u200b바꿈", [("", "줄바꿈")]),
    ],
)
def test_summaries(summary: str, passages: list[tuple[str, str]]) -> None:
    assert [(passage.section, passage.text) for passage in entry(summary + "\n").passages] == passages


def test_links_end_before_a_glued_particle() -> None:
    paper = entry("- [코드](https://example.org/code)와 https://example.org/Page_web에서, (https://example.org/x).\n")
    assert paper.links == ("https://example.org/code", "https://example.org/Page_web", "https://example.org/x")


def test_text_around_the_digest_is_no_paper() -> None:
    text = (
        "# Papers a day\n\n### [Format](https://arxiv.org/abs/2401.00001)\n\n" + HEADER + TITLE + "Vote: 1\n\n"
        "## License\n\nMIT\n\n## Citation\n\n### [Ours](https://arxiv.org/abs/2401.00002)\n\n- no paper\n"
    )
    assert [paper.id_of("arxiv") for paper in read(text).papers] == ["2404.09656"]
    assert problems(text) == []


def test_a_small_heading_below_the_papers_ends_the_summary() -> None:
    paper = entry("- text\n\n### License\n\n- MIT\n\n### Citation\n\n@misc{x}\n")
    assert [passage.text for passage in paper.passages] == ["text"]


SECOND = "### [Another](https://arxiv.org/abs/2404.00002)\n"


def test_a_field_in_a_fence_makes_no_heading_a_paper() -> None:
    text = f"{HEADER}### [T](https://arxiv.org/abs/2404.00001)\n- one\n### Results\n- two\n```\n# 0\nVote: 3\n```\n"
    (paper,) = read(text).papers
    assert [passage.text for passage in paper.passages] == ["one", "Results", "two", "# 0", "Vote: 3"]
    assert paper.votes is None


def summaries(text: str) -> dict[str, list[str]]:
    digest = read(text)
    assert digest.problems == ()
    return {str(paper.id_of("arxiv")): [passage.text for passage in paper.passages] for paper in digest.papers}


@pytest.mark.parametrize("heading", ["# Results", "## Results", "### Results", "### [1] Results", "#\tResults"])
@pytest.mark.parametrize("above", ["", "\n"])
def test_a_heading_inside_a_summary_is_part_of_it(heading: str, above: str) -> None:
    text = f"{HEADER}{TITLE}Vote: 1\n\n- first\n{above}{heading}\n- second\n\n{SECOND}- b\n"
    inside = heading.lstrip("#").strip()
    assert summaries(text) == {"2404.09656": ["first", inside, "second"], "2404.00002": ["b"]}


@pytest.mark.parametrize("fence", ["```", "~~~~", "- ```python"])
def test_a_heading_in_a_code_fence_is_part_of_the_summary_of_the_last_paper_too(fence: str) -> None:
    closing = fence.strip("- python")
    text = f"{HEADER}{TITLE}- first\n\n{fence}\n\n# Citation\n\n## x\n{closing}\n- second\n"
    assert summaries(text)["2404.09656"] == ["first", "# Citation", "## x", "second"]
    assert summaries(f"{text}\n{SECOND}- b\n")["2404.00002"] == ["b"]


def test_a_fence_that_nobody_closes_swallows_no_paper() -> None:
    text = f"{HEADER}{TITLE}- first\n\n```\n# x\n\n{SECOND}- b\n\n```\n\n## License\n\nMIT\n"
    digest = read(text)
    assert [[passage.text for passage in paper.passages] for paper in digest.papers] == [["first", "x"], ["b"]]
    assert [(it.line, it.code) for it in digest.problems] == [(7, "unclosed-fence"), (13, "unclosed-fence")]


def test_a_title_in_a_fence_is_text() -> None:
    text = f"{HEADER}{TITLE}Vote: 1\n\n```md\n{SECOND}- b\n```\n- c\n"
    assert summaries(text) == {"2404.09656": [SECOND.strip(), "- b", "c"]}


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}{TITLE}Vote: 1\n\n## One\n\n- first\n",
        f"{HEADER}{SECOND}\n- b\n\n## One\n\n- c\n\n{TITLE}- One\n\n## first\n",
        f"{HEADER}{TITLE}- One\n# first\n",
    ],
    ids=["it is the first of the summary", "the papers before have the like", "no blank line is above it"],
)
def test_a_heading_below_the_last_paper_is_the_summarys_where_something_says_so(text: str) -> None:
    assert summaries(text)["2404.09656"] == ["One", "first"]


def test_a_heading_of_which_nothing_says_where_it_belongs_is_a_problem_with_its_text() -> None:
    for below in ("", HEADER + SECOND):
        digest = read(f"{HEADER}{TITLE}- text\n\n## News\n\n- one\n\n### More\n\n- two\n\n{below}")
        assert [passage.text for passage in digest.papers[0].passages] == ["text"]
        assert [problem.raw for problem in digest.problems] == ["## News\n\n- one\n\n### More\n\n- two"]


def test_a_heading_above_the_first_paper_of_a_day_loses_no_paper() -> None:
    assert list(summaries(f"{HEADER}# Highlights\n\nText\n\n{TITLE}- text\n")) == ["2404.09656"]


@pytest.mark.parametrize(
    "name", ["License", "Citation", "How to cite", "Acknowledgements", "라이선스", "License & Contact"]
)
def test_the_foot_of_a_readme_is_no_summary(name: str) -> None:
    foot = f"\n## {name}\n\nMIT\n\n### Details\n\n# More\n\n- x\n"
    assert summaries(f"{HEADER}{TITLE}- text\n{foot}") == {"2404.09656": ["text"]}


def test_a_foot_is_none_where_papers_follow() -> None:
    text = f"{HEADER}{TITLE}- text\n\n## License\n\n- free\n\n{SECOND}Vote: 2\n"
    assert summaries(text) == {"2404.09656": ["text", "License", "free"], "2404.00002": []}


def test_text_behind_a_picture_and_between_tags_is_kept() -> None:
    picture, other = "https://example.org/a.png", "https://example.org/b.png"
    paper = entry(f"![]({picture})\n![]({other})\n![x]({picture}) shows it\n<div>and this</div>\n")
    assert (paper.image, paper.links) == (picture, (other, picture))
    assert [passage.text for passage in paper.passages] == ["x shows it", "<div>and this</div>"]


def test_a_tab_may_stand_behind_the_marks() -> None:
    paper = only_paper((HEADER + TITLE).replace("# ", "#\t") + "- text\n")
    assert str(paper.day) == "2024-04-16"


def test_a_day_header_may_come_twice() -> None:
    second = "### [Another](https://arxiv.org/abs/2404.00002)\n\nVote: 2\n"
    digest = read(HEADER + TITLE + "Vote: 1\n\n" + HEADER + second)
    assert [(paper.id_of("arxiv"), str(paper.day)) for paper in digest.papers] == [
        ("2404.09656", "2024-04-16"),
        ("2404.00002", "2024-04-16"),
    ]


def test_bytes_of_all_kinds_give_the_same_paper() -> None:
    text = HEADER + TITLE + "Vote: 3\n\nAuthors: José Núñez\n\n- 직접 선호 최적화."
    expected = parse_bytes(text.encode(), "d.md")
    import unicodedata

    assert parse_bytes(b"\xef\xbb\xbf" + text.encode(), "d.md") == expected
    assert parse_bytes(text.replace("\n", "\r\n").encode(), "d.md") == expected
    assert parse_bytes(unicodedata.normalize("NFD", text).encode(), "d.md") == expected


def test_a_cut_last_line_keeps_what_is_there() -> None:
    whole = (HEADER + TITLE + "Vote: 3\n\n- 최적화").encode()
    digest = parse_bytes(whole[:-1], "d.md")
    assert [paper.votes for paper in digest.papers] == [3]
    assert [(problem.line, problem.code) for problem in digest.problems] == [(7, "invalid-utf8")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADER + TITLE + "Vote: many\n", [(5, "unreadable-votes")]),
        (HEADER + TITLE + "Vote: 99999999999999999999\n", [(5, "unreadable-votes")]),
        (HEADER + TITLE + "Authors: ['Ann, 'Bo\n", [(5, "malformed-literal")]),
        (HEADER + TITLE + "Authors: ***, Ann\n", [(5, "unreadable-author")]),
        (HEADER + TITLE + "- {'a': 'b', 'c\n", [(5, "malformed-literal")]),
        (HEADER + TITLE + "- " + "[" * 30 + "'x'" + "]" * 30 + "\n", [(5, "malformed-literal")]),
        (HEADER + "### [T](https://example.org/1)\n\nVote: 1\n\n" + TITLE, [(3, "no-arxiv-id")]),
        (HEADER + "### [T](https://arxiv.org/abs/2413.00001)\n\n" + TITLE, [(3, "no-arxiv-id")]),
        (HEADER + "### Title without link\n\nVote: 1\n\n" + TITLE, [(3, "unreadable-heading")]),
        (HEADER + "### [](https://arxiv.org/abs/2404.00001)\n\n" + TITLE, [(3, "unreadable-title")]),
        (TITLE + "Vote: 1\n\n" + HEADER + "### [B](https://arxiv.org/abs/2404.00002)\n", [(1, "outside-a-day")]),
        (HEADER + "[A Title](https://arxiv.org/abs/2404.09656)\n\nVote: 1\n\n" + TITLE, [(5, "no-heading")]),
        (HEADER + TITLE + "- text\n\n## Notes\n\n- more\n\n### Even more\n", [(7, "unclear-heading")]),
        (HEADER + TITLE + "- text\n\n### [Cut off](https://arx", [(7, "unreadable-heading")]),
        (HEADER + TITLE + "- text\n\n### [Cut o", [(7, "unreadable-heading")]),
        ("## Daily Papers (2024-02-30)\n\n" + TITLE, [(1, "unreadable-day")]),
        ("## Daily Papers (soon)\n\n" + TITLE, [(1, "unreadable-day")]),
        (TITLE, [(1, "no-day-header")]),
        (HEADER, [(1, "no-papers")]),
        (HEADER + TITLE + "Vote: 1\n\nVote: 2\n", [(7, "repeated-field")]),
        (HEADER + TITLE + "Authors: A B\n\nAuthors: C D\n", [(7, "repeated-field")]),
        (HEADER + TITLE + "Authors: ['A B', None, 12]\n", [(5, "unreadable-author"), (5, "unreadable-author")]),
        (HEADER + TITLE + "Authors: A B, " + "\ufdfa" * 300 + "\n", [(5, "unreadable-author")]),
    ],
)
def test_what_is_unreadable_becomes_a_problem_at_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize("marks", ["####", " ###", "##", "#"])
def test_a_heading_of_another_level_that_links_to_a_paper_is_one(marks: str) -> None:
    second = f"{marks} [Another](https://arxiv.org/abs/2404.00002)\n\nVote: 2\n\nAuthors: Bo Roe\n"
    digest = read(HEADER + TITLE + "Vote: 1\n\nAuthors: Ann Lee\n\n" + second)
    assert [(paper.id_of("arxiv"), paper.votes, paper.names) for paper in digest.papers] == [
        ("2404.09656", 1, ("Ann Lee",)),
        ("2404.00002", 2, ("Bo Roe",)),
    ]
    assert digest.problems == ()


def test_problems_keep_the_raw_text_and_the_other_papers() -> None:
    digest = read(HEADER + "### [Broken](https://arxiv.org/\n\nVote: 1\n\n" + TITLE + "Vote: 2\n")
    assert [paper.id_of("arxiv") for paper in digest.papers] == ["2404.09656"]
    assert [problem.raw for problem in digest.problems] == ["### [Broken](https://arxiv.org/\n\nVote: 1"]


def test_a_malformed_author_list_still_gives_its_names() -> None:
    digest = read(HEADER + TITLE + "Authors: ['Ann Lee', 'Sean O'Neil', \"Bo Roe\"]\n")
    assert digest.papers[0].names == ("Ann Lee", "Sean O'Neil", "Bo Roe")


def test_without_a_header_the_file_name_gives_the_day() -> None:
    digest = read(TITLE, "2024-05-06.md")
    assert [paper.day for paper in digest.papers] == [datetime.date(2024, 5, 6)]


@pytest.mark.parametrize("data", [b"", b"  \n", b"# Notes\n\nJust text.\n"])
def test_what_is_no_digest_is_an_error_with_its_name(data: bytes) -> None:
    with pytest.raises(UnknownFormat, match=r"notes\.md: this is no list of papers"):
        parse_bytes(data, "notes.md")


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00", b"\xff\xfe\xfa\xfb" * 20])
def test_binary_data_is_an_error_with_its_name(data: bytes) -> None:
    with pytest.raises(InputError, match=r"picture\.md: this is not UTF-8 text"):
        parse_bytes(data, "picture.md")


@pytest.mark.parametrize("day", ["2024.04.16", "2024/04/16", "20240416", "Apr 16, 2024", "2024-04-16T09:00:00Z"])
def test_a_day_may_be_printed_in_any_way(day: str) -> None:
    text = f"## Daily Papers ({day})\n\n### [T](https://arxiv.org/abs/2404.00001)\n\nVote: 1\n"
    digest = parse_bytes(text.encode(), "x.md")
    assert [paper.day for paper in digest.papers] == [datetime.date(2024, 4, 16)]
    assert not digest.problems


@pytest.mark.parametrize("name", ["20240416.md", "2024.04.16.md", "2024_04_16-papers.md"])
def test_the_day_of_a_file_s_name_may_be_written_in_any_way(name: str) -> None:
    digest = parse_bytes(b"### [T](https://arxiv.org/abs/2404.00001)\n\nVote: 1\n", name)
    assert [paper.day for paper in digest.papers] == [datetime.date(2024, 4, 16)]


@pytest.mark.parametrize(("printed", "votes"), [("1.2k", 1200), ("👍 54", 54), ("1,234", 1234)])
def test_votes_may_be_printed_in_any_way(printed: str, votes: int) -> None:
    text = f"## Daily Papers (2024-04-16)\n\n### [T](https://arxiv.org/abs/2404.00001)\n\nVote: {printed}\n"
    digest = parse_bytes(text.encode(), "x.md")
    assert [paper.votes for paper in digest.papers] == [votes]
    assert not digest.problems
