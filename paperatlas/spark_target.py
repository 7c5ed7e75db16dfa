"""Where Spark writes an atlas: a directory here, or one of a file system that only Spark reaches."""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperatlas.base.errors import OutputError, UsageError
from paperatlas.directory import MARKER, AtlasDirectory, explained
from paperatlas.manifest import TABLES

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SCHEMES = ("file", "s3a", "hdfs")
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a build is made.

    Attributes:
        address: Of its directory.
        steps: Of what is made on the way, which goes in the end.
        local: The directory, where this machine sees it.
    """

    address: str
    steps: str
    local: Path | None

    @property
    def tables(self) -> str:
        """The address of its tables."""
        return f"{self.address}/{TABLES}"


def local_path(out: str) -> Path | None:
    """The directory that an address names; None where only Spark reaches it.

    >>> local_path("file:///data/atlas"), local_path("atlas"), local_path("s3a://bucket/atlas")
    (PosixPath('/data/atlas'), PosixPath('atlas'), None)

    Raises:
        UsageError: It is of a kind that is not written to.
    """
    address = _ADDRESS.fullmatch(out)
    if address is None or os.path.lexists(out):
        return Path(out)
    scheme, rest = address[1].lower(), address[2]
    if scheme not in SCHEMES:
        raise UsageError(f"{out!r}: an atlas is not written to {scheme}:; name a directory of {', '.join(SCHEMES)}:")
    if scheme == "file":
        return Path("/" + rest.lstrip("/")) if rest.startswith("/") else Path(rest)
    if not re.match("//[^/]", rest):
        raise UsageError(f"{out!r}: names no place; write {scheme}://NAME/DIRECTORY")
    return None


@contextlib.contextmanager
def local_target(path: Path, content_id: str) -> Iterator[Target]:
    """A new atlas on this machine; it is there when the block ends, and not at all where it fails.

    Raises:
        OutputError: Something is there already, or it can't be written.
    """
    if os.path.lexists(path):
        raise OutputError(f"{path}: is there already; Spark writes a new atlas, so name another directory with -o")
    directory = AtlasDirectory(path)
    directory.prepare()
    with explained(path), directory.locked():
        try:
            with directory.staged() as staged:
                build, steps = staged / "build", staged / "steps"
                build.mkdir()
                yield Target(build.absolute().as_uri(), steps.absolute().as_uri(), build)
                directory.publish(build, content_id)
        except BaseException:
            directory.remove_unless_built()
            raise


@contextlib.contextmanager
def remote_target(session: "SparkSession", out: str, content_id: str) -> Iterator[Target]:
    """A new atlas on a file system of Spark's; `current` is written last, and without it there is none.

    Raises:
        OutputError: Something is there already.
    """
    files = Files(session)
    out = out.rstrip("/")
    if files.exists(out):
        raise OutputError(f"{out}: is there already; Spark writes a new atlas, so name another directory with -o")
    steps = f"{out}/.steps"
    try:
        files.write(f"{out}/{MARKER}", [])
        yield Target(f"{out}/builds/{content_id}", steps, None)
        files.write(f"{out}/current", [content_id])
    except BaseException:
        files.delete(out)
        raise
    files.delete(steps)


class Files:
    """Small files by Spark's own file systems."""

    def __init__(self, session: "SparkSession") -> None:
        self._java: Any = session.sparkContext._jvm
        self._settings: Any = session.sparkContext._jsc.hadoopConfiguration()

    def exists(self, address: str) -> bool:
        """Whether there is something."""
        path = self._java.org.apache.hadoop.fs.Path(address)
        return bool(path.getFileSystem(self._settings).exists(path))

    def delete(self, address: str) -> None:
        """Takes away what is there, with all in it."""
        path = self._java.org.apache.hadoop.fs.Path(address)
        path.getFileSystem(self._settings).delete(path, True)

    def read(self, address: str) -> str:
        """The text of a file."""
        path = self._java.org.apache.hadoop.fs.Path(address)
        stream = path.getFileSystem(self._settings).open(path)
        try:
            return bytes(stream.readAllBytes()).decode("utf-8")
        finally:
            stream.close()

    def write(self, address: str, lines: Iterable[str]) -> None:
        """Writes a file of lines."""
        path = self._java.org.apache.hadoop.fs.Path(address)
        stream = path.getFileSystem(self._settings).create(path, True)
        try:
            for line in lines:
                stream.write(bytearray(f"{line}\n".encode()))
        finally:
            stream.close()
