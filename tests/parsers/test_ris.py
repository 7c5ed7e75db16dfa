"""RIS and Web of Science's form: tags that repeat, lines that go on, what is cut."""

from pathlib import Path

import pytest
from pytest import MonkeyPatch

from paperatlas import pieces
from paperatlas.graph.records import ParsedFile, Trust
from paperatlas.parsers import parse_bytes

RIS = """\ufeff1.
TY  - JOUR
TI  - A title that
  goes on
AU  - Roe, Sam, Jr.
AU  - Lee,Ann
A1  - de la Fontaine, Jean
AU  - European Union
PY  - 2020
DA  - 2020/03/04/
JF  - Journal of Things
DO  - https://doi.org/10.1000/ABC
UR  - https://example.org/a; https://arxiv.org/abs/2003.00001v2
KW  - graphs
KW  - things; small
AB  - We make it. It works.
ER  -\x20

TY -  BOOK
T1  - Another
Y1  - 1999//
A2  - 李, 飞飞
ER  -
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Roe, S
   Lee, A
AF Roe, Sam
   Lee, Ann
TI A title that
   goes on
SO JOURNAL OF THINGS
DE graphs; small
   things
AB We make it. It works.
TC 23
PD MAR 4
PY 2020
DI 10.1000/ABC
PM 31978945
ER

PT J
TI Second
AU Poe, C
PY 1999
ER

EF
"""


def read(text: str) -> ParsedFile:
    return parse_bytes(text.encode(), "refs.ris")


def test_every_tag_of_ris() -> None:
    parsed = read(RIS)
    first, second = parsed.papers
    assert first.title == "A title that goes on"
    assert first.names == ("Sam Roe Jr.", "Ann Lee", "Jean de la Fontaine", "European Union")
    assert (first.published, first.venue, first.line) == ("2020-03-04", "Journal of Things", 2)
    assert first.ids == ("doi:10.1000/abc", "arxiv:2003.00001")
    assert (first.url, first.links) == ("https://example.org/a", ("https://arxiv.org/abs/2003.00001v2",))
    assert first.keywords == ("graphs", "things", "small")
    assert [passage.text for passage in first.passages] == ["We make it.", "It works."]
    assert (first.trust, first.authors_complete, first.citations) == (Trust.BIBLIOGRAPHY, True, None)
    assert (second.title, second.names, second.published) == ("Another", ("李飞飞",), "1999")
    assert parsed.problems == ()


def test_web_of_science_under_the_name_of_ris() -> None:
    parsed = read(WOS)
    first, second = parsed.papers
    assert (first.title, first.names) == ("A title that goes on", ("Sam Roe", "Ann Lee"))
    assert (first.published, first.venue, first.citations) == ("2020-03-04", "JOURNAL OF THINGS", 23)
    assert first.ids == ("doi:10.1000/abc", "pmid:31978945")
    assert first.keywords == ("graphs", "small things")
    assert (second.title, second.names, second.published) == ("Second", ("C Poe",), "1999")


@pytest.mark.parametrize("text", [RIS, WOS])
def test_a_file_cut_anywhere_is_read_to_there(text: str) -> None:
    for end in range(text.index("\n", 60), len(text), 7):
        parsed = read(text[:end])
        assert parsed.papers or parsed.problems


def test_what_is_broken_is_a_problem_at_its_line() -> None:
    parsed = read(
        "TY  - JOUR\nTI  - Open\nAU  - A, B\nPY  - 20244\nTY  - JOUR\nN1  - nothing\nER  - \nTY  - JOUR\nTI  - Cut"
    )
    assert [paper.title for paper in parsed.papers] == ["Open", "Cut"]
    assert [(each.line, each.code) for each in parsed.problems if each.code[:3] != "no-"] == [
        (1, "cut-reference"),
        (1, "unreadable-date"),
        (8, "cut-reference"),
    ]
    assert (5, "no-title") in [(each.line, each.code) for each in parsed.problems]
    assert parsed.papers[0].published is None


def test_what_stands_in_no_reference_is_told_at_its_place() -> None:
    parsed = read(
        "AU  - Lost, Ann\nTI  - Lost\n\n1.\nTY  - JOUR\nTI  - Kept\nER  - \n2.\nProvider: A Library\n\nSome words\n"
        "of nobody\nTY  - JOUR\nnot of a tag\nTI  - Kept too\n"
    )
    assert [paper.title for paper in parsed.papers] == ["Kept", "Kept too"]
    told = [
        (each.line, each.code, each.raw) for each in parsed.problems if each.code in ("stray-text", "cut-reference")
    ]
    assert told == [
        (1, "stray-text", "AU  - Lost, Ann\nTI  - Lost"),
        (11, "stray-text", "Some words\nof nobody"),
        (13, "cut-reference", "TY  - JOUR\nTI  - Kept too"),
        (14, "stray-text", "not of a tag"),
    ]
    assert [each.code for each in read(WOS.replace("PT J", "AU Lost\nPT J", 1)).problems].count("stray-text") == 1


def test_what_web_of_science_says_is_cited_counts_by_its_ids() -> None:
    cited = (
        "CR ROE S, 1986, P NATL ACAD SCI USA, V83, P8589, DOI 10.1000/ABC.1986.1\n"
        "   Lee A., 1996, A BOOK, P635\n"
        "   Poe C, 2004, BIOCHEMISTRY-US, V43, DOI [10.1000/xyz, 10.1000/other]\n"
        "   Last Z, 2017, ARXIV, DOI arXiv:1706.03762\n"
    )
    first, second = read(WOS.replace("TC 23\n", f"{cited}TC 23\n")).papers
    assert first.references == ("doi:10.1000/abc.1986.1", "doi:10.1000/xyz", "arxiv:1706.03762")
    assert (first.citations, second.references) == (23, ())


def test_what_scopus_says_is_cited_is_no_id_of_the_paper() -> None:
    notes = "N1  - Export Date: 4 March 2020\nN1  - Cited By :12\n"
    notes += "N1  - References: Roe, S., Things (1986) Journal, 8, doi:10.1000/one; Lee, A., Other, arXiv:1706.03762\n"
    (paper,) = read(f"TY  - JOUR\nTI  - T\nAU  - A, B\n{notes}ER  - \n").papers
    assert (paper.ids, paper.citations) == ((), 12)
    assert paper.references == ("doi:10.1000/one", "arxiv:1706.03762")


def test_ten_thousand_authors() -> None:
    text = "TY  - JOUR\nTI  - T\n" + "".join(f"AU  - Roe, Sam{number}x\n" for number in range(10_000)) + "ER  - \n"
    assert len(read(text).papers[0].authors) == 10_000


@pytest.mark.parametrize("text", [RIS * 30, WOS * 30, (WOS * 30).replace("\n", "\r\n")], ids=["ris", "wos", "wos-crlf"])
def test_pieces_of_a_big_file_give_what_the_whole_gives(text: str, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 3_000)
    path = tmp_path / "big.ris"
    path.write_bytes(text.encode())
    cut = pieces.pieces_of(path, "big.ris")
    found = [parse_bytes(pieces.read_piece(path, piece), "big.ris", piece.first_line).papers for piece in cut]
    assert len(cut) > 1
    assert tuple(paper for papers in found for paper in papers) == parse_bytes(text.encode(), "big.ris").papers


def test_a_note_on_another_paper_gives_no_id_and_c2_is_that_of_pubmed_central() -> None:
    parsed = parse_bytes(
        b"TY  - JOUR\nTI  - A reply\nN1  - Reply to arXiv:2001.00501\nER  - \n"
        b"TY  - JOUR\nTI  - A paper\nN1  - arXiv:2001.00502 [cs]\nC2  - PMC123456\nER  - \n"
        b"TY  - JOUR\nTI  - Another\nN1  - arXiv:2001.00503 [cs]\nER  - \n",
        "x.ris",
    )
    ids = [(), ("arxiv:2001.00502", "pmcid:PMC123456"), ("arxiv:2001.00503",)]
    assert [paper.ids for paper in parsed.papers] == ids


def test_the_first_day_of_a_conference_counts_and_a_count_anywhere_in_a_note() -> None:
    parsed = read(
        "TY  - CONF\nTI  - A\nPY  - 2022\nY1  - 18-24 June 2022\nN1  - Export Date: 1 May 2024; Cited By: 17\nER  - \n"
        "TY  - JOUR\nTI  - B\nPY  - 2015\nDA  - May 28\nER  - \n"
    )
    assert [(paper.published, paper.citations) for paper in parsed.papers] == [("2022-06-18", 17), ("2015-05-28", None)]
