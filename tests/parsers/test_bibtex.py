"""BibTeX: every kind of field, and what is broken."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.records import ParsedFile, Trust
from paperatlas.parsers import parse_bytes
from paperatlas.parsers.fields.bibtex_names import bibtex_names
from paperatlas.parsers.fields.bibtex_text import printed_text

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


def test_many_broken_entries_are_all_read() -> None:  # in hours, were the work quadratic
    parsed = read("".join(f"@misc{{k{i}, title = {{A {{B}}, year = 2001\n}}\n" for i in range(20_000)))
    assert len(parsed.papers) == 20_000


def test_what_is_missing_is_said_once() -> None:
    parsed = read("@article{a, title={A}}\n@article{b, title={B}, year={20244}}\n@article{c, title={C}, doi={none}}")
    assert [(each.line, each.code) for each in parsed.problems] == [
        (1, "no-authors"),
        (1, "no-date"),
        (1, "no-id"),
        (2, "unreadable-date"),
        (3, "unreadable-id"),
    ]
    assert [paper.ids for paper in parsed.papers] == [(), (), ()]
    assert parsed.problems[0].count == 3


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
    assert (bibtex_names(field).names, bibtex_names(field).complete) == (names, True)


NAMES = st.text(string.ascii_letters, min_size=2, max_size=9).filter(
    lambda word: word.lower() not in ("and", "others", "jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii")
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6, unique=True))
def test_names_come_back(people: list[tuple[str, str]]) -> None:
    text = " and ".join(f"{last}, {first}" for first, last in people)
    assert bibtex_names(text).names == tuple(f"{first} {last}" for first, last in people)


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


@pytest.mark.parametrize(
    "fields",
    [
        "title={One}, author={Lee, Ann} year={2020}, doi={10.1000/g1}",
        "title={One} author={Lee, Ann}, year=2020, doi={10.1000/g1}",
        "title={One}, author={Lee, Ann}, year={2020} doi={10.1000/g1}",
        "title={One}, year=2020 doi={10.1000/g1}, author={Lee, Ann}",
        'title="One" author="Lee, Ann", year=2020, doi="10.1000/g1"',
        "title={One}author={Lee, Ann}year={2020}doi={10.1000/g1}",
        "title={One}, author={Lee, Ann} zotero-key={X}, doi={10.1000/g1}, year=2020",
        "title={One},\n author={Lee, Ann},\n year=2020\n doi={10.1000/g1}\n",
    ],
)
def test_a_comma_that_lacks_anywhere_is_told_and_loses_nothing(fields: str) -> None:
    parsed = read(f"@article{{a, {fields}}}\n@article{{b, title={{Two}}, author={{Roe, Bo}}, year=2001}}\n")
    one, two = parsed.papers
    assert (one.ids, one.title, one.names, one.published) == (("doi:10.1000/g1",), "One", ("Ann Lee",), "2020")
    assert (two.title, two.names, two.venue) == ("Two", ("Bo Roe",), None)
    assert [(each.line, each.code) for each in parsed.problems if each.code not in MISSING] == [(1, "broken-entry")]


def test_what_looks_like_a_field_in_a_value_is_none() -> None:
    parsed = read(
        '@article{a, title={As {b} year = 1900 and "c" d = {e}}, author={Lee, Ann}, year=2020, month = 3 # {~jan},\n'
        'abstract={We set $x_{n} = 5$ and\n note = "none".}}\n'
        "@article{ no-key, title={Keyless {year = 1900}} author={Roe, Bo}, year=2001}\n"
        "@misc{, title={Empty key}, author={Poe, Cy}, year=2002, journal={J}}\n"
    )
    assert [(paper.title, paper.published, paper.venue) for paper in parsed.papers] == [
        ('As b year = 1900 and "c" d = e', "2020-01-03", None),
        ("Keyless year = 1900", "2001", None),
        ("Empty key", "2002", "J"),
    ]
    assert [each.line for each in parsed.problems if each.code == "broken-entry"] == [4]


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ("note={arXiv:2001.00501 [math]}", ("arxiv:2001.00501",)),
        ("journal={arXiv preprint arXiv:2001.00501}", ("arxiv:2001.00501",)),
        ("journal={CoRR}, volume={abs/2001.00501}", ("arxiv:2001.00501",)),
        ("howpublished={\\url{https://arxiv.org/abs/2001.00501}}", ("arxiv:2001.00501",)),
        ("note={Publisher: Press \\_eprint: https://arxiv.org/pdf/2001.00501}", ("arxiv:2001.00501",)),
        ("number={arXiv:2001.00501}", ("arxiv:2001.00501",)),
        ("note={PMID: 31978945\nPMCID: PMC7654321}", ("pmid:31978945", "pmcid:PMC7654321")),
        ("doi={10.1000/d1; 10.1000/d2}", ("doi:10.1000/d1",)),
        ("eprint={0406001}, archivePrefix={arXiv}, primaryClass={math.GT}", ("arxiv:math/0406001",)),
        ("note={Comment: Companion paper to arXiv:2001.00501, 12 pages}", ()),
        ("note={Companion papers arXiv:2001.00501; arXiv:2001.00502}", ()),
        ("note={Erratum to doi:10.1000/main.1}", ()),
        ("journal={Comment on arXiv:2001.00501}", ()),
    ],
)
def test_only_an_id_that_a_note_is_made_of_is_the_papers_own(fields: str, ids: tuple[str, ...]) -> None:
    assert read(f"@misc{{a, title={{T}}, author={{Lee, Ann}}, year=2020, {fields}}}").papers[0].ids == ids


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("family=Azhar, given=Faisal, prefix=van, useprefix=true and Lee, Ann", ("Faisal van Azhar", "Ann Lee")),
        ("given={Ann B.}, family={Lee Roe}, suffix=Jr.", ("Ann B. Lee Roe Jr.",)),
        ("Brown, T.; Mann, B.", ("T. Brown", "B. Mann")),
        ("Brown, T.; Mann, B. and Ryder, N.", ("T. Brown", "B. Mann", "N. Ryder")),
        ("Ren&eacute; Roe; {The Team; A}", ("René Roe", "The Team; A")),
        ("Brown, T. & Mann, B.", ("T. Brown", "B. Mann")),
        ("Barnes & Noble", ("Barnes & Noble",)),
        ("Tom Brown, Benjamin Mann, Nick Ryder", ("Tom Brown", "Benjamin Mann", "Nick Ryder")),
        ("Ann Lee, Bo Roe, and Cy Poe", ("Ann Lee", "Bo Roe", "Cy Poe")),
        ("Brown, T., Mann, B. and Ryder, N.", ("T. Brown", "B. Mann", "N. Ryder")),
        ("Doe J, Roe B, Poe CD", ("J Doe", "B Roe", "CD Poe")),
        ("Roe, Sam, PhD and Lee, Jr., Ann", ("Sam Roe", "Ann Lee Jr.")),
        ("Anonymous", ()),
        ("{Unknown} and Ann Unknown", ("Ann Unknown",)),
    ],
)
def test_lists_that_others_separate_are_read_where_it_is_certain(field: str, names: tuple[str, ...]) -> None:
    read = bibtex_names(field)
    assert (read.names, read.complete, read.doubted) == (names, True, ())


def test_a_list_that_may_be_read_otherwise_is_told() -> None:
    parsed = read(
        "@misc{a, title={A}, doi={10.1000/1}, year=2020, author={Ann Lee, Bo Roe and Cy Poe}}\n"
        "@misc{b, title={B}, doi={10.1000/2}, year=2020, author={Plato, Socrates, Aristotle}}\n"
        "@misc{c, title={C}, doi={10.1000/3}, year=2020, author={Garcia Marquez, Gabriel Jose and Lee, Ann}}\n"
        "@misc{d, title={D}, doi={10.1000/4}, year=2020, author={van der Berg, Jan Piet and Ann Lee}}\n"
    )
    told = [(each.line, each.code, each.raw) for each in parsed.problems]
    assert told == [(1, "doubted-names", "Ann Lee, Bo Roe"), (2, "doubted-names", "Plato, Socrates, Aristotle")]
    assert [paper.names for paper in parsed.papers[2:]] == [
        ("Gabriel Jose Garcia Marquez", "Ann Lee"),
        ("Jan Piet van der Berg", "Ann Lee"),
    ]


def test_et_al_behind_a_name_says_that_the_list_is_cut() -> None:
    read = bibtex_names("Ann Lee" + " et al." * 50_000)
    assert (read.names, read.complete) == (("Ann Lee",), False)
    read = bibtex_names("Ann Lee, Bo Roe, Cy Poe et al.")
    assert (read.names, read.complete) == (("Ann Lee", "Bo Roe", "Cy Poe"), False)


def test_what_tex_names_is_written_out() -> None:
    paper = read(
        r"@article{a, title={The {\TeX}book's {\textless}i{\textgreater}na{\"{\i}}ve{\textless}/i{\textgreater}"
        r" \'{\i}}, author={O{\textquotesingle}Neil, Ann}, year=2020, journal={\aap}, doi={10.1000/1}}"
    ).papers[0]
    assert plain_title(paper.title) == "The TeXbook's naïve í"
    assert (paper.names, paper.venue) == (("Ann O'Neil",), "Astronomy and Astrophysics")


def test_signs_that_tex_names_end_where_it_ends_them() -> None:
    title = r"A \textasciicircum{}2, \textasciicircum 3 and \textasciitilde\alpha"
    (paper,) = read(f"@misc{{a, title={{{title}}}, author={{Lee, Ann}}, year=2020}}").papers
    assert paper.title == r"A ^2, ^3 and ~\alpha"


def test_subtitle_and_both_kinds_of_keywords_and_the_count_in_a_note_are_read() -> None:
    paper = read(
        "@book{b, title={Looms}, subtitle={A {History}}, author={Lee, Ann}, year=2001, author_keywords={a; b},"
        " keywords={C; B; a}, note={Export Date: 1 May; Cited By: 17}}"
    ).papers[0]
    assert (paper.title, paper.keywords, paper.citations) == ("Looms: A History", ("a", "b", "C", "B"), 17)
    older = read("@book{b, title={Looms}, note={cited By 3; All Open Access}, keywords={x}}").papers[0]
    assert (older.citations, older.keywords) == (3, ("x",))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"Proc.\ IEEE~Trans.\nobreakspace{}on\\ Looms", "Proc. IEEE Trans. on Looms"),
        (r"5\,\% of 7\;m\:or\!8 and {\%}", "5 % of 7 m or8 and %"),
        (r"Robust {$H_\infty$} Control of {$x_{2}$}", "Robust H_∞ Control of x₂"),
        (r"On {``}Quoted{''} Looms, \enquote{so {BERT}} and ``thus''", "On “Quoted” Looms, “so BERT” and “thus”"),
        (r"{{Whole {GPT}-4}} pre{fix}ed {\em Looms} of \mbox{{C}$_{60}$}", "Whole GPT-4 prefixed Looms of C₆₀"),
        (r"{\textasciitilde}10 and ~20 or \~{}x \{set\} \~n, \url{https://example.org/~ann}",
         "~10 and ~20 or ~x {set} ñ, https://example.org/~ann"),
        (r"Or\-nate {\'{e}}t{\c c} $5\,\alpha$", "Ornate étç 5 α"),
        ("c d'' e ``f", "c d'' e ``f"),
    ],
)  # fmt: skip
def test_every_field_says_what_tex_prints(written: str, printed: str) -> None:
    fields = ", ".join(f"{name} = {{{written}}}" for name in ("title", "journal", "note", "number"))
    (paper,) = parse_bytes(f"@article{{k, {fields}}}".encode(), "refs.bib").papers
    said = {each.name: each.value for each in paper.details}
    assert {plain_title(paper.title), paper.venue, said["note"], said["issue"]} == {printed}


@pytest.mark.parametrize("piece", ["{", "}", "``", "\\enquote{", "~", "\\ ", "\\url{", "^{", "{\\em ", "\\a{"])
def test_groups_without_end_are_read_in_good_time(piece: str) -> None:
    assert printed_text(piece * 20_000) is not None
