"""The directory of an atlas: whole builds side by side, and a link to the newest.

    atlas/
      builds/<content id>/   tables/*.parquet, manifest.json, problems.jsonl, graph.kgl
      current                a link to the newest whole build; a text file with its name where the system has no links
      .paperatlas            says that all this is ours
      cache/                 what was read from each file, who was told apart, and the maps of the explorer

A build appears under its name when it is whole, and `current` is replaced in one step: a reader that resolves it once
never sees half of anything. Whoever has a build open holds a shared lock on its directory; only what nobody holds is
cleared away.

An atlas may come from somebody else. Nothing in it may lead out of it, and only what has a name of our own kind is
ever removed.
"""

import contextlib
import os
import re
import secrets
import shutil
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from paperatlas.base.errors import AtlasError, OutputError
from paperatlas.base.locks import InUse, locked
from paperatlas.base.paths import is_directory, is_regular
from paperatlas.base.temporary import clear_left
from paperatlas.manifest import MANIFEST

DEFAULT_DIRECTORY = "atlas"
MARKER = ".paperatlas"
LOCK = ".lock"
MAPS = "maps"
_BUILD = re.compile("[0-9a-f]{24}")
_STAGED = re.compile(r"\.staged-[0-9a-z_]{8}")
_READING = re.compile(r"[0-9a-f]{24}\.arrow")
_MAP = re.compile(r"[0-9a-f]{24}-[0-9a-f]{12}\.npz")


class AtlasDirectory:
    """Where an atlas lives."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.builds = self.path / "builds"
        self.cache = self.path / "cache"
        self.known_people = self.cache / "people.arrow"
        self.kept_joins = self.cache / "joins.duckdb"
        self.people_changes = self.cache / "people_changes.json"
        self.current = self.path / "current"

    def current_build(self) -> Path | None:
        """The newest whole build, or None where nothing was built yet.

        Raises:
            AtlasError: `current` leads elsewhere, or the directory can't be looked at.
        """
        try:
            name = self._current_name()
        except (OSError, ValueError) as error:
            raise AtlasError(f"{self.path}: can't be read ({_reason(error)})") from error
        if name is None:
            return None
        build = self.builds / name
        return build if is_directory(build) and (build / MANIFEST).exists() else None

    def _current_name(self) -> str | None:
        self._refuse_links()
        try:
            mode = self.current.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        name = ""
        if stat.S_ISREG(mode):
            with self.current.open("rb") as file:
                name = file.read(100).decode("ascii", "replace").strip()
        elif stat.S_ISLNK(mode):
            folder, _, last = os.fspath(self.current.readlink()).rpartition("/")
            name = last if folder == self.builds.name else ""
        if not _BUILD.fullmatch(name):
            raise AtlasError(f"{self.current}: leads to no build of this atlas; remove it and build the atlas again")
        return name

    def _refuse_links(self) -> None:
        """Holds on to what is in this directory.

        Raises:
            AtlasError: A part of it is a link, or something else that paperatlas did not make.
        """
        for directory in (self.builds, self.cache, self.cache / MAPS):
            if os.path.lexists(directory) and not is_directory(directory):
                raise AtlasError(f"{directory}: is no directory but leads elsewhere; remove it")
        for file in (self.path / MARKER, self.path / LOCK):
            if os.path.lexists(file) and not is_regular(file):
                raise AtlasError(f"{file}: is no plain file; remove it")

    def open_build(self) -> Path:
        """The newest whole build.

        Raises:
            AtlasError: There is none.
        """
        if (strange := _strange_name(self.path)) is not None:
            raise AtlasError(strange)
        build = self.current_build()
        if build is None:
            if not self.path.exists():
                raise AtlasError(
                    f"{self.path}: there is no atlas; make one with `paperatlas build PATHS -o {self.path}`"
                )
            raise AtlasError(f"{self.path}: this is no atlas, or one that was never finished; build it again")
        return build

    def prepare(self) -> None:
        """Makes the directory.

        Raises:
            OutputError: Something else stands there, or it can't be made.
            AtlasError: Parts of it lead elsewhere.
        """
        if (strange := _strange_name(self.path)) is not None:
            raise OutputError(strange)
        with explained(self.path):
            marker = self.path / MARKER
            there = os.path.lexists(self.path)
            if there and not os.path.lexists(marker) and (not self.path.is_dir() or any(self.path.iterdir())):
                raise OutputError(f"{self.path}: holds other things than an atlas; name another directory with -o")
            if not there and not (ancestor := _nearest(self.path)).is_dir():
                raise OutputError(f"{self.path}: {ancestor} is no directory; name another place with -o")
            self.current_build()
            self.builds.mkdir(parents=True, exist_ok=True)
            marker.touch()
            self.cache.mkdir(exist_ok=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other builds out.

        Raises:
            AtlasError: Another build is at work here.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.path / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise AtlasError(f"{self.path}: another build is at work here; wait for it, or name another -o") from error
        try:
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def staged(self) -> Iterator[Path]:
        """A directory to make a build in; what is left of it afterwards goes away."""
        self._clear_left()
        with explained(self.path):
            path = self._new_staged()
            try:
                yield path
            finally:
                _remove_tree(path)

    def _new_staged(self) -> Path:
        path = self.builds / f".staged-{secrets.token_hex(4)}"
        path.mkdir()
        return path

    def _clear_left(self) -> None:
        """Removes what builds that were killed left; the lock says that none is at work."""
        for directory in (self.cache, self.cache / MAPS, *self._all_builds()):
            clear_left(directory)
        for path in self.builds.iterdir():
            if _STAGED.fullmatch(path.name) and is_directory(path):
                _remove_tree(path)

    def publish(self, staged: Path, content_id: str) -> Path:
        """Gives a finished build its name and makes it the current one; see `switch_to`."""
        build = self.builds / content_id
        if os.path.lexists(build):  # damaged, or it would not have been made again
            build.rename(self._new_staged() / build.name)
        staged.rename(build)
        self.switch_to(build)
        return build

    def switch_to(self, build: Path) -> None:
        """Makes a build the current one; the one before is kept, older ones go unless they are open somewhere."""
        before = self.current_build()
        if before != build:
            self._point_to(build)
        others = [path for path in self._all_builds() if path != build]
        if before in (None, build) and others:
            before = max(others, key=lambda path: path.stat().st_mtime)
        for other in others:
            if other != before:
                with contextlib.suppress(InUse, OSError), locked(other):
                    _remove_tree(other)
        self._clear_left()

    def _all_builds(self) -> list[Path]:
        return [path for path in self.builds.iterdir() if _BUILD.fullmatch(path.name) and is_directory(path)]

    def _point_to(self, build: Path) -> None:
        """Replaces `current` in one step."""
        temporary = self.path / ".current"
        temporary.unlink(missing_ok=True)
        try:
            temporary.symlink_to(Path(self.builds.name, build.name), target_is_directory=True)
        except (OSError, NotImplementedError):
            temporary.write_text(build.name, encoding="utf-8")
        temporary.replace(self.current)

    def keep_readings(self, readings: Collection[Path]) -> None:
        """Clears the cache of all readings but these."""
        for path in self.cache.iterdir():
            if path not in readings and _READING.fullmatch(path.name) and is_regular(path):
                with contextlib.suppress(OSError):
                    path.unlink()

    def remove_unless_built(self) -> None:
        """Takes the directory away where no build was ever finished; what others put there stays."""
        if self._all_builds():
            return
        self.keep_readings(())
        for path in (self.known_people, self.people_changes, *self.cache.glob(f"{self.kept_joins.name}*")):
            if is_regular(path):
                path.unlink()
        _remove_tree(self.cache / "joins.duckdb.spill")
        self._clear_left()
        maps = self.cache / MAPS
        for path in maps.iterdir() if is_directory(maps) else ():
            if _MAP.fullmatch(path.name) and is_regular(path):
                path.unlink()
        for directory in (maps, self.cache, self.builds):
            with contextlib.suppress(OSError):  # not empty, or not there
                directory.rmdir()
        if {path.name for path in self.path.iterdir()} <= {MARKER, LOCK}:
            for name in (MARKER, LOCK):
                (self.path / name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self.path.rmdir()


def _remove_tree(directory: Path) -> None:
    """Removes what can be removed; links in it are not followed."""
    with contextlib.suppress(RecursionError):  # deeper than anything of ours
        shutil.rmtree(directory, ignore_errors=True)


def cache_of(build: Path) -> Path | None:
    """The cache of the atlas that a build is in, None where it was taken out of its atlas."""
    directory = AtlasDirectory(build.parent.parent)
    return directory.cache if is_regular(directory.path / MARKER) and build.parent == directory.builds else None


def _strange_name(path: Path) -> str | None:
    """What is wrong with a name that the libraries below can't take."""
    name = os.fspath(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        return f"{name!r}: the name of this directory is no UTF-8; name another"
    return f"{name!r}: a path holds no NUL; name another directory" if "\0" in name else None


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)


def _nearest(path: Path) -> Path:
    """The first thing that is there on the way up from a path."""
    return next((parent for parent in path.parents if os.path.lexists(parent)), path)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns the system's refusals to write into an error that names the place."""
    try:
        yield
    except OSError as error:
        place = error.filename or path
        raise OutputError(f"{place}: can't be written ({_reason(error)}); the atlas is as it was") from error
