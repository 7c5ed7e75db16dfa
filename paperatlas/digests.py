"""Finds the digests that a user names: files, directories and standard input."""

import atexit
import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from paperatlas.base.errors import InputError, UsageError
from paperatlas.base.temporary import clear_left, new_directory

SUFFIXES = (".md", ".markdown")
STANDARD_INPUT = "stdin.md"


@dataclass(frozen=True, slots=True)
class DigestFile:
    """A file that should hold a digest.

    Attributes:
        source: Its path relative to the root that was given, with `/`; its name where it was given itself.
        path: Where it is.
        named: Whether it was given itself, not found in a directory.
        sha256: Of its content.
        size: In bytes.
    """

    source: str
    path: Path
    named: bool
    sha256: str
    size: int


def find_digests(paths: Iterable[str | Path]) -> list[DigestFile]:
    """The digests under some paths, in the order of their source.

    Args:
        paths: Files, directories (searched for `*.md`), or `-` for standard input.

    Raises:
        InputError: A path is missing or can't be read, or there is no Markdown file at all.
        UsageError: Different files have the same source.
    """
    given = [str(path) for path in paths]
    if not given:
        raise UsageError("name at least one digest or directory of digests")
    found: dict[str, DigestFile] = {}
    for root in given:
        for digest in _under(root):
            other = found.setdefault(digest.source, digest)
            if other.sha256 != digest.sha256:
                raise UsageError(
                    f"{other.path} and {digest.path} are both {digest.source} under the paths given; "
                    "give the directory above them instead"
                )
    if not found:
        raise InputError(f"{', '.join(given)}: no Markdown file ({', '.join(SUFFIXES)}) in there")
    return [found[source] for source in sorted(found)]


def _under(root: str) -> Iterator[DigestFile]:
    path = Path(root)
    if root == "-":
        yield _digest_file(_spooled(sys.stdin.buffer.read()), STANDARD_INPUT, named=True)
    elif path.is_dir():
        for file in _markdown_files(path):
            yield _digest_file(file, file.relative_to(path).as_posix(), named=False)
    else:
        yield _digest_file(path, path.name, named=True)


def _markdown_files(root: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise InputError(f"{error.filename}: {error.strerror}") from error

    for directory, subdirectories, names in os.walk(root, onerror=fail):
        subdirectories[:] = sorted(name for name in subdirectories if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(directory, name)


def _digest_file(path: Path, source: str, named: bool) -> DigestFile:
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{str(path)!r}: the name of this file is no UTF-8; rename it") from error
    data = read_file(path)
    return DigestFile(source, path, named, hashlib.sha256(data).hexdigest(), len(data))


def read_unchanged(path: Path, sha256: str) -> bytes:
    """The content of a file as it was when it was found.

    Raises:
        InputError: It can't be read, or has changed since.
    """
    data = read_file(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InputError(f"{path}: this file changed while it was read; try again")
    return data


def read_file(path: Path) -> bytes:
    """The content of a file.

    Raises:
        InputError: It can't be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file or directory") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _spooled(data: bytes) -> Path:
    """A file with the data, for the processes that read digests; it goes when this process ends.

    Where this process is killed, the next one clears it.
    """
    folder = Path(tempfile.gettempdir())
    clear_left(folder)
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    path = stack.enter_context(new_directory(folder)) / "standard-input.md"
    path.touch(mode=0o600)
    path.write_bytes(data)
    return path
