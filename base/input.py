"""Files that a user names, read whole: regular ones only, and up to a size."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from paperatlas.base.errors import InputError

MAX_MEGABYTES = 20
"""A list of papers has tens of kilobytes; a text made to be hostile takes a hundred times its size in memory."""

_KINDS = (
    (stat.S_ISDIR, "this is a directory"),
    (stat.S_ISFIFO, "this is a pipe"),
    (stat.S_ISSOCK, "this is a socket"),
    (stat.S_ISCHR, "this is a device"),
    (stat.S_ISBLK, "this is a device"),
)
_AT_ONCE = 1 << 20


@contextlib.contextmanager
def open_regular(path: Path, besides: str = "") -> Iterator[BinaryIO]:
    """A regular file, opened to be read.

    Args:
        path: Where it is.
        besides: What else can be read, for a message.

    Raises:
        InputError: It is not there, can't be read, or is no regular file.
    """
    try:
        _refuse_irregular(path, path.stat(), besides)  # before it is opened, which may do something to a device
        # A pipe that takes its place meanwhile does not hold us up.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            _refuse_irregular(path, os.fstat(handle), besides)
            yield file
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{path}: there is no such file or directory") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:  # a NUL character in the path
        raise InputError(f"{str(path)!r}: this is no path ({error})") from error


def read_file(path: Path, megabytes: int = MAX_MEGABYTES) -> bytes:
    """The content of a regular file.

    Args:
        path: Where it is.
        megabytes: As much as it may have.

    Raises:
        InputError: It is not there, can't be read, is no regular file, or too big.
    """
    with open_regular(path) as file:
        return read_stream(file, str(path), megabytes, os.fstat(file.fileno()).st_size)


def read_stream(stream: BinaryIO, name: str, megabytes: int = MAX_MEGABYTES, size: int = 0) -> bytes:
    """What is left in a stream.

    Args:
        stream: It may never end; no more is read than a file may have.
        name: For messages.
        megabytes: As much as it may have.
        size: What is known of it.

    Raises:
        InputError: It is too much.
    """
    parts: list[bytes] = []
    read = 0
    most = megabytes * 1_000_000
    while size <= most and read <= most:
        part = stream.read(_AT_ONCE)
        if not part:
            return b"".join(parts)
        parts.append(part)
        read += len(part)
    holds = f"has {size / 1_000_000:,.0f} MB" if size > most else "does not end there"
    raise InputError(f"{name}: a file of at most {megabytes} MB is read, and this one {holds}; split it")


def _refuse_irregular(path: Path, status: os.stat_result, besides: str) -> None:
    for is_kind, kind in _KINDS:
        if is_kind(status.st_mode):
            raise InputError(f"{path}: {kind}; only regular files are read{besides}")
