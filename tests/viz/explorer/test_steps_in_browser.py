"""What is remembered: the theme, the steps of Back, and where the reader was."""

import pytest

from tests.viz.conftest import OpenPage
from tests.viz.explorer.conftest import OpenExplorer
from tests.viz.explorer.explored import Explored

GROUND = "getComputedStyle(document.body).backgroundColor"
DPO_PAPER = "arxiv:2305.18290"
SCROLL = "document.querySelector('#panel').scrollTop"
LINK_AS_THE_CAMERA_COMES_TO_REST = """async () => {
  document.querySelector("#overlay").dispatchEvent(new WheelEvent("wheel", { deltaY: -20, cancelable: true }));
  await new Promise(requestAnimationFrame);  // the camera has moved, and will be at rest
  setTimeout(() => { location.hash = "#view=people"; });
  const enough = performance.now() + 1_000;
  while (performance.now() < enough);  // both are due now, the link first
}"""
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); } });"""


def wait_for(explored: Explored, name: str, value: str) -> None:
    """Waits until the address says so."""
    explored.opened.wait_for(lambda: explored.address().get(name) == value)


def test_the_theme_is_remembered(explore: OpenExplorer) -> None:
    explored = explore(color_scheme="light")
    light = explored.evaluate(GROUND)
    explored.page.locator("#theme").click()
    dark = explored.evaluate(GROUND)
    assert dark != light
    explored.go("#view=people")
    explored.wait_until_whole()
    assert explored.evaluate(GROUND) == dark
    explored.page.emulate_media(color_scheme="dark")
    explored.page.emulate_media(color_scheme="light")
    assert explored.evaluate(GROUND) == dark
    explored.page.locator("#theme").click()
    explored.go("#view=topics")
    explored.wait_until_whole()
    assert explored.evaluate(GROUND) == light


def test_a_browser_that_keeps_nothing_still_has_both_themes(explore: OpenExplorer) -> None:
    explored = explore(color_scheme="light")
    explored.page.add_init_script(BLOCKED)
    explored.go("#view=topics")
    explored.wait_until_whole()
    light = explored.evaluate(GROUND)
    explored.page.locator("#theme").click()
    assert explored.evaluate(GROUND) != light
    assert explored.opened.noise == []


@pytest.mark.parametrize("slider", ["#first-day", "#last-day"])
def test_what_a_slider_does_while_it_is_in_use_is_one_step(explore: OpenExplorer, slider: str) -> None:
    explored = explore(address="#view=topics")
    key, name = ("ArrowRight", "from") if slider == "#first-day" else ("ArrowLeft", "until")
    explored.page.locator(slider).focus()
    chosen: list[str] = []
    for _ in range(3):
        explored.page.keyboard.press(key)
        explored.opened.wait_for(lambda: explored.address().get(name, "") not in ["", *chosen])
        chosen.append(explored.address()[name])
    explored.page.go_back()
    explored.opened.wait_for(lambda: name not in explored.address())
    explored.page.locator("#all-days").wait_for(state="hidden")
    explored.page.go_forward()
    explored.opened.wait_for(lambda: explored.address().get(name) == chosen[-1])
    explored.page.locator("#range", has_text=chosen[-1]).wait_for()


def test_each_use_of_a_slider_is_a_step(explore: OpenExplorer) -> None:
    explored = explore(address="#view=topics")
    slider = explored.page.locator("#first-day")
    for day in ("2024-03-05", "2024-03-06"):
        slider.press("ArrowRight")
        wait_for(explored, "from", day)
        slider.blur()
    explored.page.go_back()
    explored.opened.wait_for(lambda: explored.address().get("from") == "2024-03-05")
    explored.page.go_back()
    explored.opened.wait_for(lambda: "from" not in explored.address())


def test_dragging_a_slider_by_mouse_is_one_step(explore: OpenExplorer) -> None:
    explored = explore(address="#view=topics")
    box = explored.page.locator("#first-day").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    explored.page.mouse.move(box["x"] + 7, y)
    explored.page.mouse.down()
    for step in range(1, 8):
        explored.page.mouse.move(box["x"] + 7 + step * box["width"] / 12, y)
    explored.page.mouse.up()
    explored.opened.wait_for(lambda: "from" in explored.address())
    explored.page.go_back()
    explored.opened.wait_for(lambda: "from" not in explored.address())


def test_a_number_that_is_stepped_through_is_one_step(explore: OpenExplorer) -> None:
    explored = explore(address="#view=papers")
    explored.page.locator("#show-filters").click()
    for votes in range(1, 5):
        explored.page.locator("#votes").press("ArrowUp")
        wait_for(explored, "votes", str(votes))
    explored.page.go_back()
    explored.opened.wait_for(lambda: "votes" not in explored.address())


def scrolled(explored: Explored) -> int:
    """Where the details are scrolled to."""
    return int(explored.evaluate(f"Math.round({SCROLL})"))


def test_a_link_is_followed_though_the_camera_comes_to_rest_just_then(explore: OpenExplorer) -> None:
    explored = explore(address="#view=topics")
    explored.wait_until_whole()
    explored.page.evaluate(LINK_AS_THE_CAMERA_COMES_TO_REST)
    wait_for(explored, "view", "people")


def test_back_restores_where_the_details_were(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=papers&node={DPO_PAPER}")
    title = explored.heading()
    link = explored.details().locator("ul.papers a").last
    link.scroll_into_view_if_needed()
    at = scrolled(explored)
    assert at > 50
    link.click()
    explored.opened.wait_for(lambda: explored.heading() != title)
    assert scrolled(explored) == 0
    explored.page.go_back()
    explored.opened.wait_for(lambda: explored.heading() == title)
    assert scrolled(explored) == at
    explored.page.go_forward()
    explored.opened.wait_for(lambda: explored.heading() != title)
    assert scrolled(explored) == 0


def test_back_unfolds_what_was_unfolded(explore: OpenExplorer) -> None:
    explored = explore(address="#view=people&node=author:tri dao")
    more = explored.details().get_by_role("button", name="more")
    more.first.click()
    links = explored.details().locator("a").count()
    last = explored.details().locator("ul.chips a").last
    last.scroll_into_view_if_needed()
    at = scrolled(explored)
    last.click()
    explored.opened.wait_for(lambda: explored.heading() != "Tri Dao")
    explored.page.go_back()
    explored.opened.wait_for(lambda: explored.heading() == "Tri Dao")
    assert explored.details().locator("a").count() == links
    assert scrolled(explored) == at


def test_a_filter_leaves_the_details_where_they_are(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=papers&node={DPO_PAPER}")
    explored.details().locator("ul.papers a").last.scroll_into_view_if_needed()
    at = scrolled(explored)
    explored.page.locator("#show-filters").click()
    explored.page.locator("#weight").fill("2")
    explored.page.locator("#weight").press("Tab")
    explored.opened.wait_for(lambda: explored.address().get("weight") == "2")
    assert scrolled(explored) == at


def test_a_notebook_has_it_all_in_its_frame(open_page: OpenPage, example_page: bytes) -> None:
    frame = b'<!doctype html><iframe sandbox="allow-scripts" style="width: 980px; height: 640px" srcdoc="'
    page = example_page.replace(b"&", b"&amp;").replace(b'"', b"&quot;")
    opened = open_page(frame + page + b'"></iframe>')
    inner = opened.page.frame_locator("iframe")
    inner.locator("html[data-ready=texts]").wait_for(state="attached")
    inner.locator("#theme").click()
    for _ in range(2):
        inner.locator("#first-day").press("ArrowRight")
    inner.locator("#range", has_text="2024-03-06 to").wait_for()
    inner.locator("#search").fill("tri dao")
    inner.locator("#hits li").first.click()
    inner.locator("#panel h2", has_text="Tri Dao").wait_for()
    assert opened.noise == []
