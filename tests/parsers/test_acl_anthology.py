"""Volumes of the ACL Anthology."""

from paperatlas.graph.records import AuthorRecord, Trust
from tests.parsers.reading import codes, form_of, read

HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2020.loom">
  <volume id="main" ingest-date="2021-11-28" type="proceedings">
    <meta><booktitle>Proc. of <fixed-case>LOOM</fixed-case></booktitle><month>July 10-12</month><year>2020</year></meta>
    <frontmatter><url>2020.loom-main.0</url></frontmatter>
"""
PAPER = """    <paper id="1">
      <title>The <fixed-case>E</fixed-case>nglish of <tex-math>x^2</tex-math> looms</title>
      <author id="john-doe-42"><first>John</first><last>Doe</last><affiliation>Loom House</affiliation></author>
      <author><first>Weiguang</first><last>Qu</last>
        <variant script="hani"><first>维光</first><last>曲</last></variant></author>
      <author><first/><last>Mausam</last></author>
      <editor><first>No</first><last>Author</last></editor>
      <abstract>We weave <i>well</i>. It holds.</abstract>
      <url hash="66dbd2a2">2020.loom-main.1</url>
      <doi>10.18653/v1/2020.loom-main.1</doi>
      <pwccode url="https://example.org/code">loom/code</pwccode>
    </paper>
"""


def test_all_that_a_paper_says() -> None:
    parsed = read(f"{HEAD}{PAPER}</volume></collection>", "2020.loom.xml")
    (paper,) = parsed.papers
    assert paper.ids == ("acl:2020.loom-main.1", "doi:10.18653/v1/2020.loom-main.1")
    assert (paper.title, paper.published, paper.venue) == (
        "The English of $x^2$ looms",
        "2020-07",
        "Proc. of LOOM",
    )
    assert paper.authors == (
        AuthorRecord("John Doe", ("acl:john-doe-42",), ("Loom House",), "Doe"),
        AuthorRecord("Weiguang Qu", family="Qu"),
        AuthorRecord("Mausam", family="Mausam"),
    )
    assert [each.text for each in paper.passages] == ["We weave well.", "It holds."]
    assert (paper.links, paper.line, paper.trust) == (("https://example.org/code",), 6, Trust.SERVICE)
    assert parsed.problems == ()


def test_the_volumes_of_a_collection_and_ids_that_are_not_printed() -> None:
    old = HEAD.replace("2020.loom", "P19").replace('"main"', '"2"').replace("<year>2020", "<year>2019")
    bare = PAPER.replace('<url hash="66dbd2a2">2020.loom-main.1</url>', "").replace('<paper id="1">', '<paper id="7">')
    second = old.partition("\n")[2].partition("\n")[2]
    parsed = read(f"{HEAD}{bare}</volume></collection>", "x.xml")
    assert [paper.ids[0] for paper in parsed.papers] == ["acl:2020.loom-main.7"]
    text = HEAD.replace("2020.loom", "P19").replace('"main"', '"1"') + bare + "</volume>" + second + bare
    parsed = read(f"{text}</volume></collection>", "P19.xml")
    assert [(paper.ids[0], paper.published) for paper in parsed.papers] == [
        ("acl:P19-1007", "2020-07"),
        ("acl:P19-2007", "2019-07"),
    ]


def test_no_authors_and_a_cut() -> None:
    parsed = read(f'{HEAD}<paper id="2"><title>Of nobody</title></paper>\n{PAPER[:100]}', "x.xml")
    assert [paper.title for paper in parsed.papers] == ["Of nobody"]
    assert codes(parsed) == ["6 no-authors", "7 cut-off"]


def test_it_is_told_from_its_neighbours() -> None:
    assert form_of(HEAD, "x.xml") == ["acl-anthology"]
