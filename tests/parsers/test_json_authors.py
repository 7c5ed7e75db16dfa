"""Authors in JSON of many origins."""

from typing import Any

import pytest

from paperatlas.graph.records import AuthorRecord
from paperatlas.parsers.json_authors import authors_in
from tests.parsers.reading import read_json

TWO = ("Ann B. Loom", "Bo Weft")
PARTS = {"first": "Bo", "middle": [], "last": "Weft", "suffix": ""}


@pytest.mark.parametrize(
    "printed",
    [
        "Ann B. Loom, Bo Weft",
        ["Ann B. Loom", "Bo Weft"],
        ["Loom, Ann B.", "Weft, Bo"],
        [{"first": "Ann", "middle": ["B."], "last": "Loom", "suffix": ""}, PARTS],
        [{"given_name": "Ann B.", "family_name": "Loom"}, {"firstName": "Bo", "lastName": "Weft"}],
        [{"fullName": "Ann B. Loom"}, {"display_name": "Bo Weft"}],
        [{"author": {"name": "Ann B. Loom"}}, {"author": {"name": "Bo Weft"}}],
        {"author": [{"@pid": "1/2", "text": "Ann B. Loom"}, {"@pid": "1/3", "text": "Bo Weft"}]},
        [["Ann B. Loom"], None, 7, {"name": None}, {}, "Bo Weft"],
        "Ann B. Loom|Bo Weft",
        "Ann B. Loom\nBo Weft\n",
        "Loom, Ann B.\nWeft, Bo",
        "Ann B. Loom,\nBo Weft",
        "[Ann B. Loom](https://example.org/ann) and Bo Weft",
        ["[Ann B. Loom](https://example.org/ann)", "Bo Weft¹˒²"],
        "['Ann B. Loom', 'Bo Weft']",
        {"0": "Ann B. Loom", "1": "Bo Weft"},
        [
            {"firstName": "Ann B.", "lastName": "Loom", "creatorType": "author"},
            {"firstName": "Cy", "lastName": "Heddle", "creatorType": "editor"},
            {"name": "Bo Weft", "creatorType": "author"},
        ],
    ],
)
def test_every_shape(printed: Any) -> None:
    authors, complete = authors_in(printed)
    assert (tuple(author.name for author in authors), complete) == (TWO, True)


@pytest.mark.parametrize("end", ["et al.", "+ 3 more", "...", "others"])
def test_a_list_that_says_it_is_cut(end: str) -> None:
    authors, complete = authors_in(["Ann B. Loom", end])
    assert ([author.name for author in authors], complete) == (["Ann B. Loom"], False)


@pytest.mark.parametrize(
    "printed", [["Ann B. Loom et al."], ["Ann B. Loom, et al"], "Ann B. Loom|...", ["Ann B. Loom and others"]]
)
def test_a_name_that_says_that_there_are_more(printed: Any) -> None:
    authors, complete = authors_in(printed)
    assert ([author.name for author in authors], complete) == (["Ann B. Loom"], False)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (["Cy Heddle", "Jr.", "Ann Loom"], ["Cy Heddle Jr.", "Ann Loom"]),
        ([["Ann", "Loom"], ["Bo", "Weft"]], ["Ann Loom", "Bo Weft"]),
        ([["Ann Loom", "Bo Weft"]], ["Ann Loom", "Bo Weft"]),
        ("Ann Loom, Bo\nWeft and Cy Heddle", ["Ann Loom", "Bo Weft", "Cy Heddle"]),
        ([{"lastName": "Loom", "creatorType": "editor"}], ["Loom"]),
    ],
)
def test_names_that_belong_together(printed: Any, names: list[str]) -> None:
    authors, complete = authors_in(printed)
    assert ([author.name for author in authors], complete) == (names, True)


@pytest.mark.parametrize("nothing", [None, [], {}, "", 7, [None], [[[[[["too deep"]]]]]]])
def test_no_authors(nothing: Any) -> None:
    assert authors_in(nothing) == ((), None)


def test_what_is_known_of_an_author_besides() -> None:
    listed = [
        {"name": "Ann Loom", "org": "Mill", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"name": "Bo Weft", "affiliations": [{"name": "Mill"}, "Yard"]},
        {"@pid": "1/2-1", "text": "Cy Heddle 0001"},
        "Spools, Inc.",
    ]
    assert authors_in(listed)[0] == (
        AuthorRecord("Ann Loom", ("orcid:0000-0002-1825-0097",), ("Mill",)),
        AuthorRecord("Bo Weft", (), ("Mill", "Yard")),
        AuthorRecord("Cy Heddle", ("dblp:Cy Heddle 0001",)),
        AuthorRecord("Spools, Inc."),
    )


def test_values_in_objects_of_their_own() -> None:
    note = {
        "id": "x1y2z3AbCd",
        "forum": "x1y2z3AbCd",
        "content": {"title": {"value": "Looms"}, "authors": {"value": ["Ann Loom"]}, "venue": {"value": "Weaving"}},
    }
    (paper,) = read_json({"notes": [note]}).papers
    assert (paper.ids, paper.title, paper.names, paper.venue) == (
        ("openreview:x1y2z3AbCd",), "Looms", ("Ann Loom",), "Weaving",
    )  # fmt: skip


def test_venues_and_counts_of_other_services() -> None:
    record = {
        "title": "Looms", "doi": "10.1000/x", "authors": [{"name": "Ann Loom"}], "n_citation": 3,
        "venue": {"raw": "Weaving"}, "s2Url": "https://semanticscholar.org/paper/" + "c" * 40,
        "paperAbstract": "We weave.",
    }  # fmt: skip
    (paper,) = read_json([record]).papers
    assert (paper.ids, paper.venue, paper.citations) == (("doi:10.1000/x", "s2:" + "c" * 40), "Weaving", 3)
    assert [passage.text for passage in paper.passages] == ["We weave."]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Lee, Ann, Roe, Bo", ("Ann Lee", "Bo Roe")),
        ("Lee, Ann B., Roe, C. D., et al.", ("Ann B. Lee", "C. D. Roe")),
        ("Plato, Homer, Virgil", ("Plato", "Homer", "Virgil")),
        ("ann, bo, cy, dee", ("ann", "bo", "cy", "dee")),
        ("李飞飞, 王小明, 张三, 李四", ("李飞飞", "王小明", "张三", "李四")),
        ("Lee, Jr., Roe, Bo", ("Lee Jr.", "Roe", "Bo")),
    ],
)
def test_one_text_may_list_people_with_the_family_name_first(printed: str, names: tuple[str, ...]) -> None:
    authors, complete = authors_in(printed)
    assert tuple(author.name for author in authors) == names
    assert complete is ("et al." not in printed)


def test_names_that_pubmed_shortens_are_turned() -> None:
    people = [
        {"name": "Lee AB", "authtype": "Author"},
        {"name": "de la Roe C Jr", "authtype": "Author"},
        {"name": "Weavers United", "authtype": "CollectiveName"},
    ]
    assert [author.name for author in authors_in(people)[0]] == ["AB Lee", "C de la Roe Jr", "Weavers United"]
