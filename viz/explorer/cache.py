"""Maps are kept in the atlas's cache: the next page is quick, and after a new day most nodes stay where they were.

The cache may be damaged, or come from somebody else: what does not fit the atlas is made again.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from paperatlas.base.errors import OutputError
from paperatlas.base.output import whole_file
from paperatlas.base.paths import is_directory, is_regular
from paperatlas.viz.layout.colours import PALETTE
from paperatlas.viz.layout.maps import Map
from paperatlas.viz.layout.pairs import Pairs
from paperatlas.viz.layout.regions import Region
from paperatlas.viz.layout.views import MAPS, DrawnView, draw_views, known_places
from paperatlas.viz.numbered import Numbered

FOLDER = "maps"
FARTHEST = 1e6
"""Where no layout puts a node."""
_NAME = re.compile(r"[0-9a-f]{24}-[0-9a-f]{12}\.npz")


def cached_views(graph: Numbered, cache: Path | None, build: str) -> dict[str, DrawnView]:
    """The maps of an atlas: from the cache where they are there, else made, starting from the newest that are there.

    Args:
        graph: The atlas.
        cache: The directory of the atlas's cache; nothing is kept where it is None.
        build: Name of the build.
    """
    if cache is None:
        return draw_views(graph, {})
    folder = cache / FOLDER
    path = folder / f"{build}-{_code_version()}.npz"
    if (kept := _read(path, graph)) is not None:
        return kept
    before = _newest(folder)
    views = draw_views(graph, {name: _start(before, name, graph) for name in MAPS})
    _keep(path, views, graph)
    return views


def _start(before: Mapping[str, Any] | None, name: str, graph: Numbered) -> Any:
    """Where the nodes stood before, None where that is not known."""
    if before is None:
        return None
    try:
        ids = str(bytes(before[f"{name}.ids"]), "utf-8").split("\n")
        balanced = before[f"{name}.balanced"].astype(float).reshape(len(ids), 2)
    except (KeyError, ValueError, TypeError):
        return None
    balanced[~(np.abs(balanced) < FARTHEST).all(axis=1)] = np.nan
    return known_places(ids, balanced, graph, MAPS[name].table)


def _keep(path: Path, views: Mapping[str, DrawnView], graph: Numbered) -> None:
    """Writes the maps in place of older ones; a cache that can't be written is no error, only slower next time."""
    arrays: dict[str, Any] = {}
    for name, view in views.items():
        drawn = view.map
        ids = graph.nodes[view.table]["id"].to_pylist()
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
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_directory(folder.parent) or not is_directory(folder):  # they lead out of the atlas
            return
        with whole_file(path) as file:
            np.savez(file, **arrays)
        for other in _files(folder):
            if other != path:
                other.unlink(missing_ok=True)
    except (OSError, OutputError):
        return


def _read(path: Path, graph: Numbered) -> dict[str, DrawnView] | None:
    arrays = _arrays(path)
    if arrays is None:
        return None
    try:
        return {name: _view(name, arrays, graph.count(MAPS[name].table)) for name in MAPS}
    except (KeyError, ValueError, TypeError, RecursionError):
        return None


def _view(name: str, arrays: Mapping[str, Any], nodes: int) -> DrawnView:
    """A view of a file.

    Raises:
        KeyError: Something is missing.
        ValueError: The numbers don't fit together.
        TypeError: They are no numbers.
    """

    def part(what: str, kind: type, *shape: int) -> Any:
        values = arrays[f"{name}.{what}"]
        if values.dtype.kind != np.dtype(kind).kind:
            raise TypeError("numbers of another kind")
        return values.astype(kind).reshape(shape)

    regions = tuple(_region(row) for row in json.loads(str(arrays[f"{name}.regions"])))
    ends = part("ends", np.intp, -1, 2)
    edges = Pairs(ends, part("papers", np.int64, len(ends)), part("strength", float, len(ends)))
    points, radii, community = (
        part("points", float, nodes, 2),
        part("radii", float, nodes),
        part("community", np.intp, nodes),
    )
    within = (community >= -1) & (community < len(regions))
    if not (within.all() and ((ends >= 0) & (ends < nodes)).all()):
        raise ValueError("numbers of nodes or regions that are not there")
    if not all((np.abs(numbers) < FARTHEST).all() for numbers in (points, radii, edges.strength)):
        raise ValueError("nodes that stand nowhere")
    drawn = Map(points, radii, community, edges, part("balanced", float, nodes, 2))
    return DrawnView(name, MAPS[name].table, drawn, regions)


def _region(row: Any) -> Region:
    region = Region(row["title"], row["subtitle"], tuple(row["about"]), row["colour"])
    texts = (region.title, region.subtitle, *region.about)
    if not all(isinstance(text, str) for text in texts) or region.colour not in range(len(PALETTE)):
        raise ValueError("no region")
    return region


def _files(folder: Path) -> Iterator[Path]:
    """The files of maps in a folder of the cache."""
    if is_directory(folder.parent) and is_directory(folder):
        yield from (path for path in folder.iterdir() if _NAME.fullmatch(path.name) and is_regular(path))


def _newest(folder: Path) -> Mapping[str, Any] | None:
    paths = sorted(_files(folder), key=lambda path: path.stat().st_mtime)
    return _arrays(paths[-1]) if paths else None


def _arrays(path: Path) -> Mapping[str, Any] | None:
    """The arrays of a file, None where it is missing or damaged."""
    if not is_regular(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
                return None  # a small file that fills the memory
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return dict(arrays)
    except Exception:  # NumPy and zipfile raise errors of many kinds over damaged files; maps can always be made
        return None


def _code_version() -> str:
    """A fingerprint of the code that makes maps."""
    code = hashlib.sha256()
    for path in sorted((Path(__file__).parent.parent / "layout").glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]
