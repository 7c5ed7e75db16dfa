"""Problems as text, a line each, which sorts as they do; and what is told once a file of all pieces of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, get_type_hints

from paperatlas.graph.records import Problem

SHAPE: Mapping[str, type] = get_type_hints(Problem)
"""The types of a problem's fields."""


def written(problem: Problem) -> str:
    """A problem as JSON."""
    return json.dumps(asdict(problem), ensure_ascii=False)


def read(text: str) -> Problem:
    """A problem out of JSON.

    Raises:
        TypeError, ValueError: It is none.
    """
    return Problem(**json.loads(text))


def written_of_file(problems: Iterable[Problem]) -> str:
    """Problems of one file as text, to be read under the name that it has then."""
    return "\n".join(map(written, problems))


def read_of_file(text: str, source: str) -> list[Problem]:
    """The problems of a file.

    Raises:
        TypeError, ValueError: The text holds something else.
    """
    return [replace(read(line), file=source) for line in text.split("\n") if line]


def is_sound(problem: Problem) -> bool:
    """Whether the fields of a problem that was read hold what they should."""
    values: Mapping[str, Any] = asdict(problem)
    return all(type(values[name]) is kind for name, kind in SHAPE.items())


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, of those that are counted one a file: with the place of the first, and the sum of the counts."""
    kept: list[Problem] = []
    counted: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        if not problem.count:
            kept.append(problem)
            continue
        key = problem.file, problem.code, problem.message
        known = counted.get(key)
        counted[key] = problem if known is None else replace(min(known, problem), count=known.count + problem.count)
    return [*kept, *counted.values()]
