"""The figures under "Explorer" in docs/benchmarks.md: the page of an atlas in headless Chromium, beside pyvis's.

python -m tests.benchmarks.explorer ATLAS...

Each atlas is copied, so that its cache stays as it is. Rendering is by software.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright

from paperatlas import Atlas
from paperatlas.viz import RenderOptions, pyvis, render
from tests.benchmarks.run import run
from tests.viz.browsers import FLAGS, find_browser

WINDOW: ViewportSize = {"width": 1400, "height": 900}
OPENINGS = 3
REDRAWS = 9
SECONDS_OF_MOVING = 3.0
PATIENCE_SECONDS = 60.0
QUERIES = ("l", "llm", "diffusion", "reinforcement learning", "a e", "선호", "zhang wei")
SEARCH = """query => {
  const field = document.querySelector("#search");
  field.value = query;
  const start = performance.now();
  field.dispatchEvent(new Event("input"));
  return performance.now() - start;
}"""
REDRAW = """() => {
  const start = performance.now();
  dispatchEvent(new Event("resize"));
  document.querySelector("#base").getContext("2d").getImageData(0, 0, 1, 1); // waits until all is drawn
  return performance.now() - start;
}"""
COUNT_FRAMES = """() => {
  if (globalThis.frames_seen !== undefined) return;
  globalThis.frames_seen = 0;
  const count = () => { globalThis.frames_seen++; requestAnimationFrame(count); };
  requestAnimationFrame(count);
}"""
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"


def main() -> None:
    """Measures each atlas."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", nargs="+", type=Path)
    parser.add_argument("--without-pyvis", action="store_true")
    given = parser.parse_args()
    for atlas in given.atlas:
        with tempfile.TemporaryDirectory(prefix="paperatlas-bench-") as scratch:
            measure(atlas, Path(scratch), not given.without_pyvis)


def measure(original: Path, scratch: Path, beside_pyvis: bool) -> None:
    """Prints a table of figures."""
    atlas, page = scratch / "atlas", scratch / "page.html"
    shutil.copytree(original, atlas, symlinks=True)
    shutil.rmtree(atlas / "cache" / "maps", ignore_errors=True)
    with Atlas.open(atlas) as opened:
        counts = opened.manifest["counts"]
    print(f"\n{counts['papers']:,} papers, {counts['authors']:,} authors, {counts['concepts']:,} concepts")
    print("\n| what | figure |\n|---|---|")
    for times in ("first", "second"):
        made = run("view", "--atlas", atlas, "-o", page, "--quiet")
        tell(f"`paperatlas view`, the {times} time", f"{made.seconds:.1f} s, {made.megabytes:.0f} MB of memory")
    tell("file", f"{page.stat().st_size / 1e6:.2f} MB")
    explorer_figures(page)
    if beside_pyvis:
        pyvis_figures(atlas, scratch)


def explorer_figures(page: Path) -> None:
    """Opens the page and uses it."""
    openings = []
    for _ in range(OPENINGS):
        with opened(page) as window:
            wait_until_whole(window)
            openings.append({name: mark(window, name) for name in ("map", "graph", "texts")})
    for name, what in (("map", "first paint"), ("graph", "search, details and all maps"), ("texts", "summaries")):
        tell(f"{what} after", f"{statistics.median(opening[name] for opening in openings):.0f} ms")
    with opened(page) as window:
        wait_until_whole(window)
        searches = [window.evaluate(SEARCH, query) for query in QUERIES]
        tell("search answers within", f"{min(searches):.0f} to {max(searches):.0f} ms")
        window.evaluate(SEARCH, "")
        for view in ("topics", "people", "papers"):
            window.locator(f"[data-view={view}]").click()
            window.wait_for_timeout(800)
            redraws = sorted(window.evaluate(REDRAW) for _ in range(REDRAWS))
            moving = ", ".join(f"{rate:.0f} {kind}" for kind, rate in frame_rates(window).items())
            tell(f"{view}: redraw", f"{statistics.median(redraws):.0f} ms")
            tell(f"{view}: frames/s", moving)
        tell("memory of its script", f"{heap(window):.0f} MB")


def pyvis_figures(atlas: Path, scratch: Path) -> None:
    """The page of the same people, or of the most that pyvis can open within a minute."""
    page = scratch / "pyvis.html"
    with Atlas.open(atlas) as opened_atlas:
        nodes = len(opened_atlas.tables["authors"])
        while True:
            start = time.perf_counter()
            pyvis.MAX_NODES = nodes
            page.write_bytes(render("pyvis", opened_atlas.tables, "People", RenderOptions("collaborations")).html)
            making = time.perf_counter() - start
            with opened(page, wait=False) as window:
                start = time.perf_counter()
                try:
                    window.goto(page.as_uri(), timeout=PATIENCE_SECONDS * 1000)
                    window.evaluate(TWO_FRAMES)
                except Exception as error:  # whatever a browser at its end says
                    print(f"pyvis: {nodes:,} people: {type(error).__name__}", flush=True)
                    nodes //= 2
                    continue
                opening = time.perf_counter() - start
                if opening > PATIENCE_SECONDS:
                    nodes //= 2
                    continue
                moving = ", ".join(f"{rate:.0f} {kind}" for kind, rate in frame_rates(window).items())
                tell(f"pyvis, {nodes:,} people: made in", f"{making:.1f} s")
                tell("pyvis: file", f"{page.stat().st_size / 1e6:.2f} MB")
                tell("pyvis: first paint after", f"{opening * 1000:.0f} ms")
                tell("pyvis: frames/s", moving)
                tell("pyvis: memory of its script", f"{heap(window):.0f} MB")
                return


@contextmanager
def opened(page: Path, wait: bool = True) -> Iterator[Page]:
    """A window of a browser of its own."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, "--enable-precise-memory-info"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=flags)
        window = browser.new_page(viewport=WINDOW)
        if wait:
            window.goto(page.as_uri(), timeout=PATIENCE_SECONDS * 1000)
        yield window
        browser.close()


def wait_until_whole(window: Page) -> None:
    """Waits until the summaries are unpacked."""
    while window.evaluate("document.documentElement.dataset.ready") != "texts":
        window.wait_for_timeout(50)


def mark(window: Page, name: str) -> Any:
    """When a stage was reached, in milliseconds since the page was opened."""
    return window.evaluate("name => performance.getEntriesByName(`${name} ready`)[0].startTime", name)


def frame_rates(window: Page) -> dict[str, float]:
    """Frames a second while the map is dragged to and fro, and while the wheel zooms in and out."""
    window.evaluate(COUNT_FRAMES)
    rates = {}
    for kind in ("panning", "zooming"):
        window.mouse.move(700, 450)
        if kind == "panning":
            window.mouse.down()
        before, start, step = window.evaluate("frames_seen"), time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS_OF_MOVING:
            step += 1
            away = abs(step % 120 - 60)
            if kind == "panning":
                window.mouse.move(580 + 4 * away, 390 + 2 * away)
            else:
                window.mouse.wheel(0, 12 if step % 120 < 60 else -12)
            window.wait_for_timeout(10)
        rates[kind] = (window.evaluate("frames_seen") - before) / (time.perf_counter() - start)
        if kind == "panning":
            window.mouse.up()
        window.wait_for_timeout(500)
    return rates


def heap(window: Page) -> float:
    """Megabytes that the page's script holds."""
    return float(window.evaluate("performance.memory.usedJSHeapSize")) / 1e6


def tell(what: str, figure: str) -> None:
    """Prints a row."""
    print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
