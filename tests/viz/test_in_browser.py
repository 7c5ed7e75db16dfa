"""The page as a browser sees it: opened from disk, offline."""

import pyarrow as pa
import pytest

from paperatlas.graph.parts import tables_of
from paperatlas.graph.views import VIEWS, View
from paperatlas.viz import render
from tests.viz.conftest import OpenPage
from tests.viz.strange import HOSTILE, SHOWN, node_tables, paper, shared


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_every_view_paints_its_nodes_in_silence(
    open_page: OpenPage, example_tables: dict[str, pa.Table], view: View, scheme: str
) -> None:
    opened = open_page(render("pyvis", tables_of(view, example_tables), view.meaning).html, color_scheme=scheme)
    opened.wait_for_colours(*(kind.label for kind in view.nodes))
    assert opened.page.locator("h1").inner_text() == view.meaning
    for kind in view.nodes:
        assert f"{len(example_tables[kind.table])} {kind.table}" in opened.page.locator("#legend").inner_text()
    assert opened.noise == []


def test_the_page_follows_the_change_to_dark(open_page: OpenPage) -> None:
    opened = open_page(render("pyvis", node_tables(papers=[paper(1)]), "One").html, color_scheme="light")
    opened.wait_for_colours("Paper")
    assert min(opened.page.evaluate("() => rgbOf('ground')")) > 200
    opened.page.emulate_media(color_scheme="dark")
    assert max(opened.page.evaluate("() => rgbOf('ground')")) < 60
    opened.wait_for_colours("Paper")
    assert opened.noise == []


def test_hovering_shows_hostile_text_as_text(open_page: OpenPage) -> None:
    opened = open_page(render("pyvis", node_tables(papers=[paper(7, title=HOSTILE)]), HOSTILE).html)
    opened.wait_for_colours("Paper")
    opened.page.mouse.move(*opened.disc("Paper"))
    tooltip = opened.page.locator(".vis-tooltip")
    tooltip.wait_for(state="visible")
    assert tooltip.locator("p").all_inner_texts() == [SHOWN, "votes: 7", "published month: 2024-04"]
    assert opened.page.locator("h1").inner_text() == SHOWN
    assert opened.page.title() == SHOWN
    assert opened.page.locator("img").count() == 0
    assert opened.noise == []


def test_hovering_veils_all_but_the_neighbours(open_page: OpenPage) -> None:
    tables = node_tables(papers=[paper(1), paper(2)], concepts=[{"id": "concept:llm", "name": "LLM"}])
    tables["shares_concept"] = shared({(1, 2): 1.0})
    opened = open_page(render("pyvis", tables, "Two papers and a concept").html)
    opened.wait_for_colours("Paper", "Concept")
    opened.page.mouse.move(*opened.disc("Paper"))
    opened.wait_for(lambda: opened.pixels("Concept") == 0)
    opened.wait_for_colours("Paper")
    opened.page.mouse.move(20, 600)
    opened.wait_for_colours("Paper", "Concept")
    assert opened.noise == []


@pytest.mark.parametrize(
    ("url", "links"),
    [("https://arxiv.org/abs/2404.00007", ["https://arxiv.org/abs/2404.00007"]), ("javascript:alert(1)", [])],
)
def test_a_click_shows_details_with_web_links_only(open_page: OpenPage, url: str, links: list[str]) -> None:
    opened = open_page(render("pyvis", node_tables(papers=[paper(7, url=url)]), "One").html)
    opened.wait_for_colours("Paper")
    opened.page.mouse.click(*opened.disc("Paper"))
    details = opened.page.locator("#details")
    details.wait_for(state="visible")
    assert details.locator("p").first.inner_text() == "Paper 7"
    assert [link.get_attribute("href") for link in details.locator("a").all()] == links
    opened.page.mouse.click(20, 600)
    details.wait_for(state="hidden")
    assert opened.noise == []


def test_the_wheel_zooms(open_page: OpenPage) -> None:
    opened = open_page(render("pyvis", node_tables(papers=[paper(7)]), "One").html)
    opened.wait_for_colours("Paper")
    before = opened.pixels("Paper")
    opened.page.mouse.move(20, 600)
    opened.page.mouse.wheel(0, 300)
    opened.wait_for(lambda: opened.pixels("Paper") < before)
    assert opened.noise == []


def test_a_graph_without_nodes_opens_as_well(open_page: OpenPage) -> None:
    opened = open_page(render("pyvis", {}, "Nothing").html)
    assert "There is nothing to draw" in opened.page.locator("main").inner_text()
    assert opened.noise == []


def test_the_policy_keeps_out_the_network_and_markup(open_page: OpenPage) -> None:
    page = open_page(render("pyvis", node_tables(papers=[paper(1)]), "One").html).page
    assert page.evaluate("() => fetch('https://example.org/').then(() => 'sent', error => error.name)") == "TypeError"
    set_markup = "() => { try { document.body.innerHTML = '<b>'; } catch (error) { return error.name; } }"
    assert page.evaluate(set_markup) == "TypeError"
