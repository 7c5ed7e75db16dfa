"""How often Python looks for circles of objects that nobody holds any more."""

import contextlib
import gc
import threading
from collections.abc import Iterator

_RARELY = 200_000, 50, 1_000
"""Objects more than were freed, and rounds, from which on it looks; at the usual 700 it walks over what stays."""


class _Threads:
    """How many are within it, and what holds when none is."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.usual = gc.get_threshold()


_threads = _Threads()


@contextlib.contextmanager
def collecting_rarely() -> Iterator[None]:
    """Within it Python looks rarely: dictionaries are a million objects, and each look walks over all of them.

    What is in no circle, nearly everything, is freed at once as ever. Several threads may be within it.
    """
    with _threads.lock:
        if not _threads.count:
            _threads.usual = gc.get_threshold()
            gc.set_threshold(*_RARELY)
        _threads.count += 1
    try:
        yield
    finally:
        with _threads.lock:
            _threads.count -= 1
            if not _threads.count:
                gc.set_threshold(*_threads.usual)
