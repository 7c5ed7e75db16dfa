"""Too little memory, said where it is known: libraries meet it with errors of many kinds, or with none at all."""

import contextlib
import errno
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from paperatlas.base.errors import OutputError, PaperatlasError

# How the system and the libraries say it where they have no error of its own for it.
_SAYINGS = (
    "failed to map segment",
    "cannot allocate memory",
    "can't start new thread",
    "failed to launch worker thread",
    "out of memory",
)


def require_memory(megabytes: int) -> None:
    """Holds the memory that this process may use against what is needed at the very least.

    Libraries end the whole process where they find less.

    Raises:
        OutputError: The system allows less, as by `ulimit -v`.
    """
    allowed = _allowed_megabytes()
    if allowed is not None and allowed < megabytes:
        raise OutputError(
            f"the system allows {allowed:,} MB of memory, at least {megabytes:,} MB are needed; "
            "see `ulimit -v`; nothing was changed"
        )


def _allowed_megabytes() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit // 2**20


def available_megabytes(proc: Path = Path("/proc"), cgroups: Path = Path("/sys/fs/cgroup")) -> int | None:
    """The memory that this process may hope for: what is free, and no more than what it, or its container, is allowed.

    Args:
        proc: Where Linux tells what is free, and in which control group we are.
        cgroups: Where it keeps the limits of control groups, of either version.

    Returns:
        None where the system does not tell.
    """
    free = re.search(r"^MemAvailable:\s+(\d+) kB$", _read(proc / "meminfo"), re.MULTILINE)
    told = [int(free[1]) // 1024 if free is not None else None, _allowed_megabytes()]
    for line in _read(proc / "self" / "cgroup").splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers == "":
            told += [_limit(each / "memory.max") for each in _upwards(cgroups, path)]
        elif "memory" in controllers.split(","):
            told += [_limit(each / "memory.limit_in_bytes") for each in _upwards(cgroups / "memory", path)]
    return min((megabytes for megabytes in told if megabytes is not None), default=None)


def _upwards(root: Path, path: str) -> Iterator[Path]:
    """A control group and those that it is in; a container may be told a path of the host, and have the root only."""
    group = root / path.lstrip("/")
    yield from (each for each in (group, *group.parents) if each.is_relative_to(root))


def _limit(file: Path) -> int | None:
    text = _read(file).strip()
    return int(text) // 2**20 if text.isdecimal() else None  # else `max`


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


@contextlib.contextmanager
def told_when_short() -> Iterator[None]:
    """Turns every error that means too little memory into one for people.

    Raises:
        OutputError: There was too little.
    """
    try:
        yield
    except PaperatlasError:
        raise
    except Exception as error:
        if not means_too_little(error):
            raise
        raise OutputError("there is too little memory; close other programs, or raise `ulimit -v`") from error


def means_too_little(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, says that there is too little memory."""
    while error is not None:
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return True
        if any(map(str(error).lower().count, _SAYINGS)):
            return True
        error = error.__cause__ or error.__context__
    return False
