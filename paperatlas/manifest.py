"""What a build says of itself: its manifest and its problems, and whether its files are the ones that it names."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from paperatlas.base.errors import AtlasError
from paperatlas.graph.records import Problem

FORMAT = 3
MANIFEST = "manifest.json"
PROBLEMS = "problems.jsonl"
TABLES = "tables"
STORE = "graph.kgl"


def read_manifest(build: Path) -> dict[str, Any]:
    """The manifest of a build.

    Raises:
        AtlasError: It is damaged, or of a version that this one does not know.
    """
    path = build / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AtlasError(f"{path}: can't be read ({error}); build the atlas again") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
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
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not splitlines(): texts may hold other line ends
        return [Problem(**json.loads(line)) for line in lines if line]
    except (OSError, ValueError, TypeError) as error:
        raise AtlasError(f"{path}: can't be read ({error}); build the atlas again") from error


def write_problems(problems: Iterable[Problem], build: Path) -> None:
    """Writes the problems of a build, a line each."""
    with (build / PROBLEMS).open("w", encoding="utf-8") as file:
        for problem in problems:
            file.write(json.dumps(asdict(problem), ensure_ascii=False) + "\n")


def fingerprints(build: Path) -> dict[str, str]:
    """The SHA-256 of what a build promises to hold: tables and problems, by path."""
    paths = [build / PROBLEMS, *sorted((build / TABLES).glob("*.parquet"))]
    return {path.relative_to(build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def is_whole(build: Path) -> bool:
    """Whether a build holds what its manifest says."""
    try:
        manifest = read_manifest(build)
        return bool(manifest["files"] == fingerprints(build))
    except (AtlasError, OSError, KeyError):
        return False
