"""What the papers of a file lack, told once a file; and the day that a daily list is of."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import PurePath

from paperatlas.graph.records import PaperRecord, ParsedFile, Problem
from paperatlas.parsers.fields.days import read_day

_WITH_IDS = (None, "article", "article-journal", "paper-conference")
"""Types of which most have an id, a DOI or arXiv's number; a book, a thesis or a report lacks nothing without one."""
_MISSING: dict[str, tuple[str, Callable[[PaperRecord], bool]]] = {
    "no-title": ("title", lambda paper: not paper.title),
    "no-authors": ("authors", lambda paper: not paper.authors),
    "no-date": ("date", lambda paper: not paper.published and all(each.name != "status" for each in paper.details)),
    "no-id": ("id", lambda paper: not paper.ids and paper.work_type in _WITH_IDS),
}


def missing_in(papers: Sequence[PaperRecord], source: str, *, dated_by_day: bool = False) -> list[Problem]:
    """Once a file for everything that a paper should have: how many have none, and the place of the first.

    Args:
        papers: In the order of the file.
        source: It.
        dated_by_day: Whether the day of a list counts as a date.
    """
    problems = []
    for code, (name, lacks) in _MISSING.items():
        is_date = dated_by_day and code == "no-date"
        lines = [paper.line for paper in papers if lacks(paper) and not (is_date and paper.day)]
        if lines:
            problems.append(Problem(source, lines[0], code, f"no {name}", "", len(lines)))
    return problems


def with_missing(papers: Sequence[PaperRecord], problems: Sequence[Problem], source: str) -> ParsedFile:
    """The papers of a list that somebody made, with all its problems: those told, and what its papers lack.

    The day of a list counts as a date.

    Args:
        papers: In the order of the file.
        problems: What could not be read.
        source: The file.
    """
    missing = missing_in(papers, source, dated_by_day=True)
    if not papers and not problems:
        missing.append(Problem(source, 1, "no-papers", "a list without a single paper", ""))
    return ParsedFile(tuple(papers), tuple(sorted((*problems, *missing))))


def day_of_file(source: str) -> datetime.date | None:
    """The day that the name of a file says."""
    return read_day(PurePath(source).name)
