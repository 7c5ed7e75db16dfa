"""What only shows when all digests are seen together."""

import re
from collections.abc import Iterable, Mapping

from paperatlas.graph.records import MAX_RAW, Problem

_HAS = " has another title in "
_RULE = "; it is one paper, under that of the most trusted source"
_CONFLICT = re.compile(rf"(\S+{_HAS})(.+)(:\d+{_RULE})", re.DOTALL)


def title_conflicts(listings: Iterable[tuple[str, str, str, int]]) -> list[Problem]:
    """Papers that are listed under different titles.

    Args:
        listings: Paper, title, source and line of each listing, in the order in which they were first seen.

    Returns:
        A problem at each listing whose title differs from the paper's first one in more than case, spaces and signs.
    """
    first: dict[str, tuple[str, str, int]] = {}
    problems = []
    for paper, title, source, line in listings:
        seen = first.setdefault(paper, (title, source, line))
        if title != seen[0] and _letters(title) != _letters(seen[0]):
            message = f"{paper}{_HAS}{seen[1]}:{seen[2]}{_RULE}"
            problems.append(Problem(source, line, "title-differs", message, title[:MAX_RAW]))
    return problems


def with_places(message: str, places: Mapping[str, str]) -> str:
    """The message of a conflict, in which the other digest is named by its place; other messages as they are.

    Args:
        message: Of a problem.
        places: Where digests are, by source.
    """
    elsewhere = _CONFLICT.fullmatch(message)
    if elsewhere is None:
        return message
    before, source, after = elsewhere.groups()
    return f"{before}{places.get(source, source)}{after}"


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))
