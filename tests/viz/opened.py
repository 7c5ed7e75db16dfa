"""A page in a browser, as tests look at it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Dialog

CANVAS_FUNCTIONS = Path(__file__).with_name("canvas.js").read_text(encoding="utf-8")
PATIENCE = 1_200
"""How often to look whether something has come to be, 50 ms apart."""


class Opened:
    """A page opened from disk, and all that it did since.

    Attributes:
        page: The page.
        messages: On its console, and its errors.
        requests: The addresses it asked for.
        dialogs: What stood in dialogs that it opened.
        address: Of the file.
    """

    def __init__(self, context: BrowserContext, path: Path) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self.address = path.as_uri()
        context.add_init_script(CANVAS_FUNCTIONS)
        self.page = context.new_page()
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", self._dismiss)
        self.page.goto(self.address)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def pixels(self, colour: str) -> int:
        """How many pixels of the canvas have a colour of the style sheet."""
        return int(self.page.evaluate("name => countPixels(name)", colour))

    def disc(self, colour: str) -> tuple[float, float]:
        """Where a node of a colour is."""
        x, y = self.page.evaluate("name => findDisc(name)", colour)
        return x, y

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Waits until a condition holds; Playwright's own way needs eval, which the page's policy forbids."""
        for _ in range(PATIENCE):
            if condition():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("what was waited for did not come to be")

    def wait_for_colours(self, *colours: str) -> None:
        """Waits until the canvas shows every one of the colours."""
        self.wait_for(lambda: all(self.pixels(colour) > 50 for colour in colours))

    @property
    def noise(self) -> list[str]:
        """All that a page should not do: speak on the console, fail, open dialogs, ask for more than itself."""
        own = (self.address, "about:blank", "blob:", "data:")
        return [*self.messages, *self.dialogs, *(asked for asked in self.requests if not asked.startswith(own))]
