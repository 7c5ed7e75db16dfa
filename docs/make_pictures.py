"""Takes the pictures of the explorer that stand in the README.

paperatlas view -o page.html
python docs/make_pictures.py page.html docs
"""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WINDOW: ViewportSize = {"width": 1200, "height": 750}
SHOWN = {
    "topics": "#view=topics",
    "people": "#view=people",
    "papers": "#view=papers&node=arxiv:2305.18290",
}
"""By picture, the address of what it shows."""
MILLISECONDS_TO_SETTLE = 1500


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path, help="the explorer's page of the examples")
    parser.add_argument("folder", type=Path, help="where the PNG files go")
    parser.add_argument("--browser", default=next(filter(None, map(shutil.which, BROWSERS)), None))
    arguments = parser.parse_args()
    if arguments.browser is None:
        parser.error("there is no Chromium or Chrome here; name one with --browser")
    take_pictures(arguments.page, arguments.folder, arguments.browser)


def take_pictures(page: Path, folder: Path, browser: str) -> None:
    """Opens the page from disk and saves what a window shows of each view."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, address in SHOWN.items():
            window = launched.new_page(viewport=WINDOW)
            window.goto(page.resolve().as_uri() + address)
            window.locator("html[data-ready=texts]").wait_for(state="attached", timeout=0)
            window.wait_for_timeout(MILLISECONDS_TO_SETTLE)
            window.screenshot(path=folder / f"{name}.png")
        launched.close()


if __name__ == "__main__":
    main()
