"""Some hundred generated papers, in every variant that real digests have, are read as they were meant."""

from pathlib import Path

import pytest

from paperatlas.graph.records import PaperRecord, Problem
from paperatlas.parsers import parse
from tests.benchmarks.generate import Totals, generate


@pytest.fixture(scope="module")
def totals_and_digests(tmp_path_factory: pytest.TempPathFactory) -> tuple[Totals, Path]:
    digests = tmp_path_factory.mktemp("digests")
    return generate(digests, 1_200), digests


@pytest.fixture(scope="module")
def totals(totals_and_digests: tuple[Totals, Path]) -> Totals:
    return totals_and_digests[0]


@pytest.fixture(scope="module")
def listings(totals_and_digests: tuple[Totals, Path]) -> list[PaperRecord]:
    return [paper for path in sorted(totals_and_digests[1].glob("*.md")) for paper in parse(path).papers]


@pytest.fixture(scope="module")
def problems(totals_and_digests: tuple[Totals, Path]) -> list[Problem]:
    return [problem for path in sorted(totals_and_digests[1].glob("*.md")) for problem in parse(path).problems]


def test_papers_and_authors(totals: Totals, listings: list[PaperRecord]) -> None:
    authors: dict[str, set[str]] = {}
    for paper in listings:
        authors.setdefault(paper.ids[0], set()).update(paper.names)
    assert (len(listings), len(authors)) == (totals.listings, totals.papers)
    assert sum(map(len, authors.values())) == totals.authorships
    assert max(map(len, authors.values())) == totals.largest_team


def test_what_is_unknown_or_cut(totals: Totals, listings: list[PaperRecord]) -> None:
    assert sum(paper.votes is None for paper in listings) == totals.unknown_votes
    assert sum(paper.authors_complete is False for paper in listings) == totals.cut_author_lists
    assert sum(paper.authors_complete is None for paper in listings) == totals.no_authors
    assert sum(paper.video is not None for paper in listings) == totals.videos


def test_only_malformed_literals_are_problems(totals: Totals, problems: list[Problem]) -> None:
    assert [problem.code for problem in problems] == ["malformed-literal"] * totals.malformed_literals
