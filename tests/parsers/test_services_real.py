"""The real answers of services, where they are at hand: what another reader counted in them."""

import os
from pathlib import Path

import pytest

from paperatlas.parsers import parse

SOURCES = os.environ.get("PAPERATLAS_TEST_SOURCES")

if SOURCES:
    BIBLIO = Path(SOURCES) / "biblio"

    @pytest.mark.parametrize(
        ("folder", "papers", "authors", "references", "without_problems"),
        [
            ("arxiv-atom", 13, 75, 0, True),
            ("arxiv-kaggle", 2, 5, 0, False),
            ("crossref", 21, 19, 29, False),
            ("dblp", 5, 7, 0, False),
            ("openalex", 5, 27, 92, False),
            ("pubmed", 7, 23, 0, True),
            ("s2", 1, 0, 0, False),
        ],
    )
    def test_papers_and_authors(
        folder: str, papers: int, authors: int, references: int, without_problems: bool
    ) -> None:
        parsed = [parse(path) for path in sorted((BIBLIO / folder).iterdir())]
        found = [paper for each in parsed for paper in each.papers]
        assert len(found) == papers
        assert (sum(len(paper.authors) for paper in found), sum(len(paper.references) for paper in found)) == (
            authors,
            references,
        )
        assert (not any(each.problems for each in parsed)) == without_problems
