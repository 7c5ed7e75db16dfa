"""Files and directories on the way to their place, and what is left of them where their writer was killed.

A writer holds a lock on what it writes. What bears such a name and is not locked has no writer any more.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from paperatlas.base.locks import InUse, hold, locked
from paperatlas.base.paths import is_directory, is_regular

_NAME = re.compile(r"\.paperatlas-[0-9a-f]{16}\.part")


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file that replaces what is at a path when the block ends well; an older file's permissions stay.

    Raises:
        OSError: It can't be written; what stood at the path stays.
    """
    with _temporary(path.parent, lambda made: made.touch(exist_ok=False)) as made:
        try:
            with made.open("r+b") as file:
                yield file
            if is_regular(path):
                shutil.copymode(path, made)
            made.replace(path)
        except BaseException:
            made.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def new_directory(parent: Path) -> Iterator[Path]:
    """A directory to make something in and to rename; where it was not renamed, it goes with the block.

    Raises:
        OSError: It can't be made.
    """
    with _temporary(parent, Path.mkdir) as made:
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def clear_left(directory: Path) -> None:
    """Removes what writers that were killed left in a directory; what a live one writes stays."""
    with contextlib.suppress(OSError), os.scandir(directory) as entries:
        for path in [Path(entry) for entry in entries if _NAME.fullmatch(entry.name)]:
            with contextlib.suppress(InUse, OSError), locked(path) as is_sure:
                if is_sure and is_regular(path):
                    path.unlink()
                elif is_sure and is_directory(path):
                    shutil.rmtree(path)


@contextlib.contextmanager
def _temporary(directory: Path, make: Callable[[Path], None]) -> Iterator[Path]:
    """Makes something with a name of our own and keeps it locked."""
    handle = None
    while True:
        path = directory / f".paperatlas-{secrets.token_hex(8)}.part"
        make(path)
        with contextlib.suppress(InUse, FileNotFoundError):  # taken for a thing that was left, before it was locked
            handle = hold(path, shared=False)
            break
    try:
        yield path
    finally:
        if handle is not None:
            os.close(handle)
