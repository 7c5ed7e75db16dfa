"""Works of OpenAlex."""

import io
import json
from typing import Any

import pytest

from paperatlas import parsers
from paperatlas.graph.records import AuthorRecord, Trust
from paperatlas.parsers import openalex
from paperatlas.parsers.cutting import AtMatches
from paperatlas.parsers.json_cutting import Elements, cut_json
from tests.parsers.reading import codes, form_of, read, read_json

WORK: dict[str, Any] = {
    "id": "https://openalex.org/W123456",
    "doi": "https://doi.org/10.1000/LOOM.1",
    "title": "Weaving by <i>numbers</i>",
    "publication_year": 2021,
    "publication_date": "2021-06-09",
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/23326660", "mag": "123456"},
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/loom.1",
        "pdf_url": "https://example.org/loom.pdf",
        "source": {"display_name": "Journal of Looms"},
    },
    "locations": [None, {"landing_page_url": "http://arxiv.org/abs/2101.00001v2", "source": None}],
    "authorships": [
        {
            "author": {
                "id": "https://openalex.org/A5014159929",
                "display_name": "Ada Byron",
                "orcid": "https://orcid.org/0000-0002-1825-0097",
            },
            "institutions": [{"display_name": "Loom House"}, {"display_name": "Loom House"}],
            "raw_author_name": "Byron, A.",
        },
        {"author": {"id": None, "display_name": None}, "raw_author_name": "宮地 元彦", "institutions": []},
        {"author": {"display_name": "Bo Li"}, "raw_affiliation_strings": ["Dept. of R&amp;D, Loom House"]},
    ],
    "keywords": [{"display_name": "Weaving"}, {"display_name": None}],
    "topics": [{"display_name": "Textiles"}],
    "referenced_works": [
        "https://openalex.org/W1",
        "https://openalex.org/W55331167",
        None,
        "https://openalex.org/W55331167",
    ],
    "cited_by_count": 39,
    "abstract_inverted_index": {"loom": [2, 6], "This": [0, 4], "counts.": [3], "one": [1], "big": [5], "sings.": [7]},
}


@pytest.mark.parametrize("shape", ["one", "list", "search", "lines", "indented"])
def test_all_that_a_work_says_in_every_shape(shape: str) -> None:
    text = {
        "one": json.dumps(WORK),
        "list": json.dumps([WORK]),
        "search": json.dumps({"meta": {"count": 1, "next_cursor": None}, "results": [WORK], "group_by": []}),
        "lines": f"{json.dumps(WORK)}\n{json.dumps(WORK | {'id': 'https://openalex.org/W9999'})}",
        "indented": json.dumps(WORK, indent=2),
    }[shape]
    parsed = read(text, "works.json")
    paper = parsed.papers[0]
    assert paper.ids == ("openalex:W123456", "doi:10.1000/loom.1", "pmid:23326660", "arxiv:2101.00001")
    assert (paper.title, paper.published, paper.venue) == (
        "Weaving by <i>numbers</i>",
        "2021-06-09",
        "Journal of Looms",
    )
    assert paper.authors == (
        AuthorRecord("Ada Byron", ("orcid:0000-0002-1825-0097", "openalex:A5014159929"), ("Loom House",)),
        AuthorRecord("宮地 元彦"),
        AuthorRecord("Bo Li", (), ("Dept. of R&D, Loom House",)),
    )
    assert paper.authors_complete is True
    assert [passage.text for passage in paper.passages] == ["This one loom counts.", "This big loom sings."]
    assert (paper.keywords, paper.references, paper.citations) == (("Weaving",), ("openalex:W55331167",), 39)
    assert (paper.url, paper.links) == ("https://doi.org/10.1000/loom.1", ("https://example.org/loom.pdf",))
    assert (paper.trust, paper.line, parsed.problems) == (Trust.SERVICE, 1, ())


def test_nulls_everywhere() -> None:
    parsed = read_json({"results": [dict.fromkeys(WORK) | {"id": WORK["id"]}, None, {"id": 3}]})
    (paper,) = parsed.papers
    assert (paper.ids, paper.title, paper.authors, paper.authors_complete) == (("openalex:W123456",), "", (), None)
    assert codes(parsed) == ["1 no-authors", "1 no-date", "1 no-title", "2 no-paper", "3 no-paper"]


def test_a_list_of_authors_that_was_cut() -> None:
    (paper,) = read_json(WORK | {"is_authors_truncated": True}).papers
    assert paper.authors_complete is False


def test_topics_and_concepts_where_there_are_no_keywords() -> None:
    (paper,) = read_json(WORK | {"keywords": []}).papers
    assert paper.keywords == ("Textiles",)
    concepts = [
        {"display_name": "Art", "level": 0, "score": 0.9},
        {"display_name": "Loom", "level": 2, "score": 0.6},
        {"display_name": "Cuckoo", "level": 2, "score": 0.01},
    ]
    (paper,) = read_json(WORK | {"keywords": None, "topics": None, "concepts": concepts}).papers
    assert paper.keywords == ("Loom",)


def test_words_at_nonsensical_places_cost_nothing() -> None:
    places = {"a": [10**15], "b": [-1, "x", None], "c": 3, "d": [1.5]}
    (paper,) = read_json(WORK | {"abstract_inverted_index": places, "publication_date": "20244-01-01"}).papers
    assert ([passage.text for passage in paper.passages], paper.published) == (["b a"], "2021")


def test_a_cut_answer_gives_what_stands_before_the_cut() -> None:
    works = [WORK | {"id": f"https://openalex.org/W100{number}"} for number in range(5)]
    text = json.dumps({"results": works})
    parsed = read(text[: len(text) * 3 // 5], "works.json")
    assert [paper.ids[0] for paper in parsed.papers] == ["openalex:W1000", "openalex:W1001"]
    assert codes(parsed) == ["3 broken-json"]


def test_lines_may_be_cut_and_a_list_may_not() -> None:
    lines = "\n".join([json.dumps(WORK)] * 3).encode()
    assert parsers.form_of(lines, "works.jsonl") is openalex
    assert isinstance(cut_json(lines, io.BytesIO(lines)), AtMatches)
    listed = json.dumps({"results": [WORK, WORK]}, indent=0).encode()
    assert isinstance(cut_json(listed, io.BytesIO(listed)), Elements)


def test_it_is_told_from_its_neighbours() -> None:
    assert form_of(json.dumps([WORK])[:-700], "x.json") == ["openalex"]
