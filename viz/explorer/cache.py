"""Maps are kept in the atlas's cache: the next page is quick, and after a new day most nodes stay where they were."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from paperatlas.base.errors import OutputError
from paperatlas.base.output import whole_file
from paperatlas.viz.layout.maps import Map
from paperatlas.viz.layout.pairs import Pairs
from paperatlas.viz.layout.regions import Region
from paperatlas.viz.layout.views import MAPS, DrawnView, draw_view, known_places
from paperatlas.viz.numbered import Numbered

FOLDER = "maps"


def cached_views(graph: Numbered, cache: Path | None, build: str) -> dict[str, DrawnView]:
    """The maps of an atlas: from the cache where they are there, else made, starting from the newest that are there.

    Args:
        graph: The atlas.
        cache: The directory of the atlas's cache; nothing is kept where it is None.
        build: Name of the build.
    """
    if cache is None:
        return {name: draw_view(name, graph) for name in MAPS}
    folder = cache / FOLDER
    path = folder / f"{build}-{_code_version()}.npz"
    if (kept := _read(path)) is not None and all(
        len(kept[name].map.points) == graph.count(kept[name].table) for name in MAPS
    ):
        return kept
    before = _newest(folder)
    views = {name: draw_view(name, graph, _start(before, name, graph)) for name in MAPS}
    _keep(path, views, graph)
    return views


def _start(before: Mapping[str, Any] | None, name: str, graph: Numbered) -> Any:
    if before is None:
        return None
    ids = str(bytes(before[f"{name}.ids"]), "utf-8").split("\n")
    return known_places(ids, before[f"{name}.balanced"], graph, MAPS[name].table)


def _keep(path: Path, views: Mapping[str, DrawnView], graph: Numbered) -> None:
    """Writes the maps in place of older ones; a cache that can't be written is no error, only slower next time."""
    arrays: dict[str, Any] = {}
    for name, view in views.items():
        drawn = view.map
        ids = graph.tables[view.table]["id"].to_pylist()
        arrays |= {
            f"{name}.ids": np.frombuffer("\n".join(ids).encode(), np.uint8),
            f"{name}.balanced": drawn.balanced.astype(np.float32),
            f"{name}.points": drawn.points.astype(np.float32),
            f"{name}.radii": drawn.radii.astype(np.float32),
            f"{name}.community": drawn.community.astype(np.int32),
            f"{name}.ends": drawn.edges.ends.astype(np.int32),
            f"{name}.papers": drawn.edges.papers.astype(np.int32),
            f"{name}.strength": drawn.edges.strength.astype(np.float32),
            f"{name}.regions": np.array(json.dumps([asdict(region) for region in view.regions])),
        }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            np.savez(file, **arrays)
        for other in path.parent.glob("*.npz"):
            if other != path:
                other.unlink(missing_ok=True)
    except (OSError, OutputError):
        return


def _read(path: Path) -> dict[str, DrawnView] | None:
    arrays = _arrays(path)
    if arrays is None:
        return None
    try:
        return {name: _view(name, arrays) for name in MAPS}
    except (KeyError, ValueError, TypeError):
        return None


def _view(name: str, arrays: Mapping[str, Any]) -> DrawnView:
    ends = arrays[f"{name}.ends"].astype(np.intp)
    edges = Pairs(ends, arrays[f"{name}.papers"].astype(np.int64), arrays[f"{name}.strength"].astype(float))
    drawn = Map(
        arrays[f"{name}.points"].astype(float),
        arrays[f"{name}.radii"].astype(float),
        arrays[f"{name}.community"].astype(np.intp),
        edges,
        arrays[f"{name}.balanced"].astype(float),
    )
    regions = [
        Region(**region | {"about": tuple(region["about"])}) for region in json.loads(str(arrays[f"{name}.regions"]))
    ]
    return DrawnView(name, MAPS[name].table, drawn, tuple(regions))


def _newest(folder: Path) -> Mapping[str, Any] | None:
    paths = sorted(folder.glob("*.npz"), key=lambda path: path.stat().st_mtime)
    return _arrays(paths[-1]) if paths else None


def _arrays(path: Path) -> Mapping[str, Any] | None:
    """The arrays of a file, None where it is missing or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def _code_version() -> str:
    """A fingerprint of the code that makes maps."""
    code = hashlib.sha256()
    for path in sorted((Path(__file__).parent.parent / "layout").glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]
