"""The page of the example digests, and a browser on it."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from paperatlas.viz import Settings, render
from tests.viz.conftest import OpenPage
from tests.viz.explorer.explored import Explored

KOREAN_NAME = "직접 선호 최적화"
OpenExplorer = Callable[..., Explored]


@pytest.fixture(scope="session")
def named_tables(example_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables of the examples, with a Korean name for a concept."""
    concepts = example_tables["concepts"]
    rows = concepts.to_pylist()
    wanted = next(row for row in rows if row["id"] == "concept:direct preference optimization")
    wanted["aliases"] = [*wanted["aliases"], KOREAN_NAME]
    return example_tables | {"concepts": pa.Table.from_pylist(rows, schema=concepts.schema)}


@pytest.fixture(scope="session")
def example_page(named_tables: dict[str, pa.Table]) -> bytes:
    """The page of the examples."""
    return render("explorer", named_tables, "Examples", Settings(view="all")).html


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
