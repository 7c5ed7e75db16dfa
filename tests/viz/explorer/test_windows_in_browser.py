"""Windows of every size: what is needed is there and can be reached."""

import pytest

from tests.viz.explorer.conftest import OpenExplorer
from tests.viz.explorer.explored import Explored

ZOOMED = {"width": 720, "height": 450}
"""A window of 1,440 × 900 at 200 %."""
WINDOWS = [{"width": 1280, "height": 800}, ZOOMED, {"width": 1024, "height": 500}, {"width": 390, "height": 780}]
UNREACHED = """() => [...document.querySelectorAll("button, input, select, summary")]
  .filter(control => control.checkVisibility({ visibilityProperty: true }) && !control.closest("#list, #panel"))
  .filter(control => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const places = control.type === "range" ? [[left + 8, right - 8]] : [[(left + right) / 2]];
    return places.flat().every(x => {
      const there = document.elementFromPoint(x, (top + bottom) / 2);
      return !there || !(control.contains(there) || there.contains(control) || control.closest("label")?.contains(there)
        || there.type === "range");
    });
  })
  .map(control => control.id || control.textContent || control.value)"""
NODE = "node=concept:direct preference optimization"


def unreached(explored: Explored) -> list[str]:
    """Controls that something else covers."""
    names: list[str] = explored.evaluate(f"({UNREACHED})()")
    return names


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window['width']}x{window['height']}")
@pytest.mark.parametrize("address", ["#view=topics", f"#view=topics&{NODE}", "#view=people&list=1&from=2024-03-05"])
def test_no_control_is_covered(explore: OpenExplorer, window: dict[str, int], address: str) -> None:
    explored = explore(address=address, viewport=window)
    assert unreached(explored) == []
    assert explored.evaluate("document.documentElement.scrollWidth") <= window["width"]


def test_at_twice_the_size_bar_and_buttons_have_their_own_room(explore: OpenExplorer) -> None:
    explored = explore(viewport=ZOOMED)
    bar, nearer = (explored.page.locator(name).bounding_box() for name in ("#bar", "#nearer"))
    assert bar is not None
    assert nearer is not None
    assert nearer["y"] >= bar["y"] + bar["height"]
    zoomed = explored.page.locator("#nearer")
    zoomed.click()
    explored.opened.wait_for(lambda: "at" in explored.address() and explored.camera()[2] > 1.3)


def test_at_twice_the_size_the_details_leave_filters_and_days_free(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=topics&{NODE}", viewport=ZOOMED)
    explored.page.locator("#show-filters").click()
    panel, filters, days = (explored.page.locator(name).bounding_box() for name in ("#panel", "#filters", "#timeline"))
    assert panel is not None
    assert filters is not None
    assert days is not None
    assert filters["x"] + filters["width"] <= panel["x"]
    assert days["x"] + days["width"] <= panel["x"]
    assert days["width"] > 250
    explored.page.locator("#reset").scroll_into_view_if_needed()
    explored.page.locator("#reset").click()
    explored.page.locator("#panel").wait_for(state="hidden")


@pytest.mark.parametrize("node", ["", f"&{NODE}"])
def test_at_twice_the_size_the_list_is_no_sliver(explore: OpenExplorer, node: str) -> None:
    explored = explore(address=f"#view=papers&list=1{node}", viewport=ZOOMED)
    box = explored.page.locator("#list").bounding_box()
    days = explored.page.locator("#timeline").bounding_box()
    assert box is not None
    assert days is not None
    assert box["height"] > 200
    assert box["width"] > 300
    assert box["y"] + box["height"] <= days["y"]
    name = explored.page.locator("#list tbody th").first.bounding_box()
    assert name is not None
    assert name["width"] > 140


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window['width']}x{window['height']}")
def test_what_is_found_lies_over_all_else(explore: OpenExplorer, window: dict[str, int]) -> None:
    explored = explore(address=f"#view=papers&{NODE}", viewport=window)
    hits = explored.search("language")
    for hit in (hits.first, hits.nth(3)):
        box = hit.bounding_box()
        assert box is not None
        for x in (box["x"] + 2, box["x"] + box["width"] - 2):
            there = f"document.elementFromPoint({x}, {box['y'] + box['height'] / 2}).closest('#hits') !== null"
            assert explored.evaluate(there) is True
