"""Takes the picture of a page that stands in the README.

paperatlas view --renderer pyvis -o page.html
python docs/make_picture.py page.html docs/page.png
"""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 1200, 750
MILLISECONDS_TO_PAINT = 500


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path, help="an HTML file")
    parser.add_argument("picture", type=Path, help="the PNG file to write")
    parser.add_argument("--browser", default=next(filter(None, map(shutil.which, BROWSERS)), None))
    arguments = parser.parse_args()
    if arguments.browser is None:
        parser.error("there is no Chromium or Chrome here; name one with --browser")
    take_picture(arguments.page, arguments.picture, arguments.browser)


def take_picture(page: Path, picture: Path, browser: str) -> None:
    """Opens the page from disk and saves what a window shows of it."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        window = launched.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        window.goto(page.resolve().as_uri())
        window.wait_for_timeout(MILLISECONDS_TO_PAINT)
        window.screenshot(path=picture)
        launched.close()


if __name__ == "__main__":
    main()
