"""Only regular files are read, up to a size, and nothing that is not one holds us up."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paperatlas.base.errors import InputError
from paperatlas.base.input import MAX_MEGABYTES, read_file, read_stream


@contextmanager
def in_the_way(path: Path, kind: str) -> Iterator[None]:
    """Something at a path that is no regular file."""
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
            yield
            return
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "directory":
        path.mkdir()
    yield


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "directory"])
def test_what_is_no_regular_file_is_said(kind: str, tmp_path: Path) -> None:
    with in_the_way(tmp_path / "x", kind), pytest.raises(InputError, match=rf"/x: this is a {kind}; only regular"):
        read_file(tmp_path / "x")


@pytest.mark.parametrize("path", ["nowhere", "file/below", "a" * 300, "with\0nul"])
def test_what_can_not_be_there_is_said(path: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match=r"no such file|File name too long|this is no path"):
        read_file(tmp_path / path)


def test_a_file_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.md"
    path.touch()
    os.truncate(path, MAX_MEGABYTES * 1_000_000)
    assert len(read_file(path)) == MAX_MEGABYTES * 1_000_000
    os.truncate(path, 7_000_000_000)
    with pytest.raises(InputError, match=r"big\.md: .*at most 20 MB is read, and this one has 7,000 MB"):
        read_file(path)


def test_a_stream_that_never_ends_is_given_up() -> None:
    with Path("/dev/zero").open("rb") as endless, pytest.raises(InputError, match="does not end there"):
        read_stream(endless, "standard input")


def test_a_pipe_gives_all_that_comes() -> None:
    reading, writing = os.pipe()

    def write() -> None:
        with os.fdopen(writing, "wb") as out:
            out.write(b"x" * 3_000_000)

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(reading, "rb") as stream:
        assert len(read_stream(stream, "pipe")) == 3_000_000
    thread.join()
