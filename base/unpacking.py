"""Compressed files, unpacked; of one that is cut off or damaged everything before that."""

import lzma
import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from paperatlas.base.errors import InputError
from paperatlas.base.gunzipping import Gunzipped
from paperatlas.base.input import MAX_MEGABYTES, open_regular

PACKED = {".gz": "gzip", ".bz2": "bz2", ".zst": "zstd", ".xz": "xz"}
"""How a file is compressed, by its last suffix; the one before says what is in it."""
LEAST_FREE = 500_000_000
"""Bytes of the disk that unpacking leaves free."""
MOST_STREAMED = 100_000_000_000
"""Bytes of a stream, which may never end."""
_BEGINNINGS = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\x28\xb5\x2f\xfd": ".zst", b"\xfd7zXZ\x00": ".xz"}
_AT_ONCE = (1 << 22, 1 << 12, 1)
"""Bytes that are read at once; where that fails, all of them are lost, and fewer are tried."""


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


def is_packed(path: str | Path) -> bool:
    """Whether a file is compressed, by its name."""
    return PurePath(path).suffix.lower() in PACKED


def packed_suffix(beginning: bytes) -> str:
    r"""The suffix of a compressed file without a name, by its first bytes; empty where it is none.

    >>> packed_suffix(b"\x1f\x8b\x08\x00"), packed_suffix(b"# Papers")
    ('.gz', '')
    """
    return next((suffix for start, suffix in _BEGINNINGS.items() if beginning.startswith(start)), "")


def unpack(path: Path, unpacked: Path) -> str:
    """Writes the content of a compressed file.

    Args:
        path: A file whose suffix says how it is compressed.
        unpacked: Where the content goes.

    Returns:
        What is wrong where it is cut off or damaged and only what is before that is written; else nothing.

    Raises:
        InputError: It can't be read, holds nothing that can, or there is no room for what is in it.
    """
    faults: list[str] = []
    _write(_contents(path, faults.append), unpacked, str(path))
    return "".join(faults)


def unpacked_content(path: Path, megabytes: int = MAX_MEGABYTES) -> tuple[bytes, str]:
    """The content of a compressed file, and what is wrong with it, as `unpack` says it.

    Raises:
        InputError: It can't be read, or is too much.
    """
    faults: list[str] = []
    content = bytearray()
    for part in _contents(path, faults.append):
        content += part
        if len(content) > megabytes * 1_000_000:
            raise InputError(f"{path}: at most {megabytes} MB are read, and this file holds more; split it")
    return bytes(content), "".join(faults)


def beginning_of(path: Path, size: int) -> bytes:
    """The first bytes of what a compressed file holds; fewer where it can't be read."""
    content = b""
    try:
        for part in _contents(path, lambda fault: None):
            content += part
            if len(content) >= size:
                break
    except InputError:
        return b""
    return content[:size]


def write_stream(stream: BinaryIO, path: Path, name: str) -> None:
    """Writes what is left in a stream to a file of ours.

    Args:
        stream: It may never end.
        path: The file.
        name: Of the stream, for messages.

    Raises:
        InputError: There is no room for it, or it does not end.
    """
    _write(iter(lambda: stream.read(_AT_ONCE[0]), b""), path, name)


def _write(parts: Iterable[bytes], path: Path, name: str) -> None:
    with path.open("wb") as out:
        for part in parts:
            if out.tell() > MOST_STREAMED:
                raise InputError(f"{name}: at most {MOST_STREAMED // 10**9:,} GB are read, and this does not end there")
            if shutil.disk_usage(path.parent).free < LEAST_FREE + len(part):
                raise InputError(f"{name}: there is no room in {path.parent} for what is in it; set TMPDIR")
            out.write(part)


def _contents(path: Path, tell: Callable[[str], object]) -> Iterator[bytes]:
    """The content of a compressed file, as far as it can be read; what is wrong with it is told at the end."""
    compression = PACKED[PurePath(path).suffix.lower()]
    done = 0
    for at_once in _AT_ONCE:
        with open_regular(path) as file:
            try:
                with _stream(file, compression) as stream:
                    _skip(stream, done)
                    while part := stream.read(at_once):
                        done += len(part)
                        yield part
                return
            except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
                fault = _fault(error)
    if not done:
        raise InputError(f"{path}: {fault}; is the download cut?")
    tell(f"{fault}; what is before that is read. Is the download cut?")


def _skip(stream: _Stream, size: int) -> None:
    while size and (part := stream.read(min(size, _AT_ONCE[0]))):
        size -= len(part)


def _fault(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error).partition(". ")[0]
    if isinstance(error, EOFError) or "truncated" in reason.lower():
        return "this file ends too early"
    return f"this file can't be unpacked ({reason})"


@contextmanager
def _stream(file: BinaryIO, compression: str) -> Iterator[_Stream]:
    if compression == "gzip":
        yield Gunzipped(file)
        return
    if compression == "xz":
        with lzma.open(file) as stream:
            yield stream
        return
    import pyarrow as pa

    os.lseek(file.fileno(), 0, os.SEEK_SET)
    with pa.CompressedInputStream(pa.PythonFile(file, mode="r"), compression) as stream:
        yield stream
