"""Articles of PubMed."""

from itertools import pairwise

import pytest

from paperatlas.graph.records import AuthorRecord, Trust
from paperatlas.parsers.pubmed import CUT
from tests.parsers.reading import codes, form_of, read

HEAD = '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "p.dtd">\n<PubmedArticleSet>\n'
DATE = "<PubDate><Year>1979</Year><Month>Jun</Month><Day>3</Day></PubDate>"
ARTICLE = f"""<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">399297</PMID>
<DateCompleted><Year>1980</Year></DateCompleted>
<Article><Journal><JournalIssue>{DATE}</JournalIssue><Title>Journal of Looms</Title></Journal>
<ArticleTitle>[Weaving of H<sub>2</sub>O].</ArticleTitle><ELocationID EIdType="doi">10.1000/LOOM.1</ELocationID>
<Abstract><AbstractText Label="AIM">We weave. It holds.</AbstractText><AbstractText>End.</AbstractText></Abstract>
<AuthorList CompleteYN="Y">
<Author ValidYN="Y"><LastName>Byron</LastName><ForeName>Ada K</ForeName><Initials>AK</Initials><Suffix>Jr</Suffix>
<Identifier Source="ORCID">https://orcid.org/0000-0002-1825-0097</Identifier>
<AffiliationInfo><Affiliation>Loom House</Affiliation></AffiliationInfo></Author>
<Author ValidYN="Y"><CollectiveName>The Loom Group</CollectiveName></Author>
<Author ValidYN="N"><LastName>Wrong</LastName></Author></AuthorList></Article>
<MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN="N">Humans</DescriptorName></MeshHeading>
<MeshHeading><DescriptorName MajorTopicYN="N">Looms</DescriptorName>
<QualifierName MajorTopicYN="Y">history</QualifierName>
</MeshHeading></MeshHeadingList><KeywordList Owner="NOTNLM"><Keyword>weaving</Keyword></KeywordList>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">399297</ArticleId>
<ArticleId IdType="pmc">PMC12345</ArticleId></ArticleIdList><ReferenceList><Reference><Citation>Old.</Citation>
<ArticleIdList><ArticleId IdType="pubmed">111</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>
</PubmedArticle>
"""


def test_all_that_an_article_says() -> None:
    parsed = read(f"{HEAD}{ARTICLE}</PubmedArticleSet>", "pubmed.xml")
    (paper,) = parsed.papers
    assert paper.ids == ("pmid:399297", "pmcid:PMC12345", "doi:10.1000/loom.1")
    assert (paper.title, paper.published, paper.venue) == ("Weaving of H2O", "1979-06-03", "Journal of Looms")
    assert paper.authors == (
        AuthorRecord("Ada K Byron Jr", ("orcid:0000-0002-1825-0097",), ("Loom House",), "Byron"),
        AuthorRecord("The Loom Group", family="The Loom Group"),
    )
    assert [(each.section, each.text) for each in paper.passages] == [
        ("AIM", "We weave."),
        ("AIM", "It holds."),
        ("", "End."),
    ]
    assert (paper.keywords, paper.references) == (("weaving", "Looms"), ("pmid:111",))
    assert (paper.authors_complete, paper.trust, paper.line, parsed.problems) == (True, Trust.SERVICE, 4, ())


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("<MedlineDate>1979 Jul-Sep</MedlineDate>", "1979-07"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"),
        ("<MedlineDate>2000 Spring</MedlineDate>", "2000"),
        ("<MedlineDate>2004 Mar 3-9</MedlineDate>", "2004-03"),
        ("<Year>2004</Year><Month>02</Month>", "2004-02"),
        ("<Year>2004</Year><Season>Winter</Season>", "2004"),
        ("<Year>20044</Year>", None),
    ],
)
def test_dates_as_exact_as_they_are(date: str, published: str | None) -> None:
    (paper,) = read(HEAD + ARTICLE.replace(DATE, f"<PubDate>{date}</PubDate>"), "pubmed.xml").papers
    assert paper.published == published


def test_a_list_that_says_it_is_cut_and_a_title_in_its_own_language() -> None:
    text = ARTICLE.replace('CompleteYN="Y"', 'CompleteYN="N"').replace(
        "[Weaving of H<sub>2</sub>O].", "[Not Available]."
    )
    (paper,) = read(
        HEAD + text.replace("<Abstract>", "<VernacularTitle>Vom Weben.</VernacularTitle><Abstract>"), "p.xml"
    ).papers
    assert (paper.authors_complete, paper.title) == (False, "Vom Weben")


def test_a_cut_file() -> None:
    parsed = read(f"{HEAD}{ARTICLE}{ARTICLE[:300]}", "pubmed.xml")
    assert (len(parsed.papers), codes(parsed)) == (1, [f"{4 + ARTICLE.count(chr(10))} cut-off"])


def test_it_is_told_from_its_neighbours() -> None:
    assert form_of(HEAD, "x.xml") == ["pubmed"]


def test_pieces_give_what_the_whole_gives() -> None:
    text = f"{HEAD}{ARTICLE * 3}</PubmedArticleSet>"
    places = [*(found.start() for found in CUT.finditer(text.encode())), len(text)]
    found = [read(text[start:end], "x.xml") for start, end in pairwise(places)]
    assert len(found) == 3
    assert [paper.authors for piece in found for paper in piece.papers] == [
        paper.authors for paper in read(text, "x.xml").papers
    ]
    assert [problem for piece in found for problem in piece.problems] == []
