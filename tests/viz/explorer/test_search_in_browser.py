"""The search: names folded as the graph folds them, and what is done where nothing is found."""

import pytest

from paperatlas.graph.plain_titles import plain_title
from paperatlas.viz import RenderOptions, render
from tests.viz.explorer.conftest import OpenExplorer
from tests.viz.strange import complete, node_tables, paper

NAMES = ["Łukasz Kaiser", "Søren Ægidius", "Sercan Ö. Arık", "Dahua Lin", "김민수"]


@pytest.fixture
def strangers() -> bytes:
    """A page of people whose names are hard to type."""
    people = [{"id": f"author:p{number}", "name": name} for number, name in enumerate(NAMES)]
    concepts = [{"id": "concept:llm", "name": "Language Model", "aliases": ["거대 언어 모델"]}]
    title = plain_title(r"**Bold** $\textbf{Trans-LoRA}$ for M$^{2}$UGen")
    tables = complete(node_tables(papers=[paper(1, title=title)], authors=people, concepts=concepts))
    return render("explorer", tables, "Strangers", RenderOptions(view="all")).html


def test_strokes_marks_and_periods_need_not_be_typed(explore: OpenExplorer, strangers: bytes) -> None:
    explored = explore(strangers)
    for query, name in (
        ("lukasz", "Łukasz Kaiser"),
        ("soren aegidius", "Søren Ægidius"),
        ("sercan o arik", "Sercan Ö. Arık"),
        ("Sercan O. ARIK", "Sercan Ö. Arık"),
        ("ŁUKASZ", "Łukasz Kaiser"),
    ):
        assert explored.search(query).first.inner_text().startswith(name)
        assert explored.page.locator("#nothing").inner_text() == ""


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Dahua Lim", "Dahua Lin"),
        ("lukas kayser", "Łukasz Kaiser"),
        ("langauge modle", "Language Model"),
        ("거대언어모델", "Language Model"),
        ("거대 언어 모덜", "Language Model"),
        ("김민소", "김민수"),
        ("transs-lora", "Bold Trans-LoRA for M²UGen"),
    ],
)
def test_where_nothing_is_found_the_nearest_names_are_offered(
    explore: OpenExplorer, strangers: bytes, query: str, name: str
) -> None:
    explored = explore(strangers)
    hits = explored.search(query)
    assert explored.page.locator("#nothing").inner_text() == f"Nothing found for “{query}”; did you mean"
    assert hits.first.inner_text().startswith(name)
    assert explored.page.locator("#search").get_attribute("aria-activedescendant") is None
    explored.page.locator("#search").press("Enter")
    assert explored.page.locator("#panel").is_hidden()  # Enter goes nowhere unasked
    explored.page.locator("#search").press("ArrowDown")
    explored.page.locator("#search").press("Enter")
    assert explored.heading() == name
    assert explored.page.locator("#nothing").inner_text() == ""
    assert explored.opened.noise == []


def test_where_nothing_is_like_it_that_is_said(explore: OpenExplorer, strangers: bytes) -> None:
    explored = explore(strangers)
    assert explored.search("xyzzy plugh").count() == 0
    note = explored.page.locator("#nothing")
    assert note.inner_text() == "Nothing found for “xyzzy plugh”."
    assert note.get_attribute("role") == "status"
    explored.page.locator("#search").press("Escape")
    assert note.inner_text() == ""
    explored.search("xyzzy")
    explored.page.locator("#search").fill("")
    assert note.inner_text() == ""


def test_kinds_that_are_left_out_are_not_offered(explore: OpenExplorer, strangers: bytes) -> None:
    explored = explore(strangers, "#view=topics&without=author")
    assert explored.search("Dahua Lim").count() == 0
    assert explored.page.locator("#nothing").inner_text().endswith(".")


def test_titles_are_plain_wherever_they_stand(explore: OpenExplorer, strangers: bytes) -> None:
    plain = "Bold Trans-LoRA for M²UGen"
    explored = explore(strangers, "#view=papers&list=1&node=arxiv:2404.00001")
    assert explored.heading() == plain
    assert [row[0] for row in explored.table_rows()] == [plain]
    for query in ("bold trans-lora", "m2ugen"):
        assert explored.search(query).first.inner_text().startswith(plain)
    explored.details().get_by_role("button", name="Copy citation").click()
    assert plain in explored.details().locator(".citation").inner_text()
    assert plain in (explored.page.locator("#plain").text_content() or "")
