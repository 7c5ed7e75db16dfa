"""What each form says a paper is, what it is cited by, and what else it says."""

import pytest

from paperatlas.graph.records import PaperRecord
from paperatlas.graph.work_types import WORK_TYPES
from paperatlas.parsers import parse_bytes


def only(text: str, file: str) -> PaperRecord:
    (paper,) = parse_bytes(text.encode(), file).papers
    return paper


def details(paper: PaperRecord) -> dict[str, str]:
    return dict(paper.details)


CROSSREF = '{"DOI": "10.1000/182", "title": ["Looms"], "type": "%s", "container-title": ["Loom Days"], "volume": "7",' \
    ' "page": "1-9", "publisher": "Weft", "ISSN": ["0028-0836", "1476-4687"],' \
    ' "editor": [{"given": "Cy", "family": "Poe"}], "institution": [{"name": "Ghent"}],' \
    ' "article-number": "e7"}'  # fmt: skip
OPENALEX = '{"id": "https://openalex.org/W2741809807", "title": "Looms", "type": "%s", "type_crossref": "%s",' \
    ' "primary_location": {"source": {"display_name": "Loom Days", "type": "%s"}}, "language": "en",' \
    ' "biblio": {"volume": "7", "issue": "2", "first_page": "1", "last_page": "9"}}'  # fmt: skip
S2 = '{"paperId": "649def34f8be52c8b66281af98ae884c09aef38b", "title": "Looms", "publicationTypes": %s,' \
    ' "venue": "%s", "journal": {"volume": "7", "pages": "1 - 9"}}'  # fmt: skip
DBLP = '<dblp><%s key="%s" mdate="2020-01-01"%s><author>Ann Lee</author><title>Looms.</title><pages>1-9</pages>' \
    "<year>2020</year><journal>%s</journal><volume>7</volume></%s></dblp>"  # fmt: skip
HIT = '{"result": {"hits": {"hit": [{"info": {"title": "Looms.", "key": "%s", "type": "%s", "venue": "%s"}}]}}}'
PUBMED = "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>31978945</PMID><Article><Journal><JournalIssue>" \
    "<Volume>7</Volume><Issue>2</Issue></JournalIssue><Title>Loom Days</Title></Journal><ArticleTitle>Looms." \
    "</ArticleTitle><Pagination><MedlinePgn>1-9</MedlinePgn></Pagination><PublicationTypeList>%s" \
    "</PublicationTypeList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"  # fmt: skip
KIND = "<PublicationType>%s</PublicationType>"
ACL = '<collection id="2020.loom"><volume id="main"><meta><booktitle>Loom Days</booktitle><publisher>LA</publisher>%s' \
    '</meta><paper id="1"><title>Looms</title><author><first>Ann</first><last>Lee</last></author><pages>1–9</pages>' \
    "</paper></volume></collection>"  # fmt: skip
NBIB = "PMID- 31978945\nTI  - Looms.\nVI  - 7\nIP  - 2\nPG  - 1-9\nJT  - Loom Days\n%s\n"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2101.00001v1</id>' \
    "<title>Looms</title>%s</entry></feed>"  # fmt: skip
WOS = "PT J\nAU Lee, A\nTI Looms\nSO Loom Days\nVL 7\nBP 1\nEP 9\nDT %s\nER\n"
ZOTERO_CSV = '"Key","Item Type","Publication Year","Author","Title","Volume","Pages","Editor"\n' \
    '"ABCD2345","%s","2020","Lee, Ann","Looms","7","1-9","Poe, Cy; Doe, Di"\n'  # fmt: skip
SCOPUS_CSV = "Authors,Title,Year,Source title,Volume,Page start,Page end,DOI,Document Type\n" \
    '"Lee A.; Roe B.",Looms,2020,Loom Days,7,1,9,10.1000/182,%s\n'  # fmt: skip
ZOTERO = '[{"itemType": "%s", "title": "Looms", "creators": [{"creatorType": "author", "lastName": "Lee",' \
    ' "firstName": "Ann"}, {"creatorType": "editor", "lastName": "Poe", "firstName": "Cy"}], "volume": "7",' \
    ' "pages": "1-9", "date": "2020", "key": "ABCD2345", "extra": "Citation Key: lee2020"}]'  # fmt: skip

SAID = {
    "crossref article": (CROSSREF % "journal-article", "a.json", "article-journal"),
    "crossref paper": (CROSSREF % "proceedings-article", "a.json", "paper-conference"),
    "crossref preprint": (CROSSREF % "posted-content", "a.json", "article"),
    "crossref chapter": (CROSSREF % "book-chapter", "a.json", "chapter"),
    "crossref monograph": (CROSSREF % "monograph", "a.json", "book"),
    "crossref dissertation": (CROSSREF % "dissertation", "a.json", "thesis"),
    "crossref other": (CROSSREF % "other", "a.json", None),
    "openalex": (OPENALEX % ("article", "journal-article", "journal"), "a.json", "article-journal"),
    "openalex, new": (OPENALEX % ("preprint", "", "repository"), "a.json", "article"),
    "openalex of a conference": (OPENALEX % ("article", "", "conference"), "a.json", "paper-conference"),
    "openalex more exact": (OPENALEX % ("article", "proceedings-article", "journal"), "a.json", "paper-conference"),
    "openalex nothing": (OPENALEX % ("paratext", "", "journal"), "a.json", None),
    "s2": (S2 % ('["JournalArticle", "Review"]', "Loom Days"), "a.json", "article-journal"),
    "s2 conference": (S2 % ('["JournalArticle", "Conference"]', "Loom Days"), "a.json", "paper-conference"),
    "s2 arxiv": (S2 % ('["JournalArticle"]', "arXiv.org"), "a.json", "article"),
    "s2 nothing": (S2 % ("null", "Loom Days"), "a.json", None),
    "dblp": (DBLP % ("article", "journals/loom/Lee20", "", "Loom Letters", "article"), "a.xml", "article-journal"),
    "dblp corr": (DBLP % ("article", "journals/corr/Lee20", "", "CoRR", "article"), "a.xml", "article"),
    "dblp paper": (DBLP % ("inproceedings", "conf/loom/Lee20", "", "", "inproceedings"), "a.xml", "paper-conference"),
    "dblp thesis": (DBLP % ("phdthesis", "phd/Lee20", "", "", "phdthesis"), "a.xml", "thesis"),
    "hit": (HIT % ("conf/loom/Lee20", "Conference and Workshop Papers", "Loom"), "a.json", "paper-conference"),
    "hit corr": (HIT % ("journals/corr/Lee20", "Informal and Other Publications", "CoRR"), "a.json", "article"),
    "hit thesis": (HIT % ("phd/de/Lee20", "Books and Theses", ""), "a.json", "thesis"),
    "pubmed": (PUBMED % (KIND % "Journal Article" + KIND % "Review"), "a.xml", "article-journal"),
    "pubmed preprint": (PUBMED % (KIND % "Journal Article" + KIND % "Preprint"), "a.xml", "article"),
    "pubmed nothing": (PUBMED % (KIND % "Historical Article"), "a.xml", None),
    "acl": (ACL % "", "a.xml", "paper-conference"),
    "acl journal": (ACL % "<journal-title>Loom Letters</journal-title>", "a.xml", "article-journal"),
    "nbib": (NBIB % "PT  - Journal Article\nPT  - Preprint", "a.nbib", "article"),
    "atom": (ATOM % "", "a.xml", "article"),
    "atom published": (ATOM % "<journal_ref>Loom Letters 7 (2021)</journal_ref>", "a.xml", None),
    "web of science": (WOS % "Article; Proceedings Paper", "a.wos", "paper-conference"),
    "zotero table": (ZOTERO_CSV % "bookSection", "a.csv", "chapter"),
    "zotero table, letter": (ZOTERO_CSV % "letter", "a.csv", "personal_communication"),
    "scopus table": (SCOPUS_CSV % "Conference paper", "a.csv", "paper-conference"),
    "scopus letter": (SCOPUS_CSV % "Letter", "a.csv", "article-journal"),
    "zotero": (ZOTERO % "conferencePaper", "a.json", "paper-conference"),
    "ris": ("TY  - CPAPER\nTI  - Looms\nVL  - 7\nSP  - 1\nEP  - 9\nER  - \n", "a.ris", "paper-conference"),
    "ris nothing": ("TY  - XYZ\nTI  - Looms\nER  - \n", "a.ris", None),
    "csl": ('[{"id": "1", "type": "review-book", "title": "Looms", "issued": {}}]', "a.json", "article-journal"),
    "csl nothing": ('[{"id": "1", "type": "loom", "title": "Looms", "issued": {}}]', "a.json", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "file", "kind"), SAID.values(), ids=SAID)
def test_a_form_says_what_a_paper_is(text: str, file: str, kind: str | None) -> None:
    paper = only(text, file)
    assert paper.title == "Looms"
    assert paper.work_type == kind
    given = details(paper)
    assert given.get("volume", "7") == "7"
    assert given.get("page", "1-9") == "1-9"


def test_the_names_of_types_are_each_of_one_type() -> None:
    for names in ("bibtex", "ris", "zotero", "services", "csl"):
        all_names = [name.lower() for kind in WORK_TYPES.values() for name in getattr(kind, names)]
        assert len(all_names) == len(set(all_names)), names
    assert len({kind.ris[0] for kind in WORK_TYPES.values()}) == len(WORK_TYPES)


def test_details_of_services_and_tables() -> None:
    assert details(only(CROSSREF % "journal-article", "a.json")) == {
        "editor": "Cy Poe", "volume": "7", "number": "e7", "page": "1-9", "publisher": "Weft", "ISSN": "0028-0836",
    }  # fmt: skip
    assert only(CROSSREF.replace("container-title", "x") % "dissertation", "a.json").venue == "Ghent"
    assert details(only(OPENALEX % ("article", "", "journal"), "a.json")) == {
        "volume": "7", "issue": "2", "page": "1-9",
    }  # fmt: skip
    assert details(only(ZOTERO_CSV % "bookSection", "a.csv")) == {
        "editor": "Cy Poe; Di Doe", "volume": "7", "page": "1-9",
    }  # fmt: skip
    assert details(only(ZOTERO % "conferencePaper", "a.json")) == {"editor": "Cy Poe", "volume": "7", "page": "1-9"}


@pytest.mark.parametrize(
    ("text", "file", "key"),
    [
        ("@article{Müller:2020+x, title={Looms}}", "a.bib", "Müller:2020+x"),
        ("@article{DBLP:conf/loom/Lee20, title={Looms}}", "a.bib", "DBLP:conf/loom/Lee20"),
        ("@article{, title={Looms}}", "a.bib", None),
        ("TY  - JOUR\nID  - Lee2020\nTI  - Looms\nER  - \n", "a.ris", "Lee2020"),
        ("TY  - JOUR\nID  - 12345\nTI  - Looms\nER  - \n", "a.ris", None),
        ("TY  - JOUR\nID  - RN12\nLB  - RN12\nTI  - Looms\nER  - \n", "a.ris", "RN12"),
        ("TY  - JOUR\nID  - RN12\nLB  - to read\nTI  - Looms\nER  - \n", "a.ris", None),
        ("TY  - JOUR\nID  - WOS:000123\nTI  - Looms\nER  - \n", "a.ris", None),
        ('[{"id": "lee2020", "type": "book", "title": "Looms", "issued": {}}]', "a.json", "lee2020"),
        ('[{"id": "12/ABCD2345", "citation-key": "77", "type": "book", "title": "Looms"}]', "a.json", "77"),
        ('[{"id": "https://doi.org/10.1000/182", "type": "book", "title": "Looms", "issued": {}}]', "a.json", None),
        ('[{"id": "W2741809807", "type": "book", "title": "Looms", "issued": {}}]', "a.json", None),
        (ZOTERO % "book", "a.json", "lee2020"),
        (ZOTERO.replace('"key"', '"citationKey": "own2020", "key"') % "book", "a.json", "own2020"),
        (ZOTERO.replace("Citation Key", "Note") % "book", "a.json", None),
        (OPENALEX % ("article", "", "journal"), "a.json", None),
        (ZOTERO_CSV % "book", "a.csv", None),
        (ZOTERO_CSV.replace("Key", "Citation Key").replace("ABCD2345", "lee2020") % "book", "a.csv", "lee2020"),
    ],
)
def test_only_what_the_user_calls_a_paper_is_its_key(text: str, file: str, key: str | None) -> None:
    assert only(text, file).citation_key == key


def test_a_column_of_a_list_that_is_called_like_one_of_a_bibliography_is_none() -> None:
    head = "| Title | Type | Publisher |\n|---|---|---|\n"
    row = "| [Looms](https://arxiv.org/abs/2101.00001) | Dataset | [Weft](https://example.org/weft) |\n"
    paper = only(head + row, "a.md")
    assert (paper.work_type, paper.details, paper.links) == (None, (), ("https://example.org/weft",))


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("work_type", "loom", "unreadable-type"),
        ("citation_key", "a b", "unreadable-key"),
        ("details", [{"name": "loom", "value": "7"}], "unreadable-value"),
        ("details", [{"name": "volume"}], "unreadable-value"),
        ("details", ["7"], "unreadable-value"),
        ("details", 7, "unreadable-value"),
        ("work_type", ["thesis"], "unreadable-value"),
    ],
)
def test_what_a_record_says_wrongly_is_told(field: str, value: object, code: str) -> None:
    import json

    text = json.dumps({"paperatlas": 1, "title": "Looms", field: value})
    parsed = parse_bytes(text.encode(), "a.jsonl")
    assert [paper.title for paper in parsed.papers] == ["Looms"]
    assert code in {problem.code for problem in parsed.problems}
    assert getattr(parsed.papers[0], field) in (None, ())
