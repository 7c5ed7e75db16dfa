"""Where files are, as the user can open them: what is told names files so, what is kept by their source."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from paperatlas.candidates import written
from paperatlas.graph.consistency import with_places
from paperatlas.graph.records import Problem
from paperatlas.parsers.encodings import with_place

STREAM = "<stdin>"
"""The place of what is on standard input."""

RECORDS = "<records>"
"""The place of records that were made in Python; their lines are their numbers."""

Places = Mapping[str, str]
"""Paths from the user's directory, by source."""


def place_of(path: Path) -> str:
    """A path as programs take it for a file, whatever its name begins with.

    >>> place_of(Path("-x.md")), place_of(Path("logs/x.md"))
    ('./-x.md', 'logs/x.md')
    """
    shown = written(str(path))
    return f"./{shown}" if shown.startswith("-") else shown


def located(problem: Problem, places: Places) -> Problem:
    """A problem as it is told: its file, and those in its message, by their places."""
    place = places.get(problem.file)
    if place is None:
        return problem
    message = with_places(problem.message, places)
    return replace(problem, file=place, message=with_place(message, None if place == STREAM else place))
