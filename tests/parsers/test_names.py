"""Names as they are printed: marks, encodings, suffixes, separators, orders."""

import pytest

from paperatlas.graph.identity import author_key
from paperatlas.parsers import parse_bytes
from paperatlas.parsers.fields.names import clean_name, given_first, read_authors


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("  Ann \t Lee ", "Ann Lee"),
        (r"Paul Erd\H{o}s", "Paul Erdős"),
        (r"Paul Erd{\H o}s", "Paul Erdős"),
        (r"{\O}yvind M{\"u}ller", "Øyvind Müller"),
        (r"Ren\'e Fran\c{c}ois", "René François"),
        (r"Nicol{\'{a}}s Ib{\'a}{\~n}ez", "Nicolás Ibáñez"),
        ("Christopher R&eacute;", "Christopher Ré"),
        ("Christopher R&amp;eacute;", "Christopher Ré"),
        ("Christopher RÃ©", "Christopher Ré"),
        ("JÃ¼rgen MÃ¼ller", "Jürgen Müller"),
        ("Ann Lee<sup>1,2</sup>", "Ann Lee"),
        ("Ann Lee2</sup>", "Ann Lee"),
        ("Ann Lee$^{1,*}$", "Ann Lee"),
        ("Ann Lee¹,²", "Ann Lee"),
        ("Ann Lee†*", "Ann Lee"),
        ("Ann Lee1,2", "Ann Lee"),
        ("Ann Lee (DeepMind)", "Ann Lee"),
        ("Ann Lee [MIT, USA]", "Ann Lee"),
        ("李明（北京大学）", "李明"),
        ("**Ann Lee**", "Ann Lee"),
        ("<b>Ann Lee</b>", "Ann Lee"),
        ("Ann Lee <ann@example.org>", "Ann Lee"),
        ("Rui Shen 0002", "Rui Shen 0002"),
        ("Wei (David) Li", "Wei (David) Li"),
        ("L[eslie] A. Roe", "L[eslie] A. Roe"),
        ("01. AI", "01. AI"),
        ("Søren Ånström-Ñuñez", "Søren Ånström-Ñuñez"),
        ("Sam Roe Jr.", "Sam Roe Jr."),
        ("김 민수", "김 민수"),
        ("", ""),
    ],
)
def test_a_name_is_shown_without_marks(printed: str, shown: str) -> None:
    assert clean_name(printed) == shown


@pytest.mark.parametrize(
    ("printed", "names", "complete"),
    [
        ("Ann Lee, Bob Roe", ("Ann Lee", "Bob Roe"), True),
        ("Ann Lee, Bob Roe, Jr., C Poe III, D Fox, IV", ("Ann Lee", "Bob Roe Jr.", "C Poe III", "D Fox IV"), True),
        ("Ann Lee, Bob Roe, Sr.", ("Ann Lee", "Bob Roe Sr."), True),
        ("Ann Lee and Bob Roe", ("Ann Lee", "Bob Roe"), True),
        ("Ann Lee, Bob Roe, and Cat Poe", ("Ann Lee", "Bob Roe", "Cat Poe"), True),
        ("Ann Lee; Bob Roe", ("Ann Lee", "Bob Roe"), True),
        ("Lee, Ann; Roe, Jr., Bob; Poe, Cat", ("Ann Lee", "Bob Roe Jr.", "Cat Poe"), True),
        ("Lee, Ann and Roe, Bob", ("Ann Lee", "Bob Roe"), True),
        ("Lee, Ann and Roe, Jr., Bob", ("Ann Lee", "Bob Roe Jr."), True),
        ("李明、王芳，张伟", ("李明", "王芳", "张伟"), True),
        ("李明；王芳等", ("李明", "王芳等"), True),
        ("Ann Lee, Bob Roe et al.", ("Ann Lee", "Bob Roe"), False),
        ("Ann Lee, et al", ("Ann Lee",), False),
        ("Ann Lee and others", ("Ann Lee",), False),
        ("Ann Lee, Bob Roe, + 12 more", ("Ann Lee", "Bob Roe"), False),
        ("Ann Lee, Bob Roe, ...", ("Ann Lee", "Bob Roe"), False),
        ("Ann Lee<sup>1,2</sup>, Bob Roe<sup>2</sup> (DeepMind, London)", ("Ann Lee", "Bob Roe"), True),
        ("Ann Lee$^{1,2}$, Bob Roe$^2$", ("Ann Lee", "Bob Roe"), True),
        ("Ann Lee, PhD, Bob Roe, M.D.", ("Ann Lee", "Bob Roe"), True),
        ("Ann Lee, Ann Lee", ("Ann Lee",), True),
        ("Andy Sand, Anders Brand", ("Andy Sand", "Anders Brand"), True),
        ("", (), True),
    ],
)  # fmt: skip
def test_a_list_of_names(printed: str, names: tuple[str, ...], complete: bool) -> None:
    assert read_authors(printed) == (names, complete)


@pytest.mark.parametrize(
    ("last", "first", "suffix", "name"),
    [
        ("Roe", "Sam", "Jr.", "Sam Roe Jr."),
        ("de la Fontaine", "Jean", "", "Jean de la Fontaine"),
        ("李", "飞飞", "", "李飞飞"),
        ("김", "민수", "", "김민수"),
        ("山田", "太郎", "", "山田太郎"),
        ("Roe", "", "", "Roe"),
        ("", "Sam", "", "Sam"),
    ],
)
def test_given_name_first(last: str, first: str, suffix: str, name: str) -> None:
    assert given_first(last, first, suffix) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김민수", "김 민수"),
        ("李飞飞", "李 飞飞"),
        ("山田太郎", "山田\u3000太郎"),
        ("Jean\u2010Pierre Roe", "Jean-Pierre Roe"),
        ("Jean\u2011Pierre Roe", "Jean-Pierre Roe"),
        (clean_name(r"Erd\H{o}s"), "Erdős"),
        (clean_name("RÃ©"), "Ré"),
    ],
)
def test_one_author(one: str, other: str) -> None:
    assert author_key(one) == author_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Rui Shen 0002", "Rui Shen"), ("C. Ré", "Christopher Ré"), ("안나 Lee", "안 나 Lee")]
)
def test_two_authors(one: str, other: str) -> None:
    assert author_key(one) != author_key(other)


@pytest.mark.parametrize(
    ("line", "names", "complete"),
    [
        ("Sam Roe, Jr., Ann Lee", ("Sam Roe Jr.", "Ann Lee"), True),
        ("['Sam Roe', 'Jr.', 'Ann Lee']", ("Sam Roe Jr.", "Ann Lee"), True),
        ("Alice and Bob", ("Alice", "Bob"), True),
        ("Ann Lee; Bob Roe", ("Ann Lee", "Bob Roe"), True),
        ("Ann Lee · Bob Roe | Cat Poe", ("Ann Lee", "Bob Roe", "Cat Poe"), True),
        ("Prof. Dr. Ann Lee, Dr Bob Roe, PhD", ("Ann Lee", "Bob Roe"), True),
        ("Ann Lee, 7, Bob Roe, **, (1)", ("Ann Lee", "Bob Roe"), True),
        ("['Ann Lee', '7']", ("Ann Lee",), True),
        ("Ann Lee, +, and Cat Poe", ("Ann Lee", "Cat Poe"), False),
        ("Ann Lee<sup>2</sup>, Bob Roe (DeepMind)", ("Ann Lee", "Bob Roe"), True),
    ],
)
def test_the_authors_of_a_daily_digest(line: str, names: tuple[str, ...], complete: bool) -> None:
    text = f"## Daily Papers (2024-04-16)\n\n### [T](https://arxiv.org/abs/2404.00001)\n\nAuthors: {line}\n"
    paper = parse_bytes(text.encode(), "d.md").papers[0]
    assert (paper.names, paper.authors_complete) == (names, complete)


def test_a_hundred_thousand_names_are_read() -> None:  # in hours, were the work quadratic
    printed = ", ".join(f"Ann Lee-{chr(97 + i % 26)}{i}x<sup>{i % 9}</sup>" for i in range(100_000))
    assert len(read_authors(printed)[0]) == 100_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@misc{a, title={T}, author={Lee, Ann and 7 and 12-15}}", "x.bib"),
        ("TY  - JOUR\nTI  - T\nAU  - Lee, Ann\nAU  - 7\nER  - \n", "x.ris"),
        ('[{"type": "book", "title": "T", "author": [{"family": "Lee", "given": "Ann"}, {"literal": "7"}]}]', "x.json"),
        ('[{"paper": {"id": "2404.00001", "title": "T", "authors": [{"name": "Ann Lee"}, {"name": "7"}]}}]', "x.json"),
        ("| Title | Authors |\n|---|---|\n| [T](https://arxiv.org/abs/2404.00001) | Ann Lee, 7, † |\n", "x.md"),
        ("### [1] [T](https://arxiv.org/abs/2404.00001)\n*Ann Lee,7*\n", "x.md"),
    ],
)
def test_numbers_and_signs_are_no_names_in_any_form(text: str, name: str) -> None:
    assert parse_bytes(text.encode(), name).papers[0].names == ("Ann Lee",)


def test_initials_behind_a_comma_belong_to_the_name_before() -> None:
    assert read_authors("Smith, J., Doe, A. B.") == (("J. Smith", "A. B. Doe"), True)


@pytest.mark.parametrize("end", ["…", " & colleagues", " and colleagues"])
def test_more_signs_that_a_list_is_cut(end: str) -> None:
    assert read_authors(f"Ann Lee, Bob Roe{end}") == (("Ann Lee", "Bob Roe"), False)


@pytest.mark.parametrize("piece", [" ", "(", "{", "<sup>", "and ", ", ", "$^", "$^{", "+ ", "1,2"])
def test_hostile_lists_of_names_are_read_to_their_end(piece: str) -> None:  # in hours, were the work quadratic
    names, _ = read_authors(piece * 300_000 + "x")
    assert "".join(names).endswith("x")


def test_markdown_in_a_list_of_names() -> None:
    assert read_authors("[Ann Lee](https://example.org/ann), [[Bo Roe]], Cy Poe¹˒², ... 3 more") == (
        ("Ann Lee", "Bo Roe", "Cy Poe"),
        False,
    )
    assert read_authors("Ann Lee, … and 12 others")[1] is False
