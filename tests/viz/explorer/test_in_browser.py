"""The explorer as people use it: opened from disk, offline."""

import itertools
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pyarrow as pa
import pytest
from axe_playwright_python.sync_playwright import Axe

from paperatlas.graph.plain_titles import plain_title
from paperatlas.viz import RenderOptions, render
from paperatlas.viz.layout.views import MAPS
from tests.viz.conftest import OpenPage
from tests.viz.explorer.conftest import OpenExplorer
from tests.viz.strange import HOSTILE, SHOWN, complete, node_tables, paper

NEWEST_DAY = "2024-04-09"
KOREAN_NAME = "직접 선호 최적화"
DPO_PAPER = "arxiv:2305.18290"
TRI_DAO = "author:tri dao"
EMPTY_PLACE = (540, 180)
FIRST_ON_RING = 96
ANOTHER_WINDOW = "document.activeElement.dispatchEvent(new FocusEvent('blur'))"
"""What the field sees when another window is looked at: the focus stays on it."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", MAPS)
def test_every_view_paints_its_nodes_in_silence(explore: OpenExplorer, view: str, scheme: str) -> None:
    explored = explore(address=f"#view={view}", color_scheme=scheme)
    assert explored.page.locator("nav button[aria-pressed=true]").inner_text().lower() == view
    assert explored.inked() > 2000
    assert explored.opened.noise == []


def test_it_opens_on_the_topics_and_says_what_it_holds(
    explore: OpenExplorer, example_tables: dict[str, pa.Table]
) -> None:
    explored = explore()
    legend = explored.page.locator("#legend").inner_text()
    assert legend.startswith(f"{len(example_tables['papers'])} papers · {len(example_tables['authors'])} people")
    assert explored.page.locator("nav button[aria-pressed=true]").inner_text() == "Topics"


def test_search_finds_a_concept_by_its_korean_name(explore: OpenExplorer) -> None:
    explored = explore()
    hits = explored.search("직접 선호")
    assert hits.first.inner_text().split("\n")[0].startswith("Direct Preference Optimization")
    assert KOREAN_NAME in hits.first.inner_text()
    hits.first.click()
    assert explored.heading() == "Direct Preference Optimization"
    assert KOREAN_NAME in explored.details().inner_text()
    assert explored.opened.noise == []


def test_search_needs_neither_case_nor_marks_nor_order(explore: OpenExplorer) -> None:
    explored = explore()
    assert explored.search("RE christopher").first.inner_text().startswith("Christopher Ré")
    assert explored.search("2305.18290").first.inner_text().startswith("Direct Preference Optimization:")
    assert explored.search("no such thing").count() == 0


def test_keyboard_alone_reaches_a_paper_and_comes_back(explore: OpenExplorer) -> None:
    explored = explore()
    keyboard = explored.page.keyboard
    keyboard.press("Tab")
    keyboard.type("language model is secretly")
    explored.page.locator("#hits li").first.wait_for()
    keyboard.press("ArrowDown")
    keyboard.press("ArrowUp")
    assert explored.page.locator("#search").get_attribute("aria-activedescendant") == "hit-0"
    keyboard.press("Enter")
    assert explored.heading().startswith("Direct Preference Optimization:")
    assert explored.evaluate("document.activeElement.id") == "panel"
    for _ in range(20):
        keyboard.press("Tab")
        if explored.evaluate("document.activeElement.textContent") == "Chelsea Finn":
            break
    keyboard.press("Enter")
    explored.opened.wait_for(lambda: explored.heading() == "Chelsea Finn")
    assert explored.evaluate("document.activeElement.id") == "panel"
    explored.page.go_back()
    explored.opened.wait_for(lambda: explored.heading().startswith("Direct Preference Optimization:"))
    keyboard.press("Escape")
    explored.page.locator("#panel").wait_for(state="hidden")


def test_the_keyboard_moves_the_map(explore: OpenExplorer) -> None:
    explored = explore()
    explored.page.locator("#overlay").focus()
    explored.page.keyboard.press("+")
    explored.rest()
    explored.opened.wait_for(lambda: explored.camera()[2] == pytest.approx(1.4, abs=0.01))
    x, *_ = explored.camera()
    explored.page.keyboard.press("ArrowRight")
    explored.opened.wait_for(lambda: explored.camera()[0] > x)


def test_the_address_restores_all_that_is_shown(explore: OpenExplorer) -> None:
    explored = explore()
    explored.page.locator("[data-view=people]").click()
    explored.search("tri dao").first.click()
    explored.heading()
    explored.page.locator("#show-filters").click()
    explored.page.locator("#votes").fill("20")
    explored.page.locator("#votes").press("Tab")
    explored.opened.wait_for(lambda: explored.address().get("votes") == "20")
    explored.rest()
    rested = explored.address()["at"]
    explored.page.locator("#nearer").click()
    explored.opened.wait_for(lambda: explored.address()["at"] != rested)
    before, details = explored.address(), explored.details().inner_text()
    assert before["node"] == TRI_DAO

    again = explore(address=f"#{explored.page.url.partition('#')[2]}")
    assert again.details().inner_text() == details
    assert again.address() == before
    assert again.page.locator("nav button[aria-pressed=true]").inner_text() == "People"
    assert again.page.locator("#votes").input_value() == "20"
    assert again.inked() == pytest.approx(explored.inked(), rel=0.01)


def test_a_senseless_address_does_no_harm(explore: OpenExplorer) -> None:
    senseless = "#view=moon&node=author:nobody&from=yesterday&votes=-3&at=a,b&to=x&region=Atlantis"
    explored = explore(address=senseless)
    assert explored.page.locator("#panel").is_hidden()
    assert explored.page.locator("#empty").is_hidden()
    assert explored.opened.noise == []


def test_details_of_a_paper_show_evidence_that_leads_to_its_concepts(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=papers&node={DPO_PAPER}")
    panel = explored.details()
    link = panel.get_by_role("link", name="arXiv:2305.18290")
    assert link.get_attribute("href") == "https://arxiv.org/abs/2305.18290"
    marks = panel.locator(".evidence")
    assert marks.count() > 2
    name = marks.first.inner_text()
    marks.first.click()
    explored.opened.wait_for(lambda: explored.address()["node"].startswith("concept:"))
    panel.get_by_role("img", name=re.compile("Papers by month")).wait_for()
    assert explored.heading().lower().startswith(name.lower()[:6])


def test_a_click_on_the_map_selects_and_a_double_click_opens(explore: OpenExplorer) -> None:
    explored = explore(address="#view=topics&node=concept:direct preference optimization")
    explored.rest()
    explored.page.mouse.click(*EMPTY_PLACE)
    explored.page.locator("#panel").wait_for(state="hidden")
    explored.page.mouse.click(*explored.middle_beside_panel())
    assert explored.heading() == "Direct Preference Optimization"
    explored.page.mouse.click(*EMPTY_PLACE)
    explored.page.locator("#panel").wait_for(state="hidden")
    explored.page.mouse.dblclick(*explored.middle_beside_panel())
    explored.opened.wait_for(lambda: "open" in explored.address())
    explored.rest()
    x, y = explored.middle_beside_panel()
    explored.page.mouse.click(x, y - FIRST_ON_RING)
    explored.opened.wait_for(lambda: explored.address()["node"].startswith("arxiv:"))
    assert explored.opened.noise == []


def test_hovering_lights_a_node_and_its_neighbours(explore: OpenExplorer) -> None:
    explored = explore(address="#view=topics&node=concept:large language model")
    explored.rest()
    explored.page.keyboard.press("Escape")
    explored.page.locator("#panel").wait_for(state="hidden")
    overlay = "document.querySelector('#overlay').getContext('2d').getImageData(0, 0, 1000, 700).data.some(v => v > 0)"
    assert explored.evaluate(overlay) is False
    for across, down in itertools.product(range(300, 700, 12), range(200, 500, 20)):
        explored.page.mouse.move(across, down)
        if explored.evaluate("document.querySelector('#overlay').style.cursor") == "pointer":
            break
    assert explored.evaluate(overlay) is True


def test_the_timeline_filters_every_view(explore: OpenExplorer) -> None:
    explored = explore(address="#view=papers&list=1")
    everything = len(explored.table_rows())
    bars = explored.page.locator("#days").bounding_box()
    assert bars is not None
    y = bars["y"] + bars["height"] / 2
    explored.page.mouse.move(bars["x"] + bars["width"] - 2, y)
    explored.page.mouse.down()
    explored.page.mouse.move(bars["x"] + bars["width"] * 0.9, y)
    explored.page.mouse.up()
    explored.opened.wait_for(lambda: explored.address().get("from") == NEWEST_DAY)
    assert explored.page.locator("#range").inner_text().startswith(NEWEST_DAY)
    explored.opened.wait_for(lambda: 0 < len(explored.table_rows()) < everything)
    for view, noun in (("topics", "concepts"), ("people", "people"), ("papers", "papers")):
        explored.page.locator(f"[data-view={view}]").click()
        explored.page.locator("#list caption", has_text=noun).wait_for()
        filtered = len(explored.table_rows())
        explored.page.locator("#all-days").click()
        explored.page.locator("#all-days").wait_for(state="hidden")
        assert 0 < filtered < len(explored.table_rows())
        explored.page.go_back()
        explored.page.locator("#all-days").wait_for()
        assert len(explored.table_rows()) == filtered


def test_the_days_can_be_chosen_by_keyboard(explore: OpenExplorer) -> None:
    explored = explore()
    explored.page.locator("#first-day").focus()
    explored.page.keyboard.press("End")
    explored.opened.wait_for(lambda: explored.address().get("from") == NEWEST_DAY)
    assert explored.page.locator("#last-day").get_attribute("aria-valuetext") == NEWEST_DAY


def test_filters_leave_out_and_reset_brings_back(explore: OpenExplorer) -> None:
    explored = explore(address="#view=papers&list=1")
    everything = len(explored.table_rows())
    explored.page.locator("#show-filters").click()
    region = explored.page.locator("#region option").nth(1).inner_text()
    explored.page.locator("#region").select_option(region)
    explored.opened.wait_for(lambda: {row[-1] for row in explored.table_rows()} == {region})
    assert 0 < len(explored.table_rows()) < everything
    explored.page.locator("#votes").fill("100000")
    explored.page.locator("#votes").press("Tab")
    explored.page.locator("#empty").wait_for()
    explored.page.locator("#reset").click()
    explored.opened.wait_for(lambda: "votes" not in explored.address())
    explored.page.locator("#show-list").click()
    explored.opened.wait_for(lambda: len(explored.table_rows()) == everything)


def test_cards_open_and_close_by_keyboard(explore: OpenExplorer) -> None:
    explored = explore()
    for name, first in (("filters", "votes"), ("save", "")):
        explored.page.locator(f"#show-{name}").press("Enter")
        assert explored.evaluate("document.activeElement.id") == first
        assert explored.page.locator(f"#{name}").is_visible()
        explored.page.keyboard.press("Escape")
        assert explored.page.locator(f"#{name}").is_hidden()
        assert explored.evaluate("document.activeElement.id") == f"show-{name}"


def test_kinds_can_be_left_out_of_the_search(explore: OpenExplorer) -> None:
    explored = explore(address="#view=topics&without=paper,author")
    kinds = {text.split("\n")[-1] for text in explored.search("a").all_inner_texts()}
    assert kinds
    assert all(kind.endswith("concept") for kind in kinds)


def test_a_path_leads_from_person_to_person(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=people&node={TRI_DAO}")
    explored.details().get_by_role("button", name="Find a path to someone…").click()
    assert explored.evaluate("document.activeElement.placeholder") == "Path from Tri Dao to whom?"
    explored.page.keyboard.type("chelsea")
    explored.evaluate(ANOTHER_WINDOW)
    explored.page.keyboard.type(" finn")
    explored.evaluate(ANOTHER_WINDOW)
    explored.page.keyboard.press("Enter")
    explored.opened.wait_for(lambda: explored.heading() == "Tri Dao to Chelsea Finn")
    steps = explored.details().locator(".path li").all_inner_texts()
    assert (steps[0], steps[-1], len(steps) % 2) == ("Tri Dao", "Chelsea Finn", 1)
    assert explored.address()["to"] == "author:chelsea finn"
    assert explored.opened.noise == []


def test_the_list_is_sorted_by_its_headings(explore: OpenExplorer) -> None:
    explored = explore(address="#view=papers&list=1")
    votes = [int(row[1]) for row in explored.table_rows() if row[1].isdecimal()]
    assert votes == sorted(votes, reverse=True)
    explored.page.get_by_role("button", name="Title").click()
    titles = [row[0].casefold() for row in explored.table_rows()]
    assert titles[0] < titles[-1]
    explored.page.locator("#list tbody a").first.click()
    assert explored.heading().casefold() == titles[0]
    assert explored.page.locator("#list").is_visible()


def test_what_is_shown_can_be_saved(explore: OpenExplorer, tmp_path: Path, example_tables: dict[str, pa.Table]) -> None:
    explored = explore(address="#view=people")
    assert explored.saved("Picture (PNG)", tmp_path / "map.png").startswith(b"\x89PNG")
    drawing = ET.fromstring(explored.saved("Drawing (SVG)", tmp_path / "map.svg"))
    texts = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert len(texts) > 10
    graph = ET.fromstring(explored.saved("Graph (GraphML)", tmp_path / "map.graphml"))
    ids = [node.get("id") for node in graph.iter("{http://graphml.graphdrawing.org/xmlns}node")]
    assert ids == example_tables["authors"]["id"].to_pylist()
    assert explored.opened.noise == []


def test_a_citation_can_be_copied(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=papers&node={DPO_PAPER}")
    explored.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explored.details().get_by_role("button", name="Copy citation").click()
    line = explored.details().locator(".citation")
    explored.opened.wait_for(lambda: "copied" in line.inner_text())
    copied = explored.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Rafael Rafailov, ")
    assert copied.endswith("arXiv:2305.18290 (2023). https://arxiv.org/abs/2305.18290")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(explore: OpenExplorer, scheme: str) -> None:
    explored = explore(address=f"#view=papers&node={DPO_PAPER}", color_scheme=scheme)
    explored.search("model")
    explored.page.locator("#show-filters").click()
    explored.search("model")
    found = _serious(Axe().run(explored.page).response)
    explored.go("#view=topics&list=1")
    explored.wait_until_whole()
    explored.page.locator("#show-save").click()
    assert found + _serious(Axe().run(explored.page).response) == []


def _serious(response: dict[str, list[dict[str, object]]]) -> list[str]:
    return [
        json.dumps(found, indent=1) for found in response["violations"] if found["impact"] in {"serious", "critical"}
    ]


def test_a_narrow_window_hides_nothing_that_is_needed(explore: OpenExplorer) -> None:
    explored = explore(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    explored.search("direct preference").first.tap()
    panel = explored.details().bounding_box()
    assert panel is not None
    assert panel["width"] > 350
    assert panel["y"] > 300
    assert explored.evaluate("document.documentElement.scrollWidth") <= 390
    explored.details().get_by_role("button", name="Close details").tap()
    explored.page.locator("#show-list").tap()
    explored.page.locator("#list").wait_for()
    assert explored.opened.noise == []


def test_two_fingers_zoom_and_one_drags(explore: OpenExplorer) -> None:
    explored = explore(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    session = explored.page.context.new_cdp_session(explored.page)

    def touch(kind: str, *places: tuple[int, int]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (150, 400), (240, 400))
    for step in range(1, 10):
        touch("touchMove", (150 - 5 * step, 400), (240 + 5 * step, 400))
    touch("touchEnd")
    explored.rest()
    explored.opened.wait_for(lambda: explored.camera()[2] == pytest.approx(2, abs=0.05))
    x, *_ = explored.camera()
    touch("touchStart", (200, 400))
    for step in range(1, 10):
        touch("touchMove", (200 - 8 * step, 400))
    touch("touchEnd")
    explored.opened.wait_for(lambda: explored.camera()[0] > x + 5)
    assert explored.page.locator("#panel").is_hidden()
    assert explored.opened.noise == []


def test_the_theme_can_be_chosen(explore: OpenExplorer) -> None:
    explored = explore(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = explored.evaluate(ground)
    explored.page.locator("#theme").click()
    assert explored.evaluate(ground) != before
    explored.page.locator("#theme").click()
    assert explored.evaluate(ground) == before
    explored.page.emulate_media(color_scheme="dark")
    explored.opened.wait_for(lambda: explored.evaluate(ground) != before)


def test_little_motion_is_respected(explore: OpenExplorer) -> None:
    explored = explore(reduced_motion="reduce")
    explored.search("direct preference").first.click()
    explored.rest()
    frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(location.hash))))"
    assert explored.evaluate(frames) == explored.evaluate("location.hash")


def test_hostile_text_stays_text(explore: OpenExplorer) -> None:
    tables = node_tables(
        papers=[
            paper(1, title=HOSTILE, url="javascript:alert(1)"),
            paper(2, title=plain_title("😀 $x^2$ " + "w" * 2000)),
        ],
        authors=[{"id": "author:x", "name": HOSTILE, "aliases": [HOSTILE]}],
        concepts=[{"id": "concept:y", "name": HOSTILE, "aliases": [HOSTILE]}],
    )
    html = render("explorer", complete(tables), HOSTILE, RenderOptions(view="all")).html
    assert b"<img" not in html
    assert b"\xe2\x80\xae" not in html
    for node in ("arxiv:2404.00001", "arxiv:2404.00002", "author:x", "concept:y"):
        view = {"arxiv": "papers", "author": "people", "concept": "topics"}[node.partition(":")[0]]
        explored = explore(html, f"#view={view}&node={node}&list=1")
        assert explored.heading() in (SHOWN, "😀 x² " + "w" * 2000)
        assert explored.page.locator("img").count() == 0
        assert explored.page.locator("#panel a[href^=javascript]").count() == 0
        assert explored.evaluate("document.documentElement.scrollWidth <= innerWidth") is True
        assert explored.page.title() == SHOWN
        assert explored.opened.noise == []


def test_a_paper_of_hundreds_shows_all_its_authors_when_asked(explore: OpenExplorer) -> None:
    people = [{"id": f"author:p{number}", "name": f"P{number}"} for number in range(663)]
    rows = [
        {"source": row["id"], "target": "arxiv:2404.00001", "listed": place, "as_written": [row["name"]]}
        for place, row in enumerate(people, start=1)
    ]
    tables = complete(node_tables(papers=[paper(1)], authors=people))
    tables["authored"] = pa.Table.from_pylist(rows, schema=tables["authored"].schema)
    html = render("explorer", tables, "Team", RenderOptions(view="all")).html
    explored = explore(html, "#view=papers&node=arxiv:2404.00001")
    explored.details().get_by_role("button", name="623 more").click()
    assert explored.details().locator(".chips a").count() == 663
    assert explored.opened.noise == []


@pytest.mark.parametrize("papers", [[], [paper(1)], [paper(number, votes=None) for number in range(9)]])
def test_a_graph_of_almost_nothing_opens_as_well(explore: OpenExplorer, papers: list[dict[str, object]]) -> None:
    html = render("explorer", complete(node_tables(papers=papers)), "Little", RenderOptions(view="all")).html
    explored = explore(html, "#view=papers&list=1")
    assert len(explored.table_rows()) == len(papers)
    explored.page.locator("[data-view=topics]").click()
    explored.page.get_by_text("There is nothing to show here.").wait_for()
    assert explored.opened.noise == []


def test_without_javascript_there_is_a_sentence_and_a_list(open_page: OpenPage, example_page: bytes) -> None:
    page = open_page(example_page, java_script_enabled=False).page
    assert "The map needs JavaScript" in page.locator("#plain-reason").inner_text()
    links = page.locator("#plain li a")
    assert links.count() > 30
    assert links.first.is_visible()
    assert page.locator("#bar").is_hidden()


def test_an_old_browser_gets_a_sentence_and_a_list(explore: OpenExplorer) -> None:
    explored = explore()
    explored.page.add_init_script("delete globalThis.DecompressionStream")
    explored.page.reload()
    explored.page.locator("#plain li").first.wait_for()
    assert "too old for the map" in explored.page.locator("#plain-reason").inner_text()
    assert explored.page.locator("#bar").count() == 0
    assert explored.opened.noise == []


def test_the_policy_keeps_out_the_network_and_markup(explore: OpenExplorer) -> None:
    explored = explore()
    assert explored.evaluate("fetch('https://example.org/').then(() => 'sent', error => error.name)") == "TypeError"
    set_markup = "(() => { try { document.body.innerHTML = '<b>'; } catch (error) { return error.name; } })()"
    assert explored.evaluate(set_markup) == "TypeError"
