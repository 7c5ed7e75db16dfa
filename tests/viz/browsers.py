"""Finds the browser that pages are tested in."""

import os
import shutil
from pathlib import Path

VARIABLE = "PAPERATLAS_TEST_BROWSER"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str | None:
    """A Chromium or Chrome: the one that `PAPERATLAS_TEST_BROWSER` names, else one that is installed."""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    found = (shutil.which(command) for command in COMMANDS)
    installed = (path for path in APPLICATIONS if Path(path).exists())
    return next((path for path in (*found, *installed) if path), None)
