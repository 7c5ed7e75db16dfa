"""The plain page of a small graph, drawn by pyvis.

Nodes, edges and settings are a pyvis network, and vis-network, which pyvis brings along, draws them. The page around is
our own: the one of pyvis loads parts from the network and takes its heading for markup.
"""

import json
import math
from collections.abc import Iterable, Mapping
from importlib.resources import files

import pyarrow as pa
from pyvis.network import Network

from paperatlas.base.visible import visible
from paperatlas.graph.parts import tables_of
from paperatlas.graph.views import find_view
from paperatlas.viz import Page, RenderOptions
from paperatlas.viz.drawing import Edge, Node, edges_of, nodes_of
from paperatlas.viz.layout.components import Point, lay_out
from paperatlas.viz.page import fill_page
from paperatlas.viz.selection import Selection, select
from paperatlas.viz.text import shortened

MAX_NODES = 1000
"""More can't be told apart, and vis-network grows slow."""
LONGEST_LABEL = 40
SMALLEST, LARGEST = 5.0, 20.0
"""Radius of a node in pixels."""
THINNEST, THICKEST = 1.0, 5.0
"""Width of an edge in pixels."""
PARTS = ("page.html", "page.css", "room.js", "page.js")
SETTINGS = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False},
    "interaction": {"hover": True, "tooltipDelay": 100, "keyboard": True},
}


def render(tables: Mapping[str, pa.Table], title: str, options: RenderOptions) -> Page:
    """Draws the nodes and edges of a view, or all in the tables; where there are too many, the most important."""
    if options.view is not None:
        tables = tables_of(find_view(options.view), tables)
    selection = select(tables, MAX_NODES)
    nodes, edges = nodes_of(selection), edges_of(selection)
    places = lay_out(
        {node.id: _radius(node) for node in nodes},
        [(edge.source, edge.target, edge.strength) for edge in edges],
    )
    folder = files("paperatlas.viz") / "pyvis_page"
    template, style, *scripts = ((folder / name).read_text("utf-8") for name in PARTS)
    html = fill_page(
        template,
        [style],
        [_vis_network(), *scripts],
        title=visible(title),
        legend=_legend(selection),
        notes=selection.notes,
        graph=_network_data(nodes, edges, places),
    )
    return Page(html, selection.notes)


def _radius(node: Node) -> float:
    """Its area grows with the importance."""
    return round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(node.importance), 1)


def _network_data(nodes: Iterable[Node], edges: Iterable[Edge], places: Mapping[str, Point]) -> dict[str, object]:
    network = Network(directed=True)  # else it looks through all edges before it takes another
    for node in nodes:
        x, y = places[node.id]
        network.add_node(
            node.id,
            label=shortened(node.name, LONGEST_LABEL),
            title="\n".join((node.name, *node.facts)),
            group=node.kind.label,
            size=_radius(node),
            x=x,
            y=y,
            **({"address": node.address} if node.address else {}),
        )
    for edge in edges:
        network.add_edge(
            edge.source,
            edge.target,
            title="\n".join((edge.kind.type, *edge.facts)),
            width=round(THINNEST + (THICKEST - THINNEST) * edge.strength, 1),
            arrows="to" if edge.kind.directed else "",
        )
    network.set_options(json.dumps(SETTINGS))
    drawn_nodes, drawn_edges, _, _, _, settings = network.get_network_data()
    return {"nodes": drawn_nodes, "edges": drawn_edges, "settings": json.loads(settings)}


def _legend(selection: Selection) -> list[dict[str, str]]:
    """Mark, count, name and meaning of each kind that is drawn."""
    nodes = [
        {"mark": kind.label, "count": f"{len(rows):,}", "name": kind.table, "meaning": ""}
        for kind, rows in selection.nodes.items()
    ]
    edges = [
        {"mark": "edge", "count": f"{len(rows):,}", "name": kind.type, "meaning": kind.meaning}
        for kind, rows in selection.edges.items()
    ]
    return [entry for entry in nodes + edges if entry["count"] != "0"]


def _vis_network() -> str:
    """The newest vis-network that pyvis brings along."""
    libraries = files("pyvis") / "templates" / "lib"
    newest = max(
        (folder for folder in libraries.iterdir() if folder.name.startswith("vis-")),
        key=lambda folder: [int(part) for part in folder.name.removeprefix("vis-").split(".")],
    )
    return (newest / "vis-network.min.js").read_text("utf-8")
