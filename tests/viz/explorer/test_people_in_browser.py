"""People of one name on the page: all are found, each has what tells it apart, and what is not known is said."""

from typing import Any

import pytest

from paperatlas.viz import RenderOptions, render
from tests.viz.explorer.conftest import OpenExplorer
from tests.viz.strange import complete, node_tables, paper

ORCID = "orcid:0000-0002-1825-0097"


@pytest.fixture
def namesakes() -> bytes:
    """A page of two people of one name, and of papers of the name that are nobody's."""
    people: list[dict[str, Any]] = [
        {"id": "author:wei zhang~", "name": "Wei Zhang", "caption": "Wei Zhang (unresolved)", "resolved": False},
        {"id": "author:wei zhang~arxiv:2404.00001", "name": "Wei Zhang", "caption": "Wei Zhang (images; with Bo Li)"}
        | {"aliases": ["W. Zhang"], "ids": [ORCID, "dblp:12/345"]},
        {"id": "author:wei zhang~arxiv:math%2F0309136", "name": "Wei Zhang", "caption": "Wei Zhang (proteins)"},
    ]
    return render(
        "explorer", complete(node_tables(papers=[paper(1)], authors=people)), "People", RenderOptions(view="all")
    ).html


def test_a_name_finds_all_who_bear_it_and_what_tells_them_apart(explore: OpenExplorer, namesakes: bytes) -> None:
    explored = explore(namesakes)
    hits = [text.partition("\n")[0] for text in explored.search("wei zhang").all_inner_texts()]
    assert sorted(text.split(")")[0] + ")" for text in hits) == [
        "Wei Zhang (images; with Bo Li)",
        "Wei Zhang (proteins)",
        "Wei Zhang (unresolved)",
    ]


def test_the_panel_shows_spellings_ids_and_namesakes(explore: OpenExplorer, namesakes: bytes) -> None:
    explored = explore(namesakes, "#view=people&node=author:wei zhang~arxiv:2404.00001")
    assert explored.heading() == "Wei Zhang (images; with Bo Li)"
    panel = explored.page.locator("#panel")
    assert "also W. Zhang" in panel.inner_text()
    assert panel.locator(f"text={ORCID}").get_attribute("href") == "https://orcid.org/0000-0002-1825-0097"
    assert "dblp:12/345" in panel.inner_text()
    panel.locator("text=Wei Zhang (unresolved)").click()
    assert explored.heading() == "Wei Zhang (unresolved)"
    assert "it is not known whose these papers are" in panel.inner_text()
    assert panel.locator("text=Find a path").count() == 0
