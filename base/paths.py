"""What stands at a path, looked at without following links."""

import stat
from pathlib import Path


def is_regular(path: Path) -> bool:
    """Whether it is a regular file: no link, pipe or device, and nothing that can't be looked at."""
    return _has_kind(path, stat.S_IFREG)


def is_directory(path: Path) -> bool:
    """Whether it is a directory, not a link to one."""
    return _has_kind(path, stat.S_IFDIR)


def _has_kind(path: Path, kind: int) -> bool:
    try:
        return stat.S_IFMT(path.lstat().st_mode) == kind
    except (OSError, ValueError):
        return False
