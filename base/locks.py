"""Locks on files and directories, which the system lets go of when their holder dies, however it dies.

They are advice on the thing itself, not on its name: who holds one may rename it. Reading is right enough to take one.
Windows has none of this kind; there, nothing is locked.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


class InUse(Exception):
    """Somebody else holds a lock that leaves no room for this one."""


if sys.platform == "win32":

    def hold(path: Path, *, shared: bool) -> int | None:
        """Locks nothing."""
        return None

else:
    import fcntl

    def hold(path: Path, *, shared: bool) -> int | None:
        """Locks the file or directory at a path until the descriptor is closed, or this process ends.

        Args:
            path: What to lock; a link is not followed.
            shared: Whether others may hold shared locks beside it.

        Returns:
            The descriptor; None where the file system knows no locks.

        Raises:
            InUse: It is locked by somebody else.
            OSError: There is no such file or directory, or not any longer.
        """
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(handle), path.lstat()):
                raise FileNotFoundError(f"{path}: was replaced")
        except BlockingIOError as error:
            os.close(handle)
            raise InUse(str(path)) from error
        except FileNotFoundError:
            os.close(handle)
            raise
        except OSError:
            os.close(handle)
            return None
        return handle


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Keeps everybody else from locking what is at a path; gives False where the file system knows no locks.

    Raises:
        InUse: It is locked by somebody else.
        OSError: There is nothing, or not any longer.
    """
    handle = hold(path, shared=False)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)
