import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from paperatlas.viz import RenderOptions, render
from paperatlas.viz.explorer.cache import cached_views
from paperatlas.viz.layout.views import MAPS, DrawnView
from paperatlas.viz.numbered import Numbered, numbered

ONE, TWO = "1" * 24, "2" * 24
"""Names of builds."""


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
    made = cached_views(graph, tmp_path, ONE)
    (file,) = kept(tmp_path)
    before = file.stat().st_mtime_ns
    again = cached_views(graph, tmp_path, ONE)
    assert all(are_close(made[name], again[name]) for name in MAPS)
    assert file.stat().st_mtime_ns == before


def test_the_next_build_starts_from_the_places_before(graph: Numbered, tmp_path: Path) -> None:
    made = cached_views(graph, tmp_path, ONE)
    following = cached_views(graph, tmp_path, TWO)
    (file,) = kept(tmp_path)
    assert file.name.startswith(TWO)
    for name in MAPS:
        moved = np.hypot(*(following[name].map.points - made[name].map.points).T)
        assert np.median(moved) < 0.05 * np.ptp(made[name].map.points, axis=0).max()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 but no more", b"\x93NUMPY"])
def test_a_damaged_cache_is_made_again(graph: Numbered, tmp_path: Path, content: bytes) -> None:
    made = cached_views(graph, tmp_path, ONE)
    (file,) = kept(tmp_path)
    file.write_bytes(content)
    again = cached_views(graph, tmp_path, ONE)
    assert all(are_close(made[name], again[name]) for name in MAPS)
    assert file.stat().st_size > len(content)


def test_a_cache_that_can_not_be_written_is_no_error(graph: Numbered, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert cached_views(graph, tmp_path / "cache", ONE).keys() == MAPS.keys()


def changed(file: Path, name: str, value: Any) -> None:
    """Puts another array into a file of maps."""
    with np.load(file) as arrays:
        held = dict(arrays) | {name: np.asarray(value)}
    with file.open("wb") as out:
        np.savez(out, **held)


REGION = {"title": "a", "subtitle": "", "about": [], "colour": 0}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("topics.points", np.zeros((3, 2), np.float32)),
        ("topics.ends", np.full((4, 2), 10**6, np.int32)),
        ("topics.ends", np.full((4, 2), np.nan, np.float32)),
        ("people.community", "text"),
        ("people.regions", "[" * 100_000),
        ("people.regions", json.dumps([REGION | {"colour": 99}])),
        ("papers.regions", json.dumps([REGION | {"about": [1]}])),
        ("papers.regions", "{}"),
    ],
)
def test_a_cache_that_does_not_fit_is_made_again(graph: Numbered, tmp_path: Path, name: str, value: Any) -> None:
    cached_views(graph, tmp_path, ONE)
    (file,) = kept(tmp_path)
    changed(file, name, value)
    damaged = file.read_bytes()
    made = cached_views(graph, tmp_path, ONE)
    mended = file.read_bytes()
    assert mended != damaged
    again = cached_views(graph, tmp_path, ONE)
    assert file.read_bytes() == mended
    assert all(are_close(made[view], again[view]) for view in MAPS)


@pytest.mark.parametrize(
    ("name", "value"),
    [("people.ids", np.array([255], np.uint8)), ("topics.balanced", np.full((2, 2), np.inf)), ("topics.ids", 1.5)],
)
def test_places_of_a_foreign_cache_that_are_none_are_not_started_from(
    graph: Numbered, tmp_path: Path, name: str, value: Any
) -> None:
    cached_views(graph, tmp_path, ONE)
    (file,) = kept(tmp_path)
    changed(file, name, value)
    assert all(np.isfinite(view.map.points).all() for view in cached_views(graph, tmp_path, TWO).values())


@pytest.mark.parametrize("part", [".", "maps"])
def test_a_cache_that_leads_elsewhere_is_neither_read_nor_written(graph: Numbered, tmp_path: Path, part: str) -> None:
    cached_views(graph, tmp_path / "far", ONE)
    (file,) = kept(tmp_path / "far")
    before = file.stat().st_mtime_ns
    cache = tmp_path / "cache"
    if part == ".":
        cache.symlink_to("far")
    else:
        cache.mkdir()
        (cache / "maps").symlink_to("../far/maps")
    for build in (ONE, TWO):
        assert cached_views(graph, cache, build).keys() == MAPS.keys()
    assert kept(tmp_path / "far") == [file]
    assert file.stat().st_mtime_ns == before


def test_only_maps_are_cleared_away(graph: Numbered, tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    others = ["mine.npz", f"{ONE}.npz", f"{ONE}-{'c' * 12}.npz"]
    for name in others[:2]:
        (tmp_path / "maps" / name).write_bytes(b"mine")
    (tmp_path / "maps" / others[2]).symlink_to("mine.npz")
    cached_views(graph, tmp_path, ONE)
    cached_views(graph, tmp_path, TWO)
    assert {path.name for path in kept(tmp_path)} > set(others)
    assert len(kept(tmp_path)) == len(others) + 1


def test_equal_tables_make_equal_pages(example_tables: dict[str, pa.Table]) -> None:
    one, other = (render("explorer", example_tables, "Equal", RenderOptions(view="all")) for _ in range(2))
    assert one == other
