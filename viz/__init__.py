"""Tables to pictures: one module a way of drawing.

To add one, write a module with `render(tables, title, options)` and name it in `RENDERERS`.
"""

import html
import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from paperatlas.base.errors import UsageError
from paperatlas.base.visible import quoted
from paperatlas.graph.schema import DEFAULT_MAX_TEAM

if TYPE_CHECKING:
    import pyarrow as pa

RENDERERS = {
    "explorer": "paperatlas.viz.explorer",
    "pyvis": "paperatlas.viz.pyvis",
}
RENDERER_OF_VIEWS = "explorer"
RENDERER_OF_QUERIES = "pyvis"
NOTEBOOK_HEIGHT = 640
"""Pixels that a page takes in a notebook."""


@dataclass(frozen=True, slots=True)
class Page:
    """A picture as one HTML file that needs nothing else; a notebook shows it.

    Attributes:
        html: The file's content.
        notes: What whoever asked for the picture should know, that not everything is drawn for one.
    """

    html: bytes = field(repr=False)
    notes: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """A frame of its own, in which the page's policy holds and nothing reaches the notebook."""
        page = html.escape(self.html.decode())
        frame = f'sandbox="allow-scripts allow-downloads" style="width: 100%; height: {NOTEBOOK_HEIGHT}px; border: 0"'
        return f'<iframe srcdoc="{page}" title="paperatlas" {frame}></iframe>'


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a renderer may want to know besides the tables.

    Attributes:
        view: Name of the view to draw; all that the tables hold where it is None.
        max_team: Papers with more authors make no collaborations.
        cache: A directory in which to keep what is slow to make.
        build: Name of the atlas's build, by which it is kept.
    """

    view: str | None = None
    max_team: int = DEFAULT_MAX_TEAM
    cache: Path | None = None
    build: str = ""


class Renderer(Protocol):
    """What a renderer's module offers."""

    def render(self, tables: Mapping[str, "pa.Table"], title: str, options: RenderOptions) -> Page:
        """Draws the nodes and edges in the tables."""


def render(name: str, tables: Mapping[str, "pa.Table"], title: str, options: RenderOptions | None = None) -> Page:
    """Draws the graph, or a part of it.

    Args:
        name: One of `RENDERERS`.
        tables: Node and edge tables by name.
        title: The page's heading, plain text.
        options: What else to know.

    Raises:
        UsageError: There is no such renderer, or it can't draw that.
    """
    options = options or RenderOptions()
    if name not in RENDERERS:
        raise UsageError(f"there is no renderer {quoted(name)}; the renderers are {', '.join(RENDERERS)}")
    return cast(Renderer, importlib.import_module(RENDERERS[name])).render(tables, title, options)
