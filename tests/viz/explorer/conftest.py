"""The page of the example digests, and a browser on it."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from paperatlas.viz import RenderOptions, render
from tests.viz.conftest import OpenPage
from tests.viz.explorer.explored import Explored

OpenExplorer = Callable[..., Explored]


@pytest.fixture(scope="session")
def example_page(example_tables: dict[str, pa.Table]) -> bytes:
    """The page of the examples."""
    return render("explorer", example_tables, "Examples", RenderOptions(view="all")).html


@pytest.fixture
def explore(open_page: OpenPage, example_page: bytes) -> OpenExplorer:
    """Opens a page, that of the examples where none is given, and waits until it is whole."""

    def opened(html: bytes = example_page, address: str = "", **settings: Any) -> Explored:
        explored = Explored(open_page(html, **settings))
        if address:
            explored.go(address)
        explored.wait_until_whole()
        return explored

    return opened
