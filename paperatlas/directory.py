"""The directory of an atlas: whole builds side by side, and a link to the newest.

    atlas/
      builds/<content id>/   tables/*.parquet, manifest.json, problems.jsonl, graph.kgl
      current                a link to the newest whole build; a text file with its name where the system has no links
      .paperatlas            says that all this is ours
      cache/                 what was read from each digest, and the maps of the explorer

A build appears under its name when it is whole, and `current` is replaced in one step: a reader that resolves it once
never sees half of anything.
"""

import contextlib
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from paperatlas.base.errors import AtlasError, OutputError
from paperatlas.manifest import MANIFEST

DEFAULT_DIRECTORY = "atlas"
MARKER = ".paperatlas"
LOCK = ".lock"
_BUILD_NAME = re.compile("[0-9a-f]{24}")


class AtlasDirectory:
    """Where an atlas lives."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.builds = self.path / "builds"
        self.cache = self.path / "cache"
        self.current = self.path / "current"

    def current_build(self) -> Path | None:
        """The newest whole build, or None where nothing was built yet."""
        try:
            if self.current.is_symlink():
                build = self.path / self.current.readlink()
            elif self.current.is_file():
                build = self.builds / self.current.read_text(encoding="utf-8").strip()
            else:
                return None
        except (OSError, UnicodeDecodeError):
            return None
        return build if (build / MANIFEST).is_file() else None

    def open_build(self) -> Path:
        """The newest whole build.

        Raises:
            AtlasError: There is none.
        """
        build = self.current_build()
        if build is None:
            if not self.path.exists():
                raise AtlasError(
                    f"{self.path}: there is no atlas; make one with `paperatlas build DIGESTS -o {self.path}`"
                )
            raise AtlasError(f"{self.path}: this is no atlas, or one that was never finished; build it again")
        return build

    def prepare(self) -> None:
        """Makes the directory.

        Raises:
            OutputError: Something else stands there, or it can't be made.
        """
        with explained(self.path):
            marker = self.path / MARKER
            if self.path.exists() and not marker.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
                raise OutputError(f"{self.path}: holds other things than an atlas; name another directory with -o")
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
        for left in self.builds.glob(".staged-*"):  # of a build that was killed; the lock says that none is at work
            shutil.rmtree(left, ignore_errors=True)
        with explained(self.path):
            path = Path(tempfile.mkdtemp(prefix=".staged-", dir=self.builds))
            path.chmod(0o755)
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)

    def publish(self, staged: Path, content_id: str) -> Path:
        """Gives a finished build its name and makes it the current one; the build before is kept, older ones go."""
        before = self.current_build()
        build = self.builds / content_id
        if build.exists():  # damaged, or it would not have been made again
            build.rename(Path(tempfile.mkdtemp(prefix=".staged-", dir=self.builds)) / build.name)
        staged.rename(build)
        self.point_to(build)
        for other in self.builds.iterdir():
            if _BUILD_NAME.fullmatch(other.name) and other != build and (before is None or other.name != before.name):
                shutil.rmtree(other, ignore_errors=True)
        return build

    def keep_readings(self, readings: Collection[Path]) -> None:
        """Clears the cache of all readings but these."""
        for path in self.cache.glob("*.arrow*"):
            if path not in readings:
                with contextlib.suppress(OSError):
                    path.unlink()

    def remove_unless_built(self) -> None:
        """Takes the directory away where no build was ever finished; what others put there stays."""
        if any(_BUILD_NAME.fullmatch(path.name) for path in self.builds.iterdir()):
            return
        for directory in (self.builds, self.cache):
            shutil.rmtree(directory, ignore_errors=True)
        for name in (MARKER, LOCK):
            (self.path / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # not empty
            self.path.rmdir()

    def point_to(self, build: Path) -> None:
        """Replaces `current` in one step."""
        temporary = self.path / ".current"
        temporary.unlink(missing_ok=True)
        try:
            temporary.symlink_to(Path("builds", build.name), target_is_directory=True)
        except (OSError, NotImplementedError):
            temporary.write_text(build.name, encoding="utf-8")
        temporary.replace(self.current)


def cache_of(build: Path) -> Path | None:
    """The cache of the atlas that a build is in, None where it was taken out of its atlas."""
    directory = AtlasDirectory(build.parent.parent)
    return directory.cache if (directory.path / MARKER).is_file() else None


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns the system's refusals to write into an error that names the place."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{error.filename or path}: can't be written ({reason}); the atlas is as it was") from error
