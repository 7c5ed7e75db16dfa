"""Papers of Semantic Scholar."""

import json
from typing import Any

import pytest

from paperatlas.graph.records import AuthorRecord, ReferenceId, Trust
from tests.parsers.reading import codes, form_of, read, read_json

PAPER_ID = "0123456789abcdef0123456789abcdef01234567"
PAPER: dict[str, Any] = {
    "paperId": PAPER_ID,
    "externalIds": {
        "ArXiv": "2101.00001",
        "DBLP": "journals/corr/abs-2101-00001",
        "DOI": "10.1000/LOOM.1",
        "CorpusId": 42,
        "PubMed": None,
    },
    "corpusId": 42,
    "url": f"https://www.semanticscholar.org/paper/{PAPER_ID}",
    "title": "Weaving by numbers",
    "abstract": "We weave. It holds.",
    "venue": "",
    "publicationVenue": {"name": "Journal of Looms", "type": "journal"},
    "year": 2021,
    "publicationDate": "2021-06-09",
    "citationCount": 7,
    "authors": [
        {
            "authorId": "144749327",
            "name": "Ada Byron",
            "affiliations": ["Loom House"],
            "externalIds": {"ORCID": "0000-0002-1825-0097"},
        },
        {"authorId": None, "name": "B. Li"},
        {"authorId": "5", "name": None},
    ],
    "references": [
        {"paperId": "f" * 40, "title": "A", "externalIds": {"ArXiv": "1706.03762"}},
        {"paperId": "E" * 40, "title": "B", "externalIds": None},
        {"paperId": None, "title": "Of nobody"},
    ],
    "openAccessPdf": {"url": "https://example.org/loom.pdf", "status": "GREEN"},
    "embedding": {"model": "specter", "vector": [0.1, -0.2]},
    "fieldsOfStudy": ["Computer Science"],
    "tldr": {"text": "Weaving works."},
}
IDS = ("arxiv:2101.00001", "doi:10.1000/loom.1", "dblp:journals/corr/abs-2101-00001", "corpusid:42", f"s2:{PAPER_ID}")
SHAPES = {
    "one": PAPER,
    "batch": [PAPER],
    "search": {"total": 1, "offset": 0, "next": 1, "data": [PAPER]},
    "bulk": {"total": 1, "token": "ABC", "data": [PAPER]},
    "recommended": {"recommendedPapers": [PAPER]},
    "citations": {"offset": 0, "data": [{"contexts": [], "isInfluential": False, "citingPaper": PAPER}]},
    "references": {"offset": 0, "data": [{"intents": [], "citedPaper": PAPER}]},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_all_that_a_paper_says_in_every_answer(shape: str) -> None:
    parsed = read_json(SHAPES[shape])
    (paper,) = parsed.papers
    assert (paper.ids, paper.title, paper.published) == (IDS, "Weaving by numbers", "2021-06-09")
    assert paper.authors == (
        AuthorRecord("Ada Byron", ("orcid:0000-0002-1825-0097", "s2:144749327"), ("Loom House",)),
        AuthorRecord("B. Li"),
    )
    assert (paper.authors_complete, paper.venue, paper.citations) == (True, "Journal of Looms", 7)
    assert paper.references == ("arxiv:1706.03762", f"s2:{'e' * 40}")
    assert [passage.text for passage in paper.passages] == ["We weave.", "It holds."]
    assert (paper.links, paper.trust, parsed.problems) == (("https://example.org/loom.pdf",), Trust.SERVICE, ())


def test_a_line_of_the_data_sets() -> None:
    line = {
        "corpusid": 42,
        "externalids": {"DOI": "10.1000/x"},
        "title": "T",
        "authors": [{"authorId": "1", "name": "A B"}],
        "year": 1999,
        "citationcount": 3,
    }
    parsed = read(json.dumps(line) + "\n" + json.dumps(line | {"corpusid": 43, "externalids": None}), "papers.jsonl")
    assert [paper.ids for paper in parsed.papers] == [("doi:10.1000/x", "corpusid:42"), ("corpusid:43",)]
    assert [(paper.published, paper.citations, paper.line) for paper in parsed.papers] == [
        ("1999", 3, 1),
        ("1999", 3, 2),
    ]


def test_nulls_everywhere() -> None:
    parsed = read_json([dict.fromkeys(PAPER) | {"paperId": PAPER_ID, "title": "T"}, None])
    (paper,) = parsed.papers
    assert (paper.ids, paper.authors_complete, paper.venue) == ((f"s2:{PAPER_ID}",), None, None)
    assert codes(parsed) == ["1 no-authors", "1 no-date"]


def test_a_batch_says_null_for_what_is_not_there() -> None:
    parsed = read_json([*[None] * 150, PAPER, None])
    assert [(paper.title, paper.line) for paper in parsed.papers] == [("Weaving by numbers", 151)]
    assert parsed.problems == ()


def test_as_many_authors_as_the_interface_gives_are_not_surely_all() -> None:
    (paper,) = read_json(PAPER | {"authors": [{"name": f"A{number}"} for number in range(500)]}).papers
    assert paper.authors_complete is False


def test_the_service_s_summary_stands_in_for_a_missing_abstract() -> None:
    (paper,) = read_json(PAPER | {"abstract": None}).papers
    assert [(passage.section, passage.text) for passage in paper.passages] == [("TLDR", "Weaving works.")]


def test_a_cut_answer_and_one_with_an_error_in_it() -> None:
    text = json.dumps({"data": [PAPER, PAPER]})
    parsed = read(text[:-60], "x.json")
    assert (len(parsed.papers), codes(parsed)) == (1, ["2 broken-json"])


def test_it_is_told_from_its_neighbours() -> None:
    assert form_of(json.dumps({"data": [PAPER]})[:400], "x.json") == ["semantic-scholar"]


def test_of_what_is_cited_all_ids_are_kept() -> None:
    cited = {"paperId": "b" * 40, "externalIds": {"ArXiv": "2301.00001", "DOI": "10.1000/X", "MAG": "7"}}
    (paper,) = read_json([PAPER | {"references": [cited, {"paperId": None, "title": "Lost"}]}]).papers
    assert paper.references == ("arxiv:2301.00001",)
    assert paper.reference_ids == (
        ReferenceId("arxiv:2301.00001", "doi:10.1000/x"),
        ReferenceId("arxiv:2301.00001", f"s2:{'b' * 40}"),
    )


def test_papers_that_cite_one_stand_in_it() -> None:
    citing = {"paperId": "c" * 40, "externalIds": {"DOI": "10.1000/citing"}, "title": "Citing", "year": 2025}
    older = {"paperId": "d" * 40, "title": "Older", "references": [{"paperId": "e" * 40}]}
    parsed = read_json([PAPER | {"citations": [citing, older, {"paperId": None, "title": "Lost"}]}])
    cited, *others = parsed.papers
    assert [(paper.ids, paper.title) for paper in others] == [
        (("doi:10.1000/citing", f"s2:{'c' * 40}"), "Citing"),
        ((f"s2:{'d' * 40}",), "Older"),
    ]
    best = min(cited.ids, key=lambda each: not each.startswith("arxiv:"))
    assert others[0].references == (best,)
    assert others[1].references == (f"s2:{'e' * 40}", best)
    assert {one.id for one in others[0].reference_ids} == {*cited.ids} - {best}
    assert "1 citing paper without an id" in next(each.message for each in parsed.problems if each.code == "no-paper")
