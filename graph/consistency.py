"""What only shows when all files are seen together."""

import re
from collections.abc import Iterable, Mapping

from paperatlas.graph.records import MAX_RAW, Problem

# Also what `same_papers` says of a listing with ids of two papers.
_ELSEWHERE = re.compile(r"(.*? (?:has another title|is of another paper) in )(.+?)(:\d+[; ].*)", re.DOTALL)


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
            place = f"{seen[1]}:{seen[2]}"
            message = f"{paper} has another title in {place}; it is one paper, under that of the most trusted source"
            problems.append(Problem(source, line, "title-differs", message, title[:MAX_RAW]))
    return problems


def with_places(message: str, places: Mapping[str, str]) -> str:
    """The message of a conflict, in which the other file is named by its place; other messages as they are.

    Args:
        message: Of a problem.
        places: Where files are, by source.

    >>> with_places("doi:10.1/x is of another paper in a b.md:3 (arxiv:1); they are kept apart", {"a b.md": "c/a b.md"})
    'doi:10.1/x is of another paper in c/a b.md:3 (arxiv:1); they are kept apart'
    """
    elsewhere = _ELSEWHERE.fullmatch(message)
    if elsewhere is None:
        return message
    before, source, after = elsewhere.groups()
    return f"{before}{places.get(source, source)}{after}"


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))
