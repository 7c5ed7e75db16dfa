"""CSL-JSON: names in parts, dates in parts, what is missing or of a wrong kind."""

import json
from typing import Any

import pytest

from paperatlas.graph.records import PaperRecord, Trust
from paperatlas.parsers import parse_bytes

WHOLE = {
    "id": "roe2020",
    "type": "article-journal",
    "title": "A <i>Graph</i> of Things",
    "container-title": "Journal of Things",
    "DOI": "10.1000/ABC",
    "PMID": "31978945",
    "URL": "https://example.org/a",
    "note": "arXiv:2003.00001",
    "keyword": "graphs, things",
    "abstract": "We make it. It works.",
    "issued": {"date-parts": [["2020", 3, "4"], [2021]]},
    "author": [
        {"family": "Fontaine", "given": "Jean", "non-dropping-particle": "de la"},
        {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
        {"family": "Roe", "given": "Sam", "suffix": "Jr."},
        {"literal": "European Union"},
        {"family": "飞", "given": ""},
        {},
    ],
}


def read(*records: Any) -> tuple[PaperRecord, ...]:
    return parse_bytes(json.dumps(list(records)).encode(), "refs.json").papers


def test_every_field() -> None:
    paper = read(WHOLE)[0]
    assert paper.ids == ("doi:10.1000/abc", "pmid:31978945", "arxiv:2003.00001")
    assert (paper.title, paper.venue) == ("A <i>Graph</i> of Things", "Journal of Things")
    assert paper.names == ("Jean de la Fontaine", "Alexander von Humboldt", "Sam Roe Jr.", "European Union", "飞")
    assert (paper.published, paper.url, paper.trust) == ("2020-03-04", "https://example.org/a", Trust.BIBLIOGRAPHY)
    assert paper.keywords == ("graphs", "things")
    assert [passage.text for passage in paper.passages] == ["We make it.", "It works."]


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2020, 3]]}, "2020-03"),
        ({"date-parts": [["2020"]]}, "2020"),
        ({"raw": "4 March 2020"}, "2020-03-04"),
        ({"literal": "Spring 2020"}, "2020"),
        ("2020-03-04", "2020-03-04"),
        ({"date-parts": [[20244, 1, 1]]}, None),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        ({"date-parts": [[2020, 2, 30]]}, "2020-02"),
        ({"date-parts": [2020, 3]}, "2020-03"),
        ({"date-parts": "2020-03"}, "2020-03"),
        ({"date-parts": [["2020-03-04"]]}, "2020-03-04"),
        ({"date-parts": [[2020, 0, 0]]}, "2020"),
        ({"date-parts": [["", 3]], "literal": "2020"}, "2020"),
        ({"year": 2020, "month": 3}, "2020-03"),
        ([2020, 3, 4], "2020-03-04"),
        (2020, "2020"),
        (True, None),
        (None, None),
        (7, None),
    ],
)
def test_dates(issued: Any, published: str | None) -> None:
    assert read(WHOLE, WHOLE | {"issued": issued})[1].published == published


@pytest.mark.parametrize("author", [None, [], "", 7, [None], [{"family": None}], {}])
def test_no_authors(author: Any) -> None:
    paper = read(WHOLE | {"author": author})[0]
    assert (paper.names, paper.authors_complete) == ((), None)


@pytest.mark.parametrize(
    ("author", "names", "complete"),
    [
        ([{"family": "Roe", "given": "Ann, III"}], ("Ann Roe III",), True),
        ([{"family": "Roe, Jr.", "given": "Sam"}], ("Sam Roe Jr.",), True),
        ([{"family": "Roe", "given": "Sam Jr."}], ("Sam Roe Jr.",), True),
        ([{"family": "Roe", "given": "Sam V."}], ("Sam V. Roe",), True),
        ([{"family": "Roe", "given": "Sam", "suffix": ", Jr."}], ("Sam Roe Jr.",), True),
        ([{"family": "de la Fontaine", "given": "Jean"}], ("Jean de la Fontaine",), True),
        ([{"family": "李", "given": "飞飞"}], ("李飞飞",), True),
        ([{"literal": "Barnes and Noble, Inc."}], ("Barnes and Noble, Inc.",), True),
        ([{"name": "European Union"}, {"literal": "et al."}], ("European Union",), False),
        ([{"family": ["Roe"], "given": ["Ann", "B."]}], ("Ann B. Roe",), True),
        ({"family": "Roe", "given": "Ann"}, ("Ann Roe",), True),
        ("Roe, Sam and Lee, Ann", ("Sam Roe", "Ann Lee"), True),
        (["Sam Roe", "Ann Lee et al."], ("Sam Roe", "Ann Lee"), False),
    ],
)
def test_names(author: Any, names: tuple[str, ...], complete: bool) -> None:
    paper = read(WHOLE, WHOLE | {"author": author})[1]
    assert (paper.names, paper.authors_complete) == (names, complete)


def test_texts_in_lists_and_lists_as_texts() -> None:
    odd = {
        "title": ["A Title"],
        "container-title": ["Journal"],
        "abstract": ["We make it.", "It works."],
        "DOI": ["10.1000/xyz"],
        "PMID": 31978945,
        "keyword": ["graphs", "things"],
        "note": ["arXiv:2003.00001"],
    }
    paper = read(WHOLE, WHOLE | odd)[1]
    assert (paper.title, paper.venue, paper.keywords) == ("A Title", "Journal", ("graphs", "things"))
    assert paper.ids == ("doi:10.1000/xyz", "pmid:31978945", "arxiv:2003.00001")
    assert [passage.text for passage in paper.passages] == ["We make it.", "It works."]


def test_one_reference_without_a_list() -> None:
    parsed = parse_bytes(json.dumps(WHOLE).encode(), "refs.json")
    assert len(parsed.papers) == 1
    assert parsed.problems == ()


def test_a_file_that_is_cut() -> None:
    text = json.dumps([WHOLE, WHOLE | {"title": "Second"}, WHOLE], indent=1)
    parsed = parse_bytes(text[:-300].encode(), "refs.json")
    assert [paper.title for paper in parsed.papers[:2]] == [WHOLE["title"], "Second"]
    assert parsed.problems


def test_a_note_on_another_paper_gives_no_id() -> None:
    note = "arXiv:2001.00501 [cs]\nComment: see arXiv:2001.00502"
    own = {"type": "article", "title": "One", "issued": {}, "note": note}
    other = {"type": "article", "title": "Two", "issued": {}, "note": "Comment: Companion paper to arXiv:2001.00501"}
    assert [paper.ids for paper in read(own, other)] == [("arxiv:2001.00501",), ()]
