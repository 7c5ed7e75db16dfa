"""The explorer in a browser, as tests look at it."""

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

    def table_rows(self) -> list[list[str]]:
        """The cells of the list's rows."""
        rows: list[list[str]] = self.page.evaluate(
            "[...document.querySelectorAll('#list tbody tr')].map(row => [...row.cells].map(cell => cell.innerText))"
        )
        return rows

    def evaluate(self, script: str) -> Any:
        """The value of a script in the page."""
        return self.page.evaluate(script)
