"""RIS and Web of Science's form."""

from tests.parsers.reading import codes, form_of, read

TWO = """\ufeffTY  - JOUR
AU  - Roe, Ann, Jr.
AU  - van Doe, Bob
A1  - The Salt Group
TI  - On the
 salt mines
PY  - 2024///
DA  - 2024/04/16/
DO  - 10.1234/ABC
UR  - https://arxiv.org/abs/2404.09656v2
KW  - salt
KW  - mines
AB  - We dig. It works.
JO  - Mining
ER  -

TY  - CONF
T1  - Cut off
Y1  - 2023"""
SCIENCE = """FN A made file
VR 1.0
PT J
AU Roe, A
   Doe, BC
AF Roe, Ann
   Doe, Bob Cy
TI Salt in
   mines
SO MINING
DE salt; mines
AB We dig.
CR Poe C, 1999, SALT, V1, P2, DOI 10.1234/old
PD JUN 8
PY 2004
DI 10.1234/new
PM 12345
ER

EF
"""


def test_references() -> None:
    parsed = read(TWO, "x.ris")
    whole, cut = parsed.papers
    assert whole.names == ("Ann Roe Jr.", "Bob van Doe", "The Salt Group")
    assert (whole.title, whole.published, whole.venue) == ("On the salt mines", "2024-04-16", "Mining")
    assert whole.ids == ("doi:10.1234/abc", "arxiv:2404.09656")
    assert (whole.keywords, len(whole.passages), whole.line) == (("salt", "mines"), 2, 1)
    assert (cut.title, cut.published) == ("Cut off", "2023")
    assert codes(parsed) == ["17 no-authors", "17 no-id", "17 unended-reference"]


def test_web_of_science() -> None:
    (paper,) = read(SCIENCE, "x.ris").papers
    assert paper.names == ("Ann Roe", "Bob Cy Doe")
    assert (paper.title, paper.venue, paper.published) == ("Salt in mines", "MINING", "2004-06-08")
    assert paper.ids == ("doi:10.1234/new", "pmid:12345")
    assert paper.references == ("doi:10.1234/old",)
    assert paper.keywords == ("salt", "mines")


def test_what_stands_outside_is_a_problem() -> None:
    parsed = read("AU  - Roe, Ann\nTY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \n", "x.ris")
    assert [paper.title for paper in parsed.papers] == ["A", "B"]
    assert {"1 outside-reference", "2 unended-reference"} <= set(codes(parsed))


def test_it_is_told_by_what_it_looks_like() -> None:
    assert form_of(TWO, "x.ris") == form_of(SCIENCE, "x.ris") == ["ris"]
