"""BibTeX: every kind of field, and what is broken."""

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.records import ParsedFile, Trust
from paperatlas.parsers import parse_bytes
from paperatlas.parsers.fields.bibtex_names import bibtex_names

WHOLE = r"""% made by hand
@string{jot = "Journal of " # {Things}}
@comment{@article{no, title = {No}}}
@preamble{"\newcommand{\x}{}"}

@Article{roe2020,
  author    = {Roe, Sam and de la Fontaine, Jean and Erd{\H o}s, Paul and {Barnes and Noble, Inc.} and others},
  title     = {A {Graph} of
               {Na{\"i}ve} $x_{2}$ Things},
  journal   = jot,
  year      = 2020, month = mar, day = 4,
  doi       = {https://doi.org/10.1000/ABC},
  eprint    = {2003.00001v2}, archivePrefix = {arXiv}, primaryClass = {cs.CL},
  url       = {https://example.org/roe},
  keywords  = {graphs, things; small},
  abstract  = {We make it. It works.},
  file      = {:home/roe.pdf:PDF},
}

@inproceedings(poe,
  author = "Poe, Jr., Cat", title = "Inside", crossref = {BOOK}
)
@proceedings{book, title = {Proc. of Things}, year = 1999, editor = {Lee, Ann}}
@misc{viktorov, author = "Викторов, Михаил Маркович", title = {Методы}, date = {2021-05-06}, note = {arXiv:1706.03762}}
"""


def read(text: str) -> ParsedFile:
    return parse_bytes(text.encode(), "refs.bib")


def test_every_field() -> None:
    parsed = read(WHOLE)
    assert [each.code for each in parsed.problems] == ["no-id"]
    roe, poe, book, viktorov = parsed.papers
    assert roe.ids == ("doi:10.1000/abc", "arxiv:2003.00001")
    assert roe.title == "A Graph of Naïve $x_{2}$ Things"
    assert roe.names == ("Sam Roe", "Jean de la Fontaine", "Paul Erdős", "Barnes and Noble, Inc.")
    assert (roe.authors_complete, roe.authors_in_order) == (False, True)
    assert (roe.venue, roe.published, roe.url) == ("Journal of Things", "2020-03-04", "https://example.org/roe")
    assert roe.keywords == ("graphs, things", "small")
    assert [passage.text for passage in roe.passages] == ["We make it.", "It works."]
    assert (roe.trust, roe.line, roe.links) == (Trust.BIBLIOGRAPHY, 6, ())
    assert (poe.names, poe.venue, poe.published, poe.authors_complete) == (
        ("Cat Poe Jr.",),
        "Proc. of Things",
        "1999",
        True,
    )
    assert (book.title, book.names) == ("Proc. of Things", ("Ann Lee",))
    assert (viktorov.names, viktorov.published) == (("Михаил Маркович Викторов",), "2021-05-06")
    assert viktorov.ids == ("arxiv:1706.03762",)


MISSING = ("no-id", "no-date", "no-authors")


def test_what_is_broken_is_a_problem_and_all_else_is_read() -> None:
    parsed = read(
        "@article{a, title={Lost}, author={A B}\n\n@article{b, title={Read}, author={A B}, year=2000}\n"
        "@article e, title = {t}\n@misc{f, title={One}, title={Again}, author={A B}, year=2000}\n"
        "@misc{g, note={nothing}}\n@misc{b, title={Same key}, author={A B}, year=2000}\n@misc{cut, title={The en"
    )
    assert [paper.title for paper in parsed.papers] == ["Lost", "Read", "t", "One", "Same key"]
    assert [(each.line, each.code) for each in parsed.problems if each.code not in MISSING] == [
        (1, "broken-entry"),
        (4, "broken-entry"),
        (5, "repeated-field"),
        (6, "no-title"),
        (8, "broken-entry"),
    ]


BROKEN = """@article{{a,
  title = {title},
  author = {{Roe, Sam}},
  year = 2001,
{end}
"""


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        (BROKEN.format(title="{A {Graph of Things}", end="}"), "A Graph of Things"),
        (BROKEN.format(title="{A Graph} of Things}", end="}"), "A Graph of Things"),
        (BROKEN.format(title="{A Graph of Things}}", end="}"), "A Graph of Things"),
        (BROKEN.format(title='"A Graph of Things', end="}"), "A Graph of Things"),
        (BROKEN.format(title="{A {Graph} of Things}", end=""), "A Graph of Things"),
        (BROKEN.format(title="{A Graph of Things}", end="}").replace("},", "}"), "A Graph of Things"),
        (BROKEN.format(title="{A Graph of Things}", end="}").replace("title =", "title"), "A Graph of Things"),
        (BROKEN.format(title="{A Graph of Things}", end="}").replace("{a,", "{"), "A Graph of Things"),
        (BROKEN.format(title="{A Graph of Things}", end="").replace("{a,", " a,"), "A Graph of Things"),
    ],
)
@pytest.mark.parametrize("between", ["\n", " "])
def test_what_can_be_read_of_a_broken_entry_is_read_and_told(broken: str, title: str, between: str) -> None:
    before, after = ("@misc{%s, title={%s}, author={Lee, Ann}, year=2000}" % (2 * (name,)) for name in "xy")
    parsed = read(f"{before}\n{broken}{between}{after}\n")
    assert [(paper.title, paper.names, paper.published) for paper in parsed.papers] == [
        ("x", ("Ann Lee",), "2000"),
        (title, ("Sam Roe",), "2001"),
        ("y", ("Ann Lee",), "2000"),
    ]
    (problem,) = (each for each in parsed.problems if each.code == "broken-entry")
    assert (problem.line, "read of it: title, author, year" in problem.message) == (2, True)
    assert problem.raw.strip() == broken.strip()


def test_a_value_that_the_file_is_cut_in_is_left_out() -> None:
    parsed = read("@misc{a, title = {Whole}, author = {Roe, Sam}, abstract = {It ends in the")
    assert [(paper.title, paper.names, paper.passages) for paper in parsed.papers] == [("Whole", ("Sam Roe",), ())]
    assert "broken-entry" in {problem.code for problem in parsed.problems}


def test_of_a_field_given_twice_nothing_is_lost() -> None:
    parsed = read(
        "@misc{a, title={First}, Title={Second}, author={}, author={Roe, Sam}, year=2000, year=2000,\n"
        "keywords={x}, keywords={y; z}, url={https://example.org/1}, url={https://example.org/2}}"
    )
    (paper,) = parsed.papers
    assert (paper.title, paper.names, paper.keywords) == ("First", ("Sam Roe",), ("x", "y", "z"))
    assert (paper.url, paper.links) == ("https://example.org/1", ("https://example.org/2",))
    twice = [(problem.message, problem.raw) for problem in parsed.problems if problem.code == "repeated-field"]
    assert twice == [
        ("the field 'author' stands twice in this entry; the one that is not empty counts", "Roe, Sam"),
        ("the field 'title' stands twice in this entry; the first one counts", "Second"),
    ]


@pytest.mark.parametrize(
    ("fields", "references", "citations"),
    [
        (
            "Cited-References = {{Roe S, 1986, V3, DOI 10.1000/One.\n   Lee A, 1999, A BOOK.}}, Times-Cited = {{23}}",
            ("doi:10.1000/one",),
            23,
        ),
        (
            "note = {cited By 12; Export Date}, references = {Roe, S., (1986), doi:10.1000/one; arXiv:1706.03762}",
            ("doi:10.1000/one", "arxiv:1706.03762"),
            12,
        ),
        ("note = {cited by many}", (), None),
    ],
)
def test_what_services_say_is_cited(fields: str, references: tuple[str, ...], citations: int | None) -> None:
    (paper,) = read(f"@article{{a, title = {{T}}, {fields}}}").papers
    assert (paper.ids, paper.references, paper.citations) == ((), references, citations)


def test_many_broken_entries_take_linear_time() -> None:
    begun = time.process_time()
    parsed = read("".join(f"@misc{{k{i}, title = {{A {{B}}, year = 2001\n}}\n" for i in range(5_000)))
    assert len(parsed.papers) == 5_000
    assert time.process_time() - begun < 20


def test_what_is_missing_is_said_once() -> None:
    parsed = read("@misc{a, title={A}}\n@misc{b, title={B}, year={20244}}\n@misc{c, title={C}, doi={none}}")
    assert [(each.line, each.code) for each in parsed.problems] == [(1, "no-authors"), (1, "no-date"), (1, "no-id")]
    assert [paper.ids for paper in parsed.papers] == [(), (), ()]
    assert "3" in parsed.problems[0].message


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = 1986, month = jul", "1986-07"),
        ("year = {1986}, month = {July}", "1986-07"),
        ("year = 1986, month = 7", "1986-07"),
        ('year = 1986, month = "10~" # jan', "1986-01-10"),
        ('year = "{\\noopsort{1973b}}1981"', "1981"),
        ("year = {1986}, month = {spring}", "1986"),
        ("year = 1986, month = 2, day = 30", "1986-02"),
        ("date = {1986-07/1987}", "1986-07"),
        ("year = {forthcoming}", None),
    ],
)
def test_dates(fields: str, published: str | None) -> None:
    assert read(f"@misc{{a, title = {{T}}, {fields}}}").papers[0].published == published


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("First von Last", ("First von Last",)),
        ("von Last, First", ("First von Last",)),
        ("von Last, Jr, First", ("First von Last Jr",)),
        ("{European Union} and {A, B and C}", ("European Union", "A, B and C")),
        (r"{\O}stergaard, Anders", ("Anders Østergaard",)),
        ("李, 飞飞 and 김, 민수", ("李飞飞", "김민수")),
        ("Roe, Sam\n  and\tLee, Ann", ("Sam Roe", "Ann Lee")),
        ("Anderson, Andy", ("Andy Anderson",)),
        ("", ()),
    ],
)
def test_names(field: str, names: tuple[str, ...]) -> None:
    assert bibtex_names(field) == (names, True)


NAMES = st.text(string.ascii_letters, min_size=2, max_size=9).filter(
    lambda word: word.lower() not in ("and", "others", "jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii")
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6, unique=True))
def test_names_come_back(people: list[tuple[str, str]]) -> None:
    text = " and ".join(f"{last}, {first}" for first, last in people)
    assert bibtex_names(text)[0] == tuple(f"{first} {last}" for first, last in people)


@pytest.mark.parametrize(
    "hostile",
    [
        "{" * 20_000,
        "@article{a,title={" * 500,
        '@a{b,c="' + "#" * 20_000,
        "@misc{a,title=" + "{" * 2000 + "}" * 2000 + "}",
    ],
)
def test_nonsense_is_read_to_the_end(hostile: str) -> None:
    good = "@misc{good, title = {Good}}\n"
    assert read(good + hostile).papers[0].title == "Good"
