"""Records of DBLP."""

from itertools import pairwise

from paperatlas.graph.records import AuthorRecord, Trust
from paperatlas.parsers.dblp import CUT
from tests.parsers.reading import codes, form_of, read

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n'
LOOMS = """<inproceedings mdate="2024-05-10" key="conf/loom/ShenB14">
<author>Rui Shen 0002</author>
<author orcid="0000-0002-1825-0097">J&uuml;rgen B&aacute;n</author>
<title>Weaving H<sub>2</sub>O &amp; more.</title>
<year>2014</year>
<booktitle>LOOM</booktitle>
<ee type="oa">https://doi.org/10.1000/LOOM.1</ee>
<ee>https://example.org/loom.pdf</ee>
<cite>conf/loom/Old99</cite><cite>...</cite>
</inproceedings>"""
PREPRINT = """<article publtype="informal" key="journals/corr/abs-2404-09656"><author>Ada Byron</author>
<title>On Looms...</title><journal>CoRR</journal><volume>abs/2404.09656</volume><year>2024</year></article>
"""
OTHERS = """<www key="homepages/s/RuiShen0002"><author>Rui Shen 0002</author><title>Home Page</title></www>
<proceedings key="conf/loom/2014"><editor>Ada Byron</editor><title>LOOM 2014.</title><year>2014</year></proceedings>
"""


def test_all_that_a_record_says() -> None:
    parsed = read(f"{HEAD}{LOOMS}{PREPRINT}{OTHERS}</dblp>", "dblp.xml")
    looms, preprint = parsed.papers
    assert looms.ids == ("dblp:conf/loom/ShenB14", "doi:10.1000/loom.1")
    assert (looms.title, looms.published, looms.venue) == ("Weaving H2O & more", "2014", "LOOM")
    assert looms.authors == (
        AuthorRecord("Rui Shen", ("dblp:Rui Shen 0002",)),
        AuthorRecord("Jürgen Bán", ("orcid:0000-0002-1825-0097",)),
    )
    assert (looms.url, looms.links) == ("https://doi.org/10.1000/LOOM.1", ("https://example.org/loom.pdf",))
    assert (looms.references, looms.line, looms.trust) == (("dblp:conf/loom/Old99",), 4, Trust.SERVICE)
    assert preprint.ids == ("dblp:journals/corr/abs-2404-09656", "arxiv:2404.09656")
    assert (preprint.title, preprint.line, parsed.problems) == ("On Looms...", 13, ())


def test_pieces_give_what_the_whole_gives() -> None:
    data = f"{HEAD}{LOOMS}{PREPRINT}{OTHERS}{PREPRINT}{LOOMS}</dblp>".encode()
    places = [0, *(found.start() for found in CUT.finditer(data)), len(data)]
    pieces = [data[start:end].decode() for start, end in pairwise(places)]
    found = [read(piece, "dblp.xml") for piece in pieces[1:]]
    assert [paper.ids for piece in found for paper in piece.papers] == [
        paper.ids for paper in read(data.decode(), "dblp.xml").papers
    ]
    assert [problem for piece in found for problem in piece.problems] == []
    assert len(pieces) == 7  # the head, and each record, also of what is no paper


def test_a_cut_file_and_a_broken_record() -> None:
    broken = LOOMS.replace("</sub>", "").replace("<year>2014</year>", "<year>20144</year>")
    parsed = read(f"{HEAD}{broken}\n{PREPRINT}{LOOMS[:90]}", "dblp.xml")
    assert [paper.ids[0] for paper in parsed.papers] == ["dblp:conf/loom/ShenB14", "dblp:journals/corr/abs-2404-09656"]
    assert codes(parsed) == ["4 broken-xml", "4 no-date", "16 cut-off"]


def test_it_is_told_from_its_neighbours() -> None:
    assert form_of(HEAD, "x.xml") == form_of(PREPRINT, "x.xml") == ["dblp"]


def test_a_year_that_is_none_is_told() -> None:
    parsed = read(f"{HEAD}{LOOMS.replace('<year>2014<', '<year>20144<')}\n</dblp>", "dblp.xml")
    assert codes(parsed) == ["4 no-date", "4 unreadable-date"]
    assert parsed.problems[1].raw == "20144"
