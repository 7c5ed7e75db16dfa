"""The snapshot of arXiv's metadata."""

import itertools
import json
from typing import Any

import pytest

from paperatlas.graph.records import AuthorRecord, Trust
from paperatlas.parsers.json_records import CUT_LINES
from tests.parsers.reading import codes, form_of, read

PAPER: dict[str, Any] = {
    "id": "0704.0007",
    "submitter": "Ada Byron",
    "authors": "Ada Byron, C.-P. Yuan and R\\'e Doe Jr.",
    "title": "On the weaving of\n  algebraic patterns",
    "comments": "12 pages; code at https://example.org/loom.",
    "journal-ref": "J.Weav.Sci.D76:013009,2007",
    "doi": "10.1000/ABC.1 10.1000/ABC.2",
    "categories": "cs.DS math.CO",
    "abstract": "  We weave.\nThe loom, e.g. Jacquard's, counts.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Byron", "Ada", ""], ["Yuan", "C. -P.", ""], ["Doe", "R\u00e9", "Jr.", "Loom House"]],
}


def lines(*changes: dict[str, Any]) -> str:
    return "\n".join(json.dumps(PAPER | each) for each in changes) + "\n"


def test_all_that_a_line_says() -> None:
    parsed = read(lines({}, {"id": "hep-th/9711200", "doi": None}), "arxiv.jsonl")
    paper, old = parsed.papers
    assert paper.ids == ("arxiv:0704.0007", "doi:10.1000/abc.1")
    assert (paper.title, paper.published) == ("On the weaving of algebraic patterns", "2007-04-02")
    assert paper.authors == (
        AuthorRecord("Ada Byron"),
        AuthorRecord("C.-P. Yuan"),
        AuthorRecord("Ré Doe Jr.", (), ("Loom House",)),
    )
    assert (paper.authors_complete, paper.venue) == (True, "J.Weav.Sci.D")
    assert [passage.text for passage in paper.passages] == ["We weave.", "The loom, e.g. Jacquard's, counts."]
    assert paper.links == ("https://example.org/loom",)
    assert (paper.trust, paper.source, paper.line) == (Trust.SERVICE, "arxiv.jsonl", 1)
    assert (old.ids, old.line) == (("arxiv:hep-th/9711200",), 2)
    assert parsed.problems == ()


def test_what_is_missing_is_told_once() -> None:
    changes: list[dict[str, Any]] = [
        {},
        {"versions": [], "title": None},
        {"versions": [{"created": "Mon, 2 Apr 20244"}], "authors_parsed": None, "authors": None},
        {"id": "x", "doi": None, "title": ""},
        {"id": 7, "doi": "", "title": "Of no id", "authors_parsed": [None, ["", ""], 3]},
    ]
    parsed = read(lines(*changes), "arxiv.jsonl")
    assert codes(parsed) == ["2 no-date", "2 no-title", "3 no-authors", "4 no-paper", "5 no-id"]
    assert [paper.line for paper in parsed.papers] == [1, 2, 3, 5]


def test_a_cut_line_is_told_and_the_others_read() -> None:
    text = lines({}, {"id": "0704.0008"}, {"id": "0704.0009"})
    parsed = read(text[: len(text) // 2] + "\n" + lines({"id": "0704.0010"}), "arxiv.jsonl")
    assert [paper.ids[0] for paper in parsed.papers] == ["arxiv:0704.0007", "arxiv:0704.0010"]
    assert codes(parsed) == ["2 broken-json"]


def test_pieces_give_what_the_whole_gives() -> None:
    text = lines(*({"id": f"0704.00{number:02}"} for number in range(10, 30)))
    data = text.encode()
    places = [0, *(found.start() for found in CUT_LINES.finditer(data)), len(data)]
    pieces = [data[start:end].decode() for start, end in itertools.pairwise(places)]
    assert len(pieces) == 20
    ids = [paper.ids for piece in pieces for paper in read(piece, "arxiv.jsonl").papers]
    assert ids == [paper.ids for paper in read(text, "arxiv.jsonl").papers]


@pytest.mark.parametrize(
    ("reference", "venue"),
    [
        ("Weaving: Practice and Theory 51 (8), 2021", "Weaving: Practice and Theory"),
        ("Nature of Looms, vol. 3, no. 2, pp. 1-2 (2007)", "Nature of Looms"),
        ("Proc. of Looms 2019, pages 1-5", "Proc. of Looms"),
        ("Proceedings of the 34th Meeting on Looms, 2017", "Proceedings of the 34th Meeting on Looms, 2017"),
        ("2019 Meeting on Looms", "2019 Meeting on Looms"),
        ("Journal of Looms, to appear", "Journal of Looms, to appear"),
    ],
)
def test_the_venue_is_the_name_of_the_journal(reference: str, venue: str) -> None:
    (paper,) = read(lines({"journal-ref": reference}), "arxiv.jsonl").papers
    assert paper.venue == venue


def test_ten_thousand_authors_are_read() -> None:
    (paper,) = read(lines({"authors_parsed": [[f"N{n}", "A.", ""] for n in range(10_000)]}), "a.jsonl").papers
    assert (len(paper.authors), paper.authors[-1].name) == (10_000, "A. N9999")


def test_it_is_told_from_its_neighbours() -> None:
    assert form_of(lines({}), "x.jsonl") == ["arxiv-snapshot"]
    assert form_of(lines({})[:60], "x.json") == ["arxiv-snapshot"]
