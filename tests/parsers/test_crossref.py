"""Works of Crossref."""

import json
from typing import Any

import pytest

from paperatlas.graph.records import AuthorRecord, Trust
from tests.parsers.reading import codes, form_of, read, read_json

WORK: dict[str, Any] = {
    "DOI": "10.1000/LOOM.1",
    "type": "journal-article",
    "title": ["Weaving by numbers &amp; by hand"],
    "container-title": ["Journal of Looms"],
    "issued": {"date-parts": [[2021, 6]]},
    "created": {"date-parts": [[2022, 1, 1]]},
    "author": [
        {
            "given": "Ada",
            "family": "Byron",
            "suffix": "Jr.",
            "ORCID": "http://orcid.org/0000-0002-1825-0097",
            "sequence": "first",
            "affiliation": [{"name": "Loom House"}],
        },
        {"name": "The Loom Collaboration", "sequence": "additional", "affiliation": []},
        {"family": "Newell P. Campbell", "affiliation": []},
    ],
    "abstract": "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title>"
    "<jats:p>We weave. It holds.</jats:p></jats:sec>",
    "reference": [
        {"key": "1", "DOI": "10.1000/OLD"},
        {"key": "2", "unstructured": "A. Byron, Notes, https://arxiv.org/abs/1706.03762v1, 1843."},
        {"key": "3", "article-title": "Of no id"},
    ],
    "is-referenced-by-count": 26,
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2101.00001", "asserted-by": "subject"}]},
    "URL": "http://dx.doi.org/10.1000/loom.1",
    "subject": ["General Looms"],
}


@pytest.mark.parametrize("shape", ["one", "bare", "search", "items", "list", "lines"])
def test_all_that_a_work_says_in_every_shape(shape: str) -> None:
    text = {
        "one": json.dumps({"status": "ok", "message-type": "work", "message": WORK}),
        "bare": json.dumps(WORK),
        "search": json.dumps({"status": "ok", "message": {"total-results": 1, "items": [WORK]}}),
        "items": json.dumps({"items": [WORK]}),
        "list": json.dumps([WORK]),
        "lines": f"{json.dumps(WORK)}\n{json.dumps(WORK)}\n",
    }[shape]
    parsed = read(text, "works.json")
    paper = parsed.papers[0]
    assert paper.ids == ("doi:10.1000/loom.1", "arxiv:2101.00001")
    assert (paper.title, paper.published) == ("Weaving by numbers &amp; by hand", "2021-06")
    assert paper.authors == (
        AuthorRecord("Ada Byron Jr.", ("orcid:0000-0002-1825-0097",), ("Loom House",), "Byron"),
        AuthorRecord("The Loom Collaboration", family="The Loom Collaboration"),
        AuthorRecord("Newell P. Campbell"),
    )
    assert [(passage.section, passage.text) for passage in paper.passages] == [
        ("Aim", "We weave."),
        ("Aim", "It holds."),
    ]
    assert (paper.venue, paper.citations) == ("Journal of Looms", 26)
    assert paper.references == ("doi:10.1000/old", "arxiv:1706.03762")
    assert (paper.url, paper.trust, parsed.problems) == ("http://dx.doi.org/10.1000/loom.1", Trust.SERVICE, ())


@pytest.mark.parametrize(
    ("parts", "published"),
    [
        ([[1896, 5]], "1896-05"),
        ([[2000]], "2000"),
        ([[None]], None),
        ([], None),
        (None, None),
        ([[20244, 1]], None),
        ([[2001, 13, 40]], "2001"),
        ([["2001", "2", "30"]], "2001-02"),
    ],
)
def test_dates_as_exact_as_they_are(parts: Any, published: str | None) -> None:
    (paper,) = read_json(WORK | {"issued": {"date-parts": parts}}).papers
    assert paper.published == published


def test_a_title_that_is_the_doi_is_none() -> None:
    parsed = read_json(WORK | {"title": ["10.1000/LOOM.1"], "author": []})
    assert (parsed.papers[0].title, parsed.papers[0].authors_complete) == ("", None)
    assert codes(parsed) == ["1 no-authors", "1 no-title"]


def test_names_in_one_field_are_several_people() -> None:
    authors = [{"family": "Michael E. Hohn, Donald W. Neal", "sequence": "first"}]
    (paper,) = read_json(WORK | {"author": authors}).papers
    assert paper.names == ("Michael E. Hohn", "Donald W. Neal")
    (paper,) = read_json(WORK | {"author": [{"family": "BROWNE, CAROLYN S."}]}).papers
    assert paper.names == ("CAROLYN S. BROWNE",)


def test_nulls_everywhere_and_a_cut() -> None:
    text = json.dumps({"message": {"items": [dict.fromkeys(WORK) | {"DOI": "10.1000/1", "title": []}, WORK, WORK]}})
    parsed = read(text[:-100], "x.json")
    assert [paper.ids[0] for paper in parsed.papers] == ["doi:10.1000/1", "doi:10.1000/loom.1"]
    assert codes(parsed) == ["1 no-authors", "1 no-date", "1 no-title", "3 broken-json"]


def test_it_is_told_from_its_neighbours() -> None:
    assert form_of(json.dumps(WORK)[:500], "x.json") == ["crossref"]


def test_a_subtitle_is_of_the_title() -> None:
    titles = [paper.title for paper in read_json([WORK | {"subtitle": ["A history"]}, WORK | {"subtitle": []}]).papers]
    assert titles == ["Weaving by numbers &amp; by hand: A history", "Weaving by numbers &amp; by hand"]
