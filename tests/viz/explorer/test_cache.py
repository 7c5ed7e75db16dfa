from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from paperatlas.viz import RenderOptions, render
from paperatlas.viz.explorer.cache import cached_views
from paperatlas.viz.layout.views import MAPS, DrawnView
from paperatlas.viz.numbered import Numbered, numbered


@pytest.fixture(scope="module")
def graph(example_tables: dict[str, pa.Table]) -> Numbered:
    return numbered(example_tables)


def kept(cache: Path) -> list[Path]:
    return sorted((cache / "maps").iterdir())


def are_close(one: DrawnView, other: DrawnView) -> bool:
    return (
        one.regions == other.regions
        and bool((one.map.edges.ends == other.map.edges.ends).all())
        and np.allclose(one.map.points, other.map.points, atol=0.01)
    )


def test_maps_are_made_once(graph: Numbered, tmp_path: Path) -> None:
    made = cached_views(graph, tmp_path, "one")
    (file,) = kept(tmp_path)
    before = file.stat().st_mtime_ns
    again = cached_views(graph, tmp_path, "one")
    assert all(are_close(made[name], again[name]) for name in MAPS)
    assert file.stat().st_mtime_ns == before


def test_the_next_build_starts_from_the_places_before(graph: Numbered, tmp_path: Path) -> None:
    made = cached_views(graph, tmp_path, "one")
    following = cached_views(graph, tmp_path, "two")
    (file,) = kept(tmp_path)
    assert file.name.startswith("two-")
    for name in MAPS:
        moved = np.hypot(*(following[name].map.points - made[name].map.points).T)
        assert np.median(moved) < 0.05 * np.ptp(made[name].map.points, axis=0).max()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 but no more", b"\x93NUMPY"])
def test_a_damaged_cache_is_made_again(graph: Numbered, tmp_path: Path, content: bytes) -> None:
    made = cached_views(graph, tmp_path, "one")
    (file,) = kept(tmp_path)
    file.write_bytes(content)
    again = cached_views(graph, tmp_path, "one")
    assert all(are_close(made[name], again[name]) for name in MAPS)
    assert file.stat().st_size > len(content)


def test_a_cache_that_can_not_be_written_is_no_error(graph: Numbered, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert cached_views(graph, tmp_path / "cache", "one").keys() == MAPS.keys()


def test_equal_tables_make_equal_pages(example_tables: dict[str, pa.Table]) -> None:
    one, other = (render("explorer", example_tables, "Equal", RenderOptions(view="all")) for _ in range(2))
    assert one == other
