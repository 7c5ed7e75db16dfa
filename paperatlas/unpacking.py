"""Compressed files, unpacked to a temporary file so that they are read in pieces like any other."""

import lzma
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO

from paperatlas.base.errors import InputError
from paperatlas.base.input import open_regular
from paperatlas.parsers import PACKED

LEAST_FREE = 500_000_000
"""Bytes of the disk that unpacking leaves free."""
_AT_ONCE = 1 << 22


def is_packed(path: str | Path) -> bool:
    """Whether a file is compressed, by its name."""
    return PurePath(path).suffix.lower() in PACKED


def unpack(path: Path, unpacked: Path) -> None:
    """Writes the content of a compressed file.

    Args:
        path: A file whose suffix says how it is compressed.
        unpacked: Where the content goes.

    Raises:
        InputError: It can't be read, is damaged, or there is no room for what is in it.
    """
    try:
        with _stream(path) as stream, unpacked.open("wb") as out:
            while data := stream.read(_AT_ONCE):
                if shutil.disk_usage(unpacked.parent).free < LEAST_FREE + len(data):
                    raise InputError(f"{path}: there is no room in {unpacked.parent} to unpack it; set TMPDIR")
                out.write(data)
    except EOFError as error:
        raise InputError(f"{path}: this file ends too early; is the download cut?") from error
    except (OSError, lzma.LZMAError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error).partition(". ")[0]
        raise InputError(f"{path}: this file can't be unpacked ({reason})") from error


@contextmanager
def _stream(path: Path) -> Iterator[BinaryIO]:
    compression = PACKED[PurePath(path).suffix.lower()]
    with open_regular(path) as file:
        if compression == "xz":
            with lzma.open(file) as stream:
                yield stream  # type: ignore[misc]
            return
        import pyarrow as pa

        os.lseek(file.fileno(), 0, os.SEEK_SET)
        with pa.CompressedInputStream(pa.PythonFile(file, mode="r"), compression) as stream:
            yield stream
