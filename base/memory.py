"""Too little memory, said where it is known: libraries meet it with errors of many kinds, or with none at all."""

import contextlib
import errno
import sys
from collections.abc import Iterator

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
