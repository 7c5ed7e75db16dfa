"""CSL-JSON, as reference managers write it."""

from typing import Any

from tests.parsers.reading import codes, form_of, read, read_json

ITEM: dict[str, Any] = {
    "id": "roe",
    "type": "article-journal",
    "title": "On salt",
    "author": [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"family": "Davis", "given": "Sammy", "suffix": "Jr."},
        {"literal": "The Salt and Pepper Group"},
        {"family": "Roe", "given": "Ann, III"},
    ],
    "issued": {"date-parts": [["2024", 4, 16]]},
    "container-title": "Mining",
    "DOI": "10.1234/ABC",
    "URL": "https://arxiv.org/abs/2404.09656",
    "abstract": "We dig. It works.",
    "keyword": "salt, mines",
}


def test_every_field() -> None:
    parsed = read_json([ITEM])
    (paper,) = parsed.papers
    assert paper.names == ("Ludwig van Beethoven", "Sammy Davis Jr.", "The Salt and Pepper Group", "Ann Roe III")
    assert (paper.title, paper.published, paper.venue) == ("On salt", "2024-04-16", "Mining")
    assert paper.ids == ("doi:10.1234/abc", "arxiv:2404.09656")
    assert (paper.keywords, len(paper.passages)) == (("salt", "mines"), 2)
    assert codes(parsed) == []


def test_what_is_missing_or_nonsense() -> None:
    items: list[dict[str, Any]] = [
        {"type": "webpage", "title": "A", "issued": {"literal": "April 2024"}, "author": None, "DOI": 5},
        {"type": "book", "title": "B", "issued": {"date-parts": [[20244]]}, "author": [{"family": "Roe"}, 7]},
        {"type": "book", "author": [{"literal": "others"}]},
    ]
    parsed = read_json(items)
    assert [(paper.title, paper.published, paper.names) for paper in parsed.papers] == [
        ("A", "2024-04", ()),
        ("B", None, ("Roe",)),
    ]
    assert codes(parsed) == ["1 no-authors", "1 no-id", "2 no-date", "3 no-paper"]


def test_cut_off() -> None:
    parsed = read('[{"type": "book", "title": "A", "author": []}, {"type": "book", "title": "B', "x.json")
    assert [paper.title for paper in parsed.papers] == ["A"]
    assert "2 broken-json" in codes(parsed)


def test_it_is_told_by_what_it_looks_like() -> None:
    assert form_of('[{"type": "book", "title": "A", "author": []}]', "x.json") == ["csl-json"]
