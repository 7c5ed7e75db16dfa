"""Reads files for their problems only, as a linter does."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from paperatlas.base.errors import InputError
from paperatlas.graph.consistency import title_conflicts
from paperatlas.graph.editions import Entry
from paperatlas.graph.identity import author_id
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.problems import told_once
from paperatlas.graph.records import PaperRecord, Problem, Trust
from paperatlas.graph.same_papers import Listed, same_papers
from paperatlas.inputs import SkippedFile, find_inputs, unreadable
from paperatlas.parsing import parse_or_problem, refuse_without_papers, skipped_companions
from paperatlas.pieces import read_piece
from paperatlas.places import Places


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is in some files.

    Attributes:
        listings: The papers, in the order of days, files and lines.
        problems: What can't be read, in the order of files and lines.
        skipped: Files and directories that were not looked into, with the reason.
        places: Where the files of listings and problems are, which know them by shorter names.
    """

    listings: tuple[PaperRecord, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[SkippedFile, ...]
    places: Places


def check(paths: str | Path | Iterable[str | Path]) -> CheckReport:
    """Reads files without building anything.

    Args:
        paths: Files, directories, or `-` for standard input.

    Raises:
        InputError: A path is missing, or there is no paper and no problem that says why.
        UsageError: No path is given, or one is an address of the web.
    """
    found = find_inputs([paths] if isinstance(paths, str | Path) else paths)
    listings: list[PaperRecord] = []
    problems = list(found.problems)
    counts: dict[str, int] = {}
    for file in found.files:
        try:
            data = read_piece(file.path, file.piece)
            parsed = parse_or_problem(data, file.source, file.piece.first_line, file.piece.own_lines)
        except InputError as error:
            problems.append(unreadable(file.source, file.path, error))
            continue
        counts[file.source] = counts.get(file.source, 0) + len(parsed.papers)
        listings += parsed.papers
        problems += parsed.problems
    read = [file for file in found.files if file.source in counts]
    skipped = sorted([*found.skipped, *skipped_companions(read, counts, problems, found.places)])
    if not problems:
        refuse_without_papers(counts, problems, skipped, found.places)
    listings.sort(key=lambda listing: (listing.day or datetime.date.min, listing.source, listing.line))
    problems = [*told_once(problems), *_seen_together(listings)]
    return CheckReport(tuple(listings), tuple(sorted(problems)), tuple(skipped), found.places)


def _seen_together(listings: Sequence[PaperRecord]) -> Iterator[Problem]:
    """What only shows when all listings are seen together."""
    listed = [*map(_listed, listings)]
    found = same_papers(listed)
    yield from found.problems
    titles = zip(found.papers, listed, strict=True)
    yield from title_conflicts((paper, each.title, each.source, each.line) for paper, each in titles)


def _listed(paper: PaperRecord) -> Listed:
    details = [each._asdict() for each in paper.details]
    entry = Entry(paper.citation_key, paper.work_type, paper.venue, paper.published, details)
    authors = [*map(author_id, paper.names)]
    place = (paper.source, paper.line, entry if paper.trust == Trust.BIBLIOGRAPHY else None)
    return Listed(paper.ids, plain_title(paper.title), paper.url, paper.published, authors, *place)
