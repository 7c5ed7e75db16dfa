"""Outputs that appear whole or not at all: a file or a directory where the user wants it."""

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from paperatlas.base.errors import OutputError
from paperatlas.base.temporary import clear_left, new_directory, new_file

UNREAD = 141
"""Exit code of a program whose output nobody reads any more: what shells tell of one that SIGPIPE ends."""


@contextlib.contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """A binary file that replaces `path` when the block ends well; `-` is standard output.

    A link stays: the file that it leads to is replaced. Devices and pipes are written to as they are.

    Raises:
        OutputError: The file can't be written; what stood at the path stays.
        BrokenPipeError: It is a pipe, and whoever read it has seen enough.
    """
    if str(path) == "-" or _is_standard_output(path):
        with standard_output() as stream:
            yield stream
        return
    with _explained(path):
        target = _target(path)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        _require_parent(target, path)
        clear_left(target.parent)
        with new_file(target) as file:
            yield file


@contextlib.contextmanager
def whole_directory(path: str | Path) -> Iterator[Path]:
    """A new directory that appears at `path`, or where a link there leads, when the block ends well.

    Raises:
        OutputError: It can't be written, or there is something at the path already.
    """
    with _explained(path):
        target = _target(path)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise OutputError(f"{path}: is there already; name a new or an empty directory")
        _require_parent(target, path)
        clear_left(target.parent)
        with new_directory(target.parent) as made:
            yield made
            if target.exists():
                shutil.copymode(target, made)
            made.replace(target)


def _require_parent(target: Path, path: str | Path) -> None:
    if not target.parent.exists() and not target.parent.is_symlink():
        raise OutputError(f"{path}: can't be written (there is no directory {target.parent}; make it first)")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: can't be written ({target.parent} is no directory; name another place)")


def _is_standard_output(path: str | Path) -> bool:
    """Whether a path is another name of standard output, /dev/stdout for one, where that is no regular file."""
    try:
        status = Path(path).stat()
        return not stat.S_ISREG(status.st_mode) and os.path.samestat(status, os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False


def _target(path: str | Path) -> Path:
    """Where the links at a path lead in the end."""
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "a path holds no NUL")
    target = Path(os.path.realpath(path))
    if not target.exists() and Path(path).exists():
        return Path(path)  # a pipe without a name, as shells give for >(…)
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


@contextlib.contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output, of whatever is written there.

    Raises:
        OutputError: It takes no more.
        BrokenPipeError: Whoever read it has seen enough.
    """
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is buffered would fail again at the end
        raise OutputError(f"standard output: can't be written ({error.strerror or error})") from error


@contextlib.contextmanager
def quiet_when_unread() -> Iterator[None]:
    """Ends the program without a word where whoever read its output has seen enough.

    Raises:
        SystemExit: A pipe that it writes to is closed.
    """
    try:
        yield
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:  # what is buffered would fail again at the end
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise SystemExit(UNREAD) from None


@contextlib.contextmanager
def _explained(path: str | Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror or error}); nothing was left there") from error
