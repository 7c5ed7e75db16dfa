"""The example digests hold every variant; what they hold is known from a hand-checked list."""

import json
from typing import Any

import pytest

from paperatlas.graph.records import PaperRecord
from paperatlas.parsers import parse
from tests.conftest import EXAMPLES, EXPECTED_FILES

EXPECTED: list[dict[str, Any]] = json.loads((EXPECTED_FILES / "listings.json").read_text(encoding="utf-8"))
FILES = sorted({row["file"] for row in EXPECTED})


def _as_listed(paper: PaperRecord) -> dict[str, Any]:
    return {
        "file": paper.source,
        "day": str(paper.day),
        "id": paper.id_of("arxiv"),
        "title": paper.title,
        "votes": paper.votes,
        "authors": list(paper.names),
        "complete": paper.authors_complete,
    }


@pytest.mark.parametrize("file", FILES)
def test_every_listing_is_read_as_printed(file: str) -> None:
    digest = parse(EXAMPLES / file)
    assert [_as_listed(paper) for paper in digest.papers] == [row for row in EXPECTED if row["file"] == file]


def test_the_one_planted_problem_is_found() -> None:
    problems = [problem for file in FILES for problem in parse(EXAMPLES / file).problems]
    assert [(problem.file, problem.line, problem.code) for problem in problems] == [
        ("2024-04-09.md", 103, "malformed-literal")
    ]


def test_every_paper_has_a_summary() -> None:
    papers = [paper for file in FILES for paper in parse(EXAMPLES / file).papers]
    assert papers
    assert all(paper.passages for paper in papers)
