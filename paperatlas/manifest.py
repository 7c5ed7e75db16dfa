"""What a build says of itself: its manifest and its problems, and whether its files are the ones that it names."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from paperatlas.base.errors import AtlasError
from paperatlas.base.paths import is_regular
from paperatlas.graph import problems
from paperatlas.graph.records import Problem
from paperatlas.graph.schema import declared

FORMAT = 6
MANIFEST = "manifest.json"
PROBLEMS = "problems.jsonl"
TABLES = "tables"
STORE = "graph.kgl"


# The types of what is used; a type in brackets says it of each item.
_SHAPE: Mapping[str, Any] = {
    "content_id": str,
    "settings": {"max_team": int},
    "inputs": [{"source": str, "papers": int}],
    "counts": dict.fromkeys(declared(), int),
    "days": [str],
    "papers_without_collaborations": int,
    "unmatched_overrides": [{"rule": str, "name": str, "suggestions": [str]}],
    "files": {},
}
_DEPTH = 8
"""Directories in a build, one in another, that may be; the embedded store has some."""


def read_manifest(build: Path) -> dict[str, Any]:
    """The manifest of a build.

    Raises:
        AtlasError: It is damaged, or of a version that this one does not know.
    """
    path = build / MANIFEST
    with _explained(path):
        manifest = json.loads(_text(path))
    if isinstance(manifest, dict):
        manifest.setdefault("unmatched_overrides", [])  # which versions before did not look for
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or not _fits(manifest, _SHAPE):
        raise AtlasError(f"{path}: was not written by this version of paperatlas; build the atlas again")
    return manifest


def write_manifest(manifest: Mapping[str, Any], build: Path) -> None:
    """Writes the manifest of a build; of the same content, the same bytes."""
    (build / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_problems(build: Path) -> list[Problem]:
    """The problems of a build.

    Raises:
        AtlasError: The file is damaged.
    """
    path = build / PROBLEMS
    with _explained(path):
        lines = _text(path).split("\n")  # not splitlines(): texts may hold other line ends
        read = [problems.read(line) for line in lines if line]
    if not all(map(problems.is_sound, read)):
        raise AtlasError(f"{path}: was not written by this version of paperatlas; build the atlas again")
    return read


def write_problems(told: Iterable[Problem], build: Path) -> None:
    """Writes the problems of a build, a line each."""
    with (build / PROBLEMS).open("w", encoding="utf-8") as file:
        file.writelines(f"{problems.written(problem)}\n" for problem in told)


def fingerprints(build: Path) -> dict[str, str]:
    """The SHA-256 of what a build promises to hold: tables and problems, by path."""
    paths = [build / PROBLEMS, *sorted(filter(is_regular, (build / TABLES).rglob("*.parquet")))]
    return {path.relative_to(build).as_posix(): _sha256(path) for path in paths}


def is_whole(build: Path) -> bool:
    """Whether a build holds what its manifest says."""
    try:
        refuse_links(build)
        manifest = read_manifest(build)
        return bool(manifest["files"] == fingerprints(build))
    except (AtlasError, OSError):
        return False


def refuse_links(build: Path) -> None:
    """Holds on to what is in the directory of a build.

    Raises:
        AtlasError: It holds something else than files and directories, a link to elsewhere or a pipe.
    """
    waiting = [(build, 0)]
    while waiting:
        directory, depth = waiting.pop()
        # What is gone by now was somebody's who made the store anew.
        with _explained(directory), contextlib.suppress(FileNotFoundError), os.scandir(directory) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and depth < _DEPTH:
                    waiting.append((Path(entry), depth + 1))
                elif not entry.is_file(follow_symlinks=False) and os.path.lexists(entry.path):
                    raise AtlasError(f"{entry.path}: is no file that paperatlas made; build the atlas again")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(path: Path) -> str:
    if not is_regular(path):
        raise AtlasError(f"{path}: is missing, or no plain file; build the atlas again")
    return path.read_text(encoding="utf-8")


def _fits(value: Any, shape: Any) -> bool:
    """Whether a value of JSON has the types that a shape names."""
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(item, shape[0]) for item in value)
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and all(_fits(value.get(name), part) for name, part in shape.items())
    return type(value) is shape


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, TypeError, RecursionError, MemoryError) as error:
        raise AtlasError(f"{path}: can't be read ({str(error) or 'too large'}); build the atlas again") from error
