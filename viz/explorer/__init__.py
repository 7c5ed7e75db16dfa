"""The explorer: a whole atlas as one page, with maps of its topics, people and papers."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import Any

import pyarrow as pa
from markupsafe import Markup

from paperatlas.base.addresses import web_address
from paperatlas.base.errors import UsageError
from paperatlas.base.visible import visible
from paperatlas.viz import Page, RenderOptions
from paperatlas.viz.explorer.cache import cached_views
from paperatlas.viz.explorer.contents import graph_block, shown_title, texts_block, topics_block
from paperatlas.viz.explorer.joining import joined
from paperatlas.viz.numbered import Numbered, numbered
from paperatlas.viz.page import fill_page

OPENS_ON = {
    "all": "topics",
    "concepts": "topics",
    "collaborations": "people",
    "papers": "papers",
    "citations": "papers",
    "coupling": "papers",
    "co-citation": "papers",
}
"""By view of the graph, the map that a page opens on."""
PARTS = ("page.html", "details.css", "page.css", "plain.css")
"""The template, the style sheets, and last the one for browsers without JavaScript."""
MAIN = "main.js"
PLAIN_PAPERS = 1000
"""How many papers the plain list holds, for browsers that can't show the map."""


def render(tables: Mapping[str, pa.Table], title: str, options: RenderOptions) -> Page:
    """Draws a whole atlas; the page opens on the map of the view.

    Raises:
        UsageError: It is no whole atlas.
    """
    if options.view is None:
        raise UsageError("the explorer shows a whole atlas; a query's result is drawn by pyvis")
    graph = numbered(tables)
    pa.default_memory_pool().release_unused()  # drawing needs as much memory as the tables did
    views = cached_views(graph, options.cache, options.build)
    with ThreadPoolExecutor(1) as pool:  # half of the work is packing, which Python does not wait for
        packing = pool.submit(texts_block, graph)
        topics = topics_block(graph, views, OPENS_ON[options.view], options.max_team)
        blocks = {"topics": Markup(topics), "graph": Markup(graph_block(graph, views))}
        texts, told = packing.result()
    blocks["texts"] = Markup(texts)
    folder = files("paperatlas.viz.explorer") / "page"
    template, *styles = ((folder / name).read_text("utf-8") for name in PARTS)
    html = fill_page(template, styles, [script()], title=visible(title), blocks=blocks, **_plain_list(graph))
    papers = graph.count("papers")
    few = f"The page holds the summaries of the newest {told:,} of {papers:,} papers; more would make it too large."
    return Page(html, (few,) if told < papers else ())


def script() -> str:
    """The page's modules as one script."""
    folder = files("paperatlas.viz.explorer") / "page"
    modules = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".js")}
    return joined(modules, MAIN)


def _plain_list(graph: Numbered) -> dict[str, Any]:
    """The newest papers, and a note on how many there are."""
    papers = graph.nodes["papers"].select(["id", "title", "url"]).to_pylist()
    last = {paper: graph.days[day] for paper, day in graph.featured.tolist()}
    newest = sorted(range(len(papers)), key=lambda paper: (last.get(paper, ""), -paper), reverse=True)[:PLAIN_PAPERS]
    shown = [
        {
            "title": shown_title(papers[row]["title"]) or papers[row]["id"],
            "url": web_address(papers[row]["url"]),
            "day": last.get(row, ""),
        }
        for row in newest
    ]
    few = f"These are the newest {len(shown):,} of its {len(papers):,} papers."
    return {"plain": shown, "plain_note": few if len(shown) < len(papers) else "These are its papers."}
