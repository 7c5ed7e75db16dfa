"""Files that appear whole or not at all."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from paperatlas.base.errors import OutputError


@contextlib.contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """A binary file that replaces `path` when the block ends well; `-` is standard output.

    Devices and pipes are written to as they are.

    Raises:
        OutputError: The file can't be written; what stood at the path stays.
    """
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(path)
    with _explained(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as file:
                yield file
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def whole_directory(path: str | Path) -> Iterator[Path]:
    """A new directory that appears at `path` when the block ends well.

    Raises:
        OutputError: It can't be written, or there is something at the path already.
    """
    path = Path(path)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise OutputError(f"{path}: is there already; name a new or an empty directory")
    with _explained(path):
        made = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            yield made
            made.chmod(0o777 & ~_umask())
            made.replace(path)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror or error}); nothing was left there") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
