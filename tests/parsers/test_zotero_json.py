"""A Zotero library in JSON, from Zotero's interface and from Better BibTeX."""

from typing import Any

import pytest

from paperatlas.graph.records import Trust
from tests.parsers.reading import codes, form_of, read_json

ITEM: dict[str, Any] = {
    "itemType": "journalArticle",
    "title": "On Looms",
    "creators": [
        {"firstName": "Ann", "lastName": "Loom", "creatorType": "author"},
        {"name": "Weavers' Guild", "creatorType": "author"},
        {"firstName": "Ed", "lastName": "Itor", "creatorType": "editor"},
    ],
    "date": "16/04/2024",
    "DOI": "10.1000/LOOM",
    "url": "https://example.org/looms",
    "publicationTitle": "Journal of Weaving",
    "abstractNote": "We weave. It holds.",
    "tags": [{"tag": "looms"}, {"tag": "yarn", "type": 1}],
    "extra": "Citation Key: loom\nPMID: 31978945\narXiv: 2404.09656 [cs]\nCites: doi:10.1000/other",
}


@pytest.mark.parametrize(
    "library",
    [
        {"config": {"label": "BetterBibTeX JSON"}, "collections": {}, "items": [ITEM | {"itemID": 1}]},
        [
            {
                "key": "ABCD",
                "version": 1,
                "library": {"id": 1},
                "meta": {"parsedDate": "2024-04-16"},
                "data": ITEM | {"date": "x"},
            }
        ],
        [ITEM],
    ],
)
def test_all_that_an_item_says(library: Any) -> None:
    (paper,) = (parsed := read_json(library)).papers
    assert paper.ids == ("doi:10.1000/loom", "pmid:31978945", "arxiv:2404.09656")
    assert (paper.title, paper.published, paper.venue) == ("On Looms", "2024-04-16", "Journal of Weaving")
    assert paper.authors_complete
    assert [(author.name, author.family) for author in paper.authors] == [
        ("Ann Loom", "Loom"),
        ("Weavers' Guild", "Weavers' Guild"),
    ]
    assert [passage.text for passage in paper.passages] == ["We weave.", "It holds."]
    assert (paper.keywords, paper.url, paper.trust) == (("looms", "yarn"), ITEM["url"], Trust.BIBLIOGRAPHY)
    assert not parsed.problems


def test_what_is_no_paper_and_what_is_missing() -> None:
    others = [{"itemType": kind, "title": "PDF"} for kind in ("attachment", "note", "annotation")]
    bare = {"itemType": "book", "title": "Knots", "creators": [{"name": "Cy Heddle", "creatorType": "editor"}]}
    parsed = read_json({"items": [*others, ITEM, bare, {"itemType": "book", "title": ""}]})
    assert [(paper.title, paper.names) for paper in parsed.papers] == [
        ("On Looms", ("Ann Loom", "Weavers' Guild")),
        ("Knots", ("Cy Heddle",)),
    ]
    assert codes(parsed) == ["5 no-date", "6 no-paper"]
    assert form_of('{"items": [{"itemType": "book", "title": "Knots"}]}', "x.json") == ["zotero-json"]
