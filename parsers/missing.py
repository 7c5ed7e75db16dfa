"""What a list of papers does not say, told once a file; and the day that a daily list is of."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import PurePath

from paperatlas.graph.records import PaperRecord, ParsedDigest, Problem
from paperatlas.parsers.fields.days import read_day

_MISSING: dict[str, tuple[str, Callable[[PaperRecord], bool]]] = {
    "no-title": ("title", lambda paper: not paper.title),
    "no-authors": ("authors", lambda paper: not paper.authors),
    "no-date": ("date", lambda paper: not paper.published and not paper.day),
    "no-id": ("id", lambda paper: not paper.ids),
}


def with_missing(papers: Sequence[PaperRecord], problems: Sequence[Problem], source: str) -> ParsedDigest:
    """The papers of a file with all its problems: those told, and what its papers lack.

    Args:
        papers: In the order of the file.
        problems: What could not be read.
        source: The file.
    """
    missing = []
    for code, (name, lacks) in _MISSING.items():
        lines = [paper.line for paper in papers if lacks(paper)]
        if lines:
            which = "any paper" if len(lines) == len(papers) else f"{len(lines):,} of {len(papers):,} papers"
            message = f"this list gives no {name} of {which}; the first is at {lines[0]:,}"
            missing.append(Problem(source, lines[0], code, message, ""))
    if not papers and not problems:
        missing.append(Problem(source, 1, "no-papers", "a list without a single paper", ""))
    return ParsedDigest(tuple(papers), tuple(sorted((*problems, *missing))))


def day_of_file(source: str) -> datetime.date | None:
    """The day that the name of a file says."""
    return read_day(PurePath(source).name)
