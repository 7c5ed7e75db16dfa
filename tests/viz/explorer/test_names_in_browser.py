"""The names on the map: whose they are, and that each can be read."""

from pathlib import Path

import pyarrow as pa
import pytest

from tests.viz.explorer.conftest import OpenExplorer
from tests.viz.explorer.explored import Box, Caption, Explored

WINDOWS = [(1280, 800), (720, 450), (390, 780)]
RECORD = """(() => {
  globalThis.written = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    globalThis.written.push([this.canvas.id, text]);
    return fillText.call(this, text, ...place);
  };
})()"""
TRI_DAO, DPO = "author:tri dao", "concept:direct preference optimization"
CURSOR = "document.querySelector('#overlay').style.cursor"


def names_of(tables: dict[str, pa.Table], table: str) -> dict[str, str]:
    """The id of each name and other name, in lower case."""
    rows = tables[table].select(["id", "name", "aliases"]).to_pylist()
    others = {alias.lower(): row["id"] for row in rows for alias in row["aliases"]}
    return others | {row["name"].lower(): row["id"] for row in rows}


def spread(captions: list[Caption], count: int) -> list[Caption]:
    """Some of the captions, from all over the list."""
    return captions[:: max(1, len(captions) // count)][:count]


@pytest.mark.parametrize(("view", "table"), [("topics", "concepts"), ("people", "authors")])
def test_a_click_on_a_name_takes_the_node_whose_name_it_is(
    explore: OpenExplorer, example_tables: dict[str, pa.Table], tmp_path: Path, view: str, table: str
) -> None:
    explored = explore(address=f"#view={view}")
    known = names_of(example_tables, table)
    captions = [caption for caption in explored.drawing(tmp_path).of("node") if "…" not in caption.text]
    assert len(captions) > 8
    for caption in spread(captions, 8):
        explored.page.mouse.move(*caption.end)
        explored.opened.wait_for(lambda: explored.evaluate(CURSOR) == "pointer")
        explored.page.mouse.click(*caption.end)
        explored.heading()
        assert explored.address()["node"] == known[caption.text.lower()]
        explored.go(f"#view={view}")
        explored.wait_until_whole()
    assert explored.opened.noise == []


def test_a_click_on_a_name_in_hand_takes_its_node(
    explore: OpenExplorer, example_tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    explored = explore(address=f"#view=people&node={TRI_DAO}")
    explored.rest()
    known = names_of(example_tables, "authors")
    beside = [caption for caption in explored.drawing(tmp_path).of("held") if known[caption.text.lower()] != TRI_DAO]
    explored.page.mouse.click(*beside[0].end)
    explored.opened.wait_for(lambda: explored.address()["node"] == known[beside[0].text.lower()])


def test_a_lit_node_lies_over_faint_names(
    explore: OpenExplorer, example_tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    address = f"#view=people&node={TRI_DAO}"
    explored = explore(address=address)
    explored.rest()
    beside = {
        row["target"] if row["source"] == TRI_DAO else row["source"]
        for row in example_tables["collaborated_with"].to_pylist()
        if TRI_DAO in (row["source"], row["target"])
    }
    drawing, covers = explored.drawing(tmp_path), explored.covers()
    taken = [*covers, *(caption.box for caption in drawing.of("held")), Box(0, 1000, 690, 10**6)]
    discs = [
        (x, y)
        for x, y, _ in drawing.held[:-2]
        if 5 < x < 995 and y > 5 and not any(Box(x - 3, x + 3, y - 3, y + 3).overlaps(box) for box in taken)
    ]
    assert len(discs) > 2
    for x, y in discs[:4]:
        explored.page.mouse.click(x, y)
        explored.opened.wait_for(lambda: explored.address()["node"] != TRI_DAO)
        assert explored.address()["node"] in beside
        explored.go(address)
        explored.wait_until_whole()
        explored.rest()


def test_a_double_click_on_a_name_opens_its_node(
    explore: OpenExplorer, example_tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    explored = explore(address="#view=topics")
    caption = explored.drawing(tmp_path).of("node")[0]
    explored.page.mouse.dblclick(*caption.end)
    explored.opened.wait_for(lambda: "open" in explored.address())
    assert explored.address()["open"] == names_of(example_tables, "concepts")[caption.text.lower()]


def test_a_double_click_opens_a_node_that_its_details_have_covered_meanwhile(
    explore: OpenExplorer, tmp_path: Path
) -> None:
    explored = explore(address="#view=topics")
    x, y = max(caption.end for caption in explored.drawing(tmp_path).of("node"))  # details come at the right
    explored.page.mouse.click(x, y)
    box = explored.details().bounding_box()
    assert box is not None
    assert box["x"] < x < box["x"] + box["width"]
    explored.page.mouse.down(click_count=2)
    explored.page.mouse.up(click_count=2)
    explored.opened.wait_for(lambda: "open" in explored.address())


def test_a_click_on_the_name_of_a_region_shows_that_region(explore: OpenExplorer, tmp_path: Path) -> None:
    explored = explore(address="#view=topics")
    titles = explored.drawing(tmp_path).of("region")
    assert len(titles) > 3
    for title in spread(titles, 3):
        explored.page.mouse.move(*title.end)
        explored.opened.wait_for(lambda: explored.evaluate(CURSOR) == "pointer")
        explored.page.mouse.click(*title.end)
        explored.opened.wait_for(lambda: "region" in explored.address())
        assert title.text in explored.address()["region"].upper()
        explored.go("#view=topics")
        explored.wait_until_whole()


@pytest.mark.parametrize("view", ["topics", "people", "papers"])
def test_hovering_writes_no_name_twice(explore: OpenExplorer, tmp_path: Path, view: str) -> None:
    explored = explore(address=f"#view={view}")
    drawing = explored.drawing(tmp_path)
    captions, base = spread(drawing.of("node"), 6), {caption.text for caption in drawing.captions}
    explored.page.add_init_script(RECORD)
    explored.go(f"#view={view}")
    explored.wait_until_whole()
    overlaid = 0
    for caption in captions:
        explored.page.mouse.move(5, 400)
        explored.opened.wait_for(lambda: explored.evaluate(CURSOR) == "grab")
        explored.evaluate("written.length = 0")
        explored.page.mouse.move(*caption.end)
        explored.opened.wait_for(lambda: explored.evaluate(CURSOR) == "pointer")
        texts = [text for canvas, text in explored.evaluate("written") if canvas == "overlay"]
        overlaid += len(texts)
        assert not base.intersection(texts)
        if "…" in caption.text:
            assert " ".join(texts).startswith(caption.text[:20])
    assert overlaid > 0


def test_what_is_selected_is_named_once(explore: OpenExplorer, tmp_path: Path) -> None:
    explored = explore(address=f"#view=people&node={TRI_DAO}")
    explored.rest()
    texts = [caption.text for caption in explored.drawing(tmp_path).captions if caption.kind != "region"]
    assert "Tri Dao" in texts
    assert len(texts) == len(set(texts))


def zoom_in(explored: Explored) -> None:
    """Turns the wheel and waits until the map rests."""
    before = explored.address().get("at", "")
    explored.page.mouse.wheel(0, -200)
    explored.opened.wait_for(lambda: explored.address().get("at", "") != before)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("node", ["", DPO])
def test_no_name_is_covered(explore: OpenExplorer, tmp_path: Path, window: tuple[int, int], node: str) -> None:
    width, height = window
    address = f"#view=topics&node={node}" if node else "#view=topics"
    explored = explore(address=address, viewport={"width": width, "height": height})
    explored.page.mouse.move(width / 4, height / 2)
    if node:
        explored.rest()
    for zooms in range(3):
        if zooms:
            zoom_in(explored)
        drawing, covers = explored.drawing(tmp_path), explored.covers()
        seen = [caption for kind in ("node", "region", "held") for caption in drawing.of(kind)]
        assert len(covers) >= 4
        assert seen
        assert [caption.text for caption in seen if any(caption.box.overlaps(cover) for cover in covers)] == []


@pytest.mark.parametrize("window", WINDOWS)
def test_what_is_clicked_comes_out_from_under_the_details(
    explore: OpenExplorer, tmp_path: Path, window: tuple[int, int]
) -> None:
    width, height = window
    explored = explore(address="#view=people", viewport={"width": width, "height": height})
    captions = explored.drawing(tmp_path).of("node")
    last = max(captions, key=lambda caption: caption.box.bottom if width < height else caption.box.right)
    explored.page.mouse.click(*last.end)
    explored.heading()

    def is_seen() -> bool:
        drawing, covers = explored.drawing(tmp_path), explored.covers()
        x, y, radius = drawing.held[-1]
        ring = Box(x - radius, x + radius, y - radius, y + radius)
        named = last.text in [caption.text for caption in drawing.of("held")]
        return named and not any(ring.overlaps(cover) for cover in covers)

    explored.opened.wait_for(is_seen)


def test_an_address_keeps_its_place_though_the_node_is_out_of_sight(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=people&node={TRI_DAO}&at=5000.0,5000.0,2.000")
    explored.page.wait_for_timeout(900)
    assert explored.camera() == [5000, 5000, 2]


@pytest.mark.parametrize("view", ["topics", "people", "papers"])
def test_no_name_of_a_region_covers_a_hub(explore: OpenExplorer, tmp_path: Path, view: str) -> None:
    drawing = explore(address=f"#view={view}", viewport={"width": 1280, "height": 800}).drawing(tmp_path)
    titles = drawing.of("region")
    largest = sorted(drawing.discs, key=lambda disc: -disc[2])[:8]
    hubs = [Box(x - radius, x + radius, y - radius, y + radius) for x, y, radius in largest]
    assert len(titles) > 2
    assert [title.text for title in titles if any(title.box.overlaps(hub) for hub in hubs)] == []


def test_a_drawing_has_what_is_in_hand(explore: OpenExplorer, tmp_path: Path) -> None:
    plain = explore(address="#view=people").drawing(tmp_path)
    assert (plain.of("held"), plain.held) == ([], [])
    selected = explore(address=f"#view=people&node={TRI_DAO}").drawing(tmp_path)
    assert "Tri Dao" in [caption.text for caption in selected.of("held")]
    assert len(selected.held) > 5
    path = explore(address=f"#view=people&node={TRI_DAO}&to=author:chelsea finn").drawing(tmp_path)
    assert {"Tri Dao", "Chelsea Finn"} <= {caption.text for caption in path.of("held")}
    opened = explore(address=f"#view=topics&node={DPO}&open={DPO}").drawing(tmp_path)
    assert any(caption.text.startswith("Direct Preference Optimi") for caption in opened.of("held"))


def test_a_found_node_lands_beside_no_smudge(explore: OpenExplorer, tmp_path: Path) -> None:
    explored = explore(address="#view=people")
    explored.search("tri dao").first.click()
    explored.heading()
    explored.rest()
    assert all(caption.alpha >= 0.5 for caption in explored.drawing(tmp_path).captions)
    assert explored.camera()[2] >= 3
