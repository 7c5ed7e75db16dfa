"""A real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.viz.browsers import FLAGS, VARIABLE, find_browser
from tests.viz.opened import Opened

WINDOW = {"width": 1000, "height": 700}
MILLISECONDS_OF_PATIENCE = 60_000
NO_BROWSER = f"NO BROWSER: the pages go untested; run tests/install_browser.sh or set {VARIABLE}"
TYPE_CHECKER = Path(__file__).parents[2] / "node_modules" / ".bin" / "tsc"
NO_NODE = "NO NODE.JS: the page's modules go untested; run tests/install_node.sh"


def has_node() -> bool:
    """Whether the page's modules can be tested."""
    return shutil.which("node") is not None and TYPE_CHECKER.exists()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says it where nobody can miss it."""
    if find_browser() is None:
        terminalreporter.write_line(NO_BROWSER, yellow=True, bold=True)
    if not has_node():
        terminalreporter.write_line(NO_NODE, yellow=True, bold=True)


class OpenPage(Protocol):
    """Opens HTML from disk in a window of its own."""

    def __call__(self, html: bytes, **settings: Any) -> Opened:
        """The settings are those of a browser context."""


# No longer than a module: while Playwright lives, its event loop counts as running in this thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = find_browser()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens pages and closes them after the test."""
    contexts: list[BrowserContext] = []

    def opened(html: bytes, **settings: Any) -> Opened:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_bytes(html)
        contexts.append(browser.new_context(**{"viewport": WINDOW} | settings))
        contexts[-1].set_default_timeout(MILLISECONDS_OF_PATIENCE)
        return Opened(contexts[-1], path)

    yield opened
    for context in contexts:
        context.close()
