"""The explorer in a browser, as tests look at it."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator

from tests.viz.opened import Opened

INKED = """() => {
  const canvas = document.querySelector("#base");
  const copy = new OffscreenCanvas(canvas.width, canvas.height); // reading the page's own would make it slow
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    count += Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1]) + Math.abs(data[i + 2] - data[2]) > 60;
  }
  return count;
}"""


WIDTHS = """texts => {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  return texts.map(([font, text]) => { context.font = font; return context.measureText(text).width; });
}"""
COVERS = """() => [...document.querySelectorAll("#bar > *, #zoom, #legend, #timeline, #panel")]
  .filter(part => part.checkVisibility({ visibilityProperty: true }))
  .map(part => part.getBoundingClientRect()).map(({ left, right, top, bottom }) => [left, right, top, bottom])"""
NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the window, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether both have room in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of a name on the map.

    Attributes:
        text: As it is written.
        box: About what its letters take.
        kind: Whether it is of a node, a region, or what is in hand.
        alpha: How strong it is.
    """

    text: str
    box: Box
    kind: str
    alpha: float

    @property
    def end(self) -> tuple[float, float]:
        """A place in its last letters."""
        return self.box.right - 5, (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the map shows, as saved to SVG.

    Attributes:
        captions: All names.
        discs: Middle and radius of each disc of the map.
        held: The same of what is in hand.
        root: Of the file.
    """

    captions: list[Caption]
    discs: list[tuple[float, float, float]]
    held: list[tuple[float, float, float]]
    root: ET.Element

    def of(self, kind: str) -> list[Caption]:
        """The captions of a kind that are whole in the window."""
        width, height = (float(self.root.get(side, "")) for side in ("width", "height"))
        return [
            caption
            for caption in self.captions
            if caption.kind == kind
            and caption.box.left > 0
            and caption.box.right < width
            and caption.box.top > 0
            and caption.box.bottom < height
        ]


class Explored:
    """The explorer's page, opened from disk."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.page = opened.page

    def wait_until_whole(self) -> None:
        """Waits until all is unpacked."""
        self.opened.wait_for(lambda: self.page.evaluate("document.documentElement.dataset.ready") == "texts")

    def go(self, address: str) -> None:
        """Opens the page anew at an address."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.opened.address}{address}")

    def inked(self) -> int:
        """How many pixels of the map differ from its ground."""
        return int(self.page.evaluate(INKED))

    def address(self) -> dict[str, str]:
        """What stands behind the # of the address."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).fragment).items()}

    def details(self) -> Locator:
        """The panel, once it shows."""
        panel = self.page.locator("#panel")
        panel.wait_for(state="visible")
        return panel

    def heading(self) -> str:
        """What the panel is about."""
        return self.details().locator("h2").inner_text()

    def search(self, text: str) -> Locator:
        """Types into the search field; returns the hits."""
        self.page.locator("#search").fill(text)
        return self.page.locator("#hits li")

    def camera(self) -> list[float]:
        """Where the address says that the camera is."""
        return [float(part) for part in self.address()["at"].split(",")]

    def middle_beside_panel(self) -> tuple[float, float]:
        """Where a node that was flown to stands: in the middle of what bars and details leave free."""
        window = self.page.viewport_size
        assert window is not None
        return (window["width"] - 374) / 2, (56 + window["height"] - 96) / 2

    def rest(self) -> None:
        """Waits until the camera rests, which the address then tells."""
        self.opened.wait_for(lambda: "at" in self.address())

    def saved(self, label: str, path: Path) -> bytes:
        """What a button of the card "Save" saves."""
        self.page.locator("#show-save").click()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=label).click()
        download.value.save_as(path)
        return path.read_bytes()

    def drawing(self, folder: Path) -> Drawing:
        """What the map shows."""
        root = ET.fromstring(self.saved("Drawing (SVG)", folder / "map.svg"))
        groups = [group for group in root.iter(f"{NAMESPACE}g") if group.get("font-family")]
        texts = [(text, place > 0) for place, group in enumerate(groups) for text in group.iter(f"{NAMESPACE}text")]
        family = groups[0].get("font-family")
        fonts = [[f"{text.get('font-weight')} {text.get('font-size')} {family}", text.text] for text, _ in texts]
        widths = self.page.evaluate(WIDTHS, fonts)
        captions = [_caption(text, held, width) for (text, held), width in zip(texts, widths, strict=True)]
        discs = [_circle(circle) for circle in root.findall(f"{NAMESPACE}g/{NAMESPACE}circle")]
        return Drawing(captions, discs, [_circle(circle) for circle in root.findall(f"{NAMESPACE}circle")], root)

    def covers(self) -> list[Box]:
        """What lies over the map."""
        return [Box(*sides) for sides in self.page.evaluate(COVERS)]

    def table_rows(self) -> list[list[str]]:
        """The cells of the list's rows."""
        rows: list[list[str]] = self.page.evaluate(
            "[...document.querySelectorAll('#list tbody tr')].map(row => [...row.cells].map(cell => cell.innerText))"
        )
        return rows

    def evaluate(self, script: str) -> Any:
        """The value of a script in the page."""
        return self.page.evaluate(script)


def _caption(text: ET.Element, held: bool, width: float) -> Caption:
    x, y = float(text.get("x", "")), float(text.get("y", ""))
    size = float(text.get("font-size", "").removesuffix("px"))
    is_title = text.get("text-anchor") == "middle"
    left = x - width / 2 if is_title else x
    box = Box(left, left + width, y - size / 2, y + size / 2)
    kind = "held" if held else "region" if is_title else "node"
    return Caption(text.text or "", box, kind, float(text.get("fill-opacity", "1")))


def _circle(circle: ET.Element) -> tuple[float, float, float]:
    return float(circle.get("cx", "")), float(circle.get("cy", "")), float(circle.get("r", ""))
