"""The badges of a program's README are of the program, those of a list of papers of its papers."""

import pytest

from paperatlas.parsers import UnknownFormat
from tests.parsers.reading import read

BADGE = "[![arXiv](https://img.example.org/badge/{0}.svg)](https://arxiv.org/abs/{0})\n"


def test_badges_below_the_title_of_a_page_are_no_papers() -> None:
    badges = BADGE.format("2404.00001") + BADGE.format("2404.00002")
    with pytest.raises(UnknownFormat):
        read(f"# Loomer\n\n{badges}\nA tool for looms.\n\n## Installation\n\nText.\n", "README.md")


@pytest.mark.parametrize("heading", ["", "## Looms\n\n"])
def test_badges_elsewhere_are(heading: str) -> None:
    text = f"{heading}- Looms {BADGE.format('2404.00001')}\n## Knots\n{BADGE.format('2404.00002')}"
    papers = read(text, "x.md").papers
    assert [(paper.ids, paper.title) for paper in papers] == [
        (("arxiv:2404.00001",), "Looms"),
        (("arxiv:2404.00002",), "Knots"),
    ]
