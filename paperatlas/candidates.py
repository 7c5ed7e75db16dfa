"""The names under which files are known: short paths that tell each file apart from the others."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from paperatlas.base.errors import InputError
from paperatlas.pieces import Piece


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that was given or found.

    Attributes:
        path: Where it is.
        source: Its path relative to the root that was given, with `/`; its name where it was given itself.
        sha256: Of its content; empty where it can't be read.
        error: Why it can't be read.
        pieces: In which it is read.
        unpacked: Where its content is.
        fault: What is wrong with a compressed file of which only a part can be read.
        place: How it is told, where its path says nothing: standard input, and records made in Python.
    """

    path: Path
    source: str
    sha256: str = ""
    error: InputError | None = None
    place: str | None = None
    pieces: tuple[Piece, ...] = ()
    unpacked: Path | None = None
    fault: str = ""


def by_source(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each file once, under a source of its own, in the order of the sources.

    Files with the same source are known by their paths below the directory that they have in common; with the same
    content too, they are one. The order in which they are given makes no difference.
    """
    files = _each_once(candidates)
    sources = {path: candidate.source for path, candidate in files.items()}
    while clashes := [paths for paths in _grouped(sources) if len(paths) > 1]:
        for paths in clashes:
            moving = [path for path in paths if files[path].place is None]
            common = PurePath(os.path.commonpath([PurePath(path).parent for path in moving]))
            if len(moving) < len(paths):
                common = common.parent
            for path in moving:
                sources[path] = written(PurePath(path).relative_to(common).as_posix())
    return [replace(files[path], source=source) for path, source in sorted(sources.items(), key=lambda item: item[1])]


def written(path: str) -> str:
    r"""A path as text that can be written; bytes of a name that are no UTF-8 are written out.

    >>> written("caf\udce9.md")
    'caf\\xe9.md'
    """
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _each_once(candidates: Iterable[Candidate]) -> dict[str, Candidate]:
    """A candidate for each file, by its path; of several that are one file, the one with the longest source."""
    chosen: dict[tuple[str, str] | str, tuple[str, Candidate]] = {}
    real = _RealPaths()
    found = [(path, real[path], candidate) for path, candidate in map(_with_path, candidates)]
    for path, real_path, candidate in sorted(found, key=_rank):
        same: list[tuple[str, str] | str] = [real_path]
        if candidate.sha256:
            same.append((candidate.source, candidate.sha256))
        first = next((chosen[key] for key in same if key in chosen), (path, candidate))
        for key in same:
            chosen[key] = first
    return dict(chosen.values())


class _RealPaths:
    """Paths without links; what leads to files of one directory is followed once.

    >>> _RealPaths()["/ink.md"]
    '/ink.md'
    """

    def __init__(self) -> None:
        self._directories: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if Path(path).is_symlink():
            return os.path.realpath(path)
        directory, name = os.path.split(path)
        if directory not in self._directories:
            self._directories[directory] = os.path.realpath(directory)
        return os.path.normpath(Path(self._directories[directory]) / name)


def _with_path(candidate: Candidate) -> tuple[str, Candidate]:
    return os.path.normpath(Path.cwd() / candidate.path), candidate


def _rank(item: tuple[str, str, Candidate]) -> tuple[int, bool, str]:
    path, real_path, candidate = item
    return -candidate.source.count("/"), path != real_path, path


def _grouped(sources: Mapping[str, str]) -> Iterable[Sequence[str]]:
    groups: dict[str, list[str]] = {}
    for path, source in sources.items():
        groups.setdefault(source, []).append(path)
    return groups.values()
