"""Errors that nobody foresaw, as problems of what was being read: the rest still comes through."""

import traceback
from pathlib import Path

from paperatlas.graph.records import MAX_RAW, Problem

UNEXPECTED = "unexpected-error"
_PACKAGE = Path(__file__).parent.parent
_FRAMES = 15


def unexpected(source: str, line: int, what: str, error: Exception) -> Problem:
    """The problem of something whose reading failed for a fault of ours; where it failed is the raw text.

    Args:
        source: The file.
        line: Where in it.
        what: What is not read, for the message.
        error: What was raised.

    Raises:
        MemoryError: The error is that; it says nothing of the file.
    """
    if isinstance(error, MemoryError):
        raise error
    kind = type(error).__name__
    message = f"{what}: paperatlas failed here ({kind}); this is its fault, please report it with this file"
    return Problem(source, line, UNEXPECTED, message, traced(error))


def traced(error: BaseException) -> str:
    """Where an error was raised, and what it says, without what differs from machine to machine."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    trace = [f"{_place(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line}" for frame in frames]
    return "\n".join([*trace, f"{type(error).__name__}: {error}"])[-MAX_RAW:]


def in_detail(problem: Problem) -> str:
    """A problem for those who look for its cause: where paperatlas failed, too."""
    if problem.code != UNEXPECTED:
        return str(problem)
    return "\n    ".join([str(problem), *problem.raw.split("\n")])


def _place(filename: str) -> str:
    """A file's path without the part that differs from machine to machine."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return "/".join(path.parts[-2:])
