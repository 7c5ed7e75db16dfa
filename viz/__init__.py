"""Tables to pictures: one module a way of drawing.

To add one, write a module with `render(tables, title, max_nodes)` and name it in `RENDERERS`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from paperatlas.graph.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

RENDERERS = {
    "pyvis": "paperatlas.viz.pyvis",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A picture as one HTML file that needs nothing else.

    Attributes:
        html: The file's content.
        notes: What whoever asked for the picture should know, that not everything is drawn for one.
    """

    html: bytes
    notes: tuple[str, ...] = ()


class Renderer(Protocol):
    """What a renderer's module offers."""

    def render(self, tables: Mapping[str, "pa.Table"], title: str, max_nodes: int | None = None) -> Page:
        """Draws the nodes and edges in the tables; `max_nodes` None means what the renderer can draw well."""


def render(name: str, tables: Mapping[str, "pa.Table"], title: str, max_nodes: int | None = None) -> Page:
    """Draws a part of the graph.

    Args:
        name: One of `RENDERERS`.
        tables: Node and edge tables by name, as of `paperatlas.graph.views.tables_of` or `induced`; others are ignored.
        title: The page's heading, plain text.
        max_nodes: Where there are more nodes, the most important are drawn and a note says so.

    Raises:
        UsageError: There is no such renderer, or no node is allowed.
    """
    if name not in RENDERERS:
        raise UsageError(f"there is no renderer {name!r}; the renderers are {', '.join(RENDERERS)}")
    if max_nodes is not None and max_nodes < 1:
        raise UsageError(f"a picture of at most {max_nodes} nodes is empty; allow at least 1")
    return cast(Renderer, importlib.import_module(RENDERERS[name])).render(tables, title, max_nodes)
