"""Bad input of every kind in every form: what is around it is read, and it is told."""

import random

import pytest

from paperatlas.base.errors import InputError
from paperatlas.graph.records import PaperRecord, ParsedFile
from paperatlas.parsers import claimants, parse_bytes
from tests.parsers.forms import FORMS, Printed

PAPERS = [Printed(number, f"On Knots and Looms {number}") for number in range(1, 13)]
NO_DATES = {"daily-digest", "arxiv-daily-markdown", "link-list", "text-list"}
NO_AUTHORS = {"link-list", "text-list"}
PLAIN = {"link-list", "text-list"}


def read(form: str, papers: list[Printed]) -> ParsedFile:
    name, write = FORMS[form]
    return parse_bytes(write(papers).encode(), name)


def named(papers: tuple[PaperRecord, ...]) -> list[tuple[str, ...]]:
    return [paper.ids for paper in papers]


@pytest.mark.parametrize("form", FORMS)
def test_the_form_is_told_and_read_whole(form: str) -> None:
    name, write = FORMS[form]
    assert list(claimants(write(PAPERS), name)) == [form]
    found = read(form, PAPERS).papers
    assert [paper.title for paper in found] == [each.title for each in PAPERS]
    assert all(paper.ids for paper in found)
    assert {paper.names for paper in found} == {() if form in NO_AUTHORS else ("Ann Loom", "Bo Weft")}
    assert all(paper.published for paper in found) or form in NO_DATES


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_anywhere_gives_all_before_the_cut_and_tells_of_it(form: str) -> None:
    name, write = FORMS[form]
    text = write(PAPERS)
    whole = read(form, PAPERS).papers
    # Where each paper ends: a file that has no more is read to there.
    ends = [len(text) - len(write(PAPERS[at:])) + len(write([])) for at in range(1, 13)]
    chance = random.Random(form)
    for cut in sorted(chance.randrange(ends[0] + 1, len(text)) for _ in range(50)):
        parsed = parse_bytes(text[:cut].encode(), name)
        ended = sum(end <= cut for end in ends)
        assert len(parsed.papers) >= ended, (cut, text[cut - 50 : cut])
        rest = text[max((end for end in ends if end <= cut), default=0) : cut].strip(" \n,")
        assert parsed.problems or len(parsed.papers) == ended + 1 or len(rest) < 20 or form in PLAIN, rest
        for paper, meant in list(zip(parsed.papers, whole, strict=False))[: len(parsed.papers) - 1]:
            assert (paper.ids, paper.title, paper.names) == (meant.ids, meant.title, meant.names), cut


@pytest.mark.parametrize("form", sorted(FORMS.keys() - NO_DATES))
def test_a_year_that_is_none(form: str) -> None:
    papers = [*PAPERS[:2], Printed(3, "Of Later Years", "20244-04-16"), PAPERS[3]]
    parsed = read(form, papers)
    assert [paper.title for paper in parsed.papers] == [each.title for each in papers]
    assert [paper.published is None for paper in parsed.papers] == [False, False, True, False]
    assert parsed.problems


@pytest.mark.parametrize("form", sorted(FORMS.keys() - NO_AUTHORS))
def test_ten_thousand_authors(form: str) -> None:
    letters = "abcdefghij"
    names = tuple(f"Ann{''.join(letters[int(digit)] for digit in f'{number:04}')} Loom" for number in range(10_000))
    papers = [PAPERS[0], Printed(2, "Of Many", authors=names), PAPERS[2]]
    found = read(form, papers).papers
    assert [paper.title for paper in found] == [each.title for each in papers]
    assert found[1].names == names


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_title_and_an_id_that_is_none(form: str) -> None:
    for bad in (Printed(2, ""), Printed(2, "Of No Id", scheme_id="no id")):
        try:
            parsed = read(form, [PAPERS[0], bad, *PAPERS[2:]])
        except InputError as error:
            pytest.fail(f"{error}")
        kept = [paper for paper in parsed.papers if paper.title not in ("", "Of No Id")]
        assert [paper.title for paper in kept] == [each.title for each in [PAPERS[0], *PAPERS[2:]]]
        assert all(paper.ids for paper in kept)
        is_told = bool(parsed.problems)
        assert is_told or len(parsed.papers) == 12, bad


@pytest.mark.parametrize("second", ["bibtex", "ris", "dblp", "daily-json", "link-list"])
@pytest.mark.parametrize("first", sorted(FORMS))
def test_two_forms_in_one_file_are_both_read_and_told(first: str, second: str) -> None:
    name, write = FORMS[first]
    other, write_other = FORMS[second]
    if other[1:5] in name or {first, second} <= {"front-matter", "link-list", "text-list"}:
        return  # of one kind
    text = write(PAPERS[:4]) + "\n"
    parsed = parse_bytes((text + write_other(PAPERS[4:8])).encode(), name)
    assert [paper.title for paper in parsed.papers] == [each.title for each in PAPERS[:8]]
    told = [problem.line for problem in parsed.problems if problem.code == "several-forms"]
    beginning = text.count("\n") + (5 if second == "link-list" else 1)  # headings may be anything
    assert told == [beginning]
    assert all(paper.line >= beginning for paper in parsed.papers[4:])


def test_answers_of_two_services_in_one_xml_are_both_read() -> None:
    text = FORMS["dblp"][1](PAPERS[:4]) + "\n" + FORMS["pubmed"][1](PAPERS[4:8]) + FORMS["arxiv-atom"][1](PAPERS[8:])
    parsed = parse_bytes(text.encode(), "x.xml")
    assert [paper.title for paper in parsed.papers] == [each.title for each in PAPERS]
    assert [problem.code for problem in parsed.problems] == ["several-forms", "several-forms"]


def test_an_example_in_a_fence_is_no_paper_of_a_list() -> None:
    text = FORMS["link-list"][1](PAPERS) + "\n## Citation\n\n```bibtex\n" + FORMS["bibtex"][1](PAPERS[:1]) + "```\n"
    assert len(parse_bytes(text.encode(), "x.md").papers) == 12


MARKDOWN = ("daily-digest", "markdown-table", "link-list")
FRONT = '---\ntitle: "Of Front Matter"\nauthors: "Ann Loom"\ndate: 2024-04-16\npdf: https://arxiv.org/pdf/2404.00099\n---\n\n'


@pytest.mark.parametrize("second", MARKDOWN)
@pytest.mark.parametrize("first", MARKDOWN)
def test_two_forms_of_markdown_in_one_file_are_both_read_and_told(first: str, second: str) -> None:
    if first == second:
        return
    above = FORMS[first][1](PAPERS[:4]) + "\n"
    parsed = parse_bytes((above + FORMS[second][1](PAPERS[4:8])).encode(), "2024-04-16.md")
    assert [paper.title for paper in parsed.papers] == [each.title for each in PAPERS[:8]]
    assert [bool(paper.names) for paper in parsed.papers] == [
        form not in NO_AUTHORS for form in (first, second) for _ in range(4)
    ]
    (told,) = [problem.line for problem in parsed.problems if problem.code == "several-forms"]
    assert told in (parsed.papers[0].line, parsed.papers[4].line)
    assert all(paper.line > above.count("\n") for paper in parsed.papers[4:])


def front_matters(papers: list[Printed]) -> str:
    return "".join(
        f'---\ntitle: "{each.title}"\nauthors: "{", ".join(each.authors)}"\ndate: {each.date}\n'
        f"pdf: https://arxiv.org/pdf/{each.arxiv}\n---\n\nThey tie knots.\n\n"
        for each in papers
    )


def front_matter_of_a_day(papers: list[Printed]) -> str:
    return '---\ntitle: "Papers of a day"\ndate: 2024-04-16\n---\n\n' + FORMS["link-list"][1](papers)


def chinese(papers: list[Printed]) -> str:
    return "# 今日论文\n\n" + "".join(
        f"## {each.number}. {each.title}\n\n**原文标题**：{each.title}\n\n**关键词**：结, 织机\n\n主要贡献：打结。\n\n"
        for each in papers
    )


OF_MARKDOWN = {
    **{name: FORMS[name][1] for name in (*MARKDOWN, "arxiv-daily-markdown")},
    "front-matter": front_matters,
    "front-matter of a day": front_matter_of_a_day,
    "chinese-digest": chinese,
}
OF_ONE_PAPER = {("front-matter", "link-list"), ("front-matter", "chinese-digest")}
"""What stands below the front matter of a paper is about it."""


@pytest.mark.parametrize("second", OF_MARKDOWN)
@pytest.mark.parametrize("first", OF_MARKDOWN)
def test_any_two_forms_of_markdown_are_read_in_any_order(first: str, second: str) -> None:
    above, below = OF_MARKDOWN[first](PAPERS[:4]), OF_MARKDOWN[second](PAPERS[4:8])
    name = "2024-04-16.md"
    if (first, second) in OF_ONE_PAPER:
        return
    meant = [paper for text in (above, below) for paper in parse_bytes(text.encode(), name).papers]
    assert len(meant) == 8
    parsed = parse_bytes(f"{above}\n{below}".encode(), name)
    assert [(paper.ids, paper.title, paper.names) for paper in parsed.papers] == [
        (paper.ids, paper.title, paper.names) for paper in meant
    ]
    told = [problem for problem in parsed.problems if problem.code == "several-forms"]
    is_one_form = first == second or (first == "front-matter of a day" and second in ("chinese-digest", "link-list"))
    fronts = {"front-matter", "front-matter of a day"}
    assert is_one_form or len(told) >= 1 or {first, second} <= fronts


def test_a_digest_below_the_front_matter_of_a_page() -> None:
    page = '---\ntitle: "今日论文"\ndate: 2024-04-16\n---\n\n'
    parsed = parse_bytes((page + chinese(PAPERS[:4])).encode(), "x.md")
    assert [(paper.title, str(paper.day)) for paper in parsed.papers] == [
        (each.title, "2024-04-16") for each in PAPERS[:4]
    ]


@pytest.mark.parametrize("form", ["daily-digest", "markdown-table"])
def test_front_matter_of_a_paper_above_another_form(form: str) -> None:
    parsed = parse_bytes((FRONT + FORMS[form][1](PAPERS[:4])).encode(), "2024-04-16.md")
    assert [paper.title for paper in parsed.papers] == ["Of Front Matter", *(each.title for each in PAPERS[:4])]
    assert [problem.line for problem in parsed.problems if problem.code == "several-forms"] == [1]


@pytest.mark.parametrize(
    ("example", "form"),
    [("link-list", "daily-digest"), ("markdown-table", "daily-digest"), ("link-list", "markdown-table")],
)
def test_an_example_of_another_form_in_a_fence_stays_one(example: str, form: str) -> None:
    fenced = "```\n" + FORMS[example][1](PAPERS[8:]) + "```\n\n"
    parsed = parse_bytes((fenced + FORMS[form][1](PAPERS[:8])).encode(), "2024-04-16.md")
    assert [paper.title for paper in parsed.papers] == [each.title for each in PAPERS[:8]]
    assert "several-forms" not in [problem.code for problem in parsed.problems]


def test_many_blank_lines_above_a_text_cost_nothing() -> None:
    parsed = parse_bytes(("\n" * 5_000 + FORMS["link-list"][1](PAPERS)).encode(), "x.md")
    assert len(parsed.papers) == 12
