"""Reads digests for their problems only, as a linter does."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from paperatlas.digests import find_digests, read_unchanged
from paperatlas.graph.consistency import title_conflicts
from paperatlas.graph.identity import paper_id
from paperatlas.graph.records import PaperRecord, Problem
from paperatlas.parsing import parse_if_digest, refuse_without_digest, refuse_without_papers


def check(paths: Iterable[str | Path]) -> tuple[list[PaperRecord], list[Problem]]:
    """The listings in some digests, and their problems in the order of files and lines.

    Raises:
        InputError: A path is missing or can't be read, or a file that was named holds no digest, or none has a paper
            and nothing says why.
    """
    files = find_digests(paths)
    listings: list[PaperRecord] = []
    problems: list[Problem] = []
    counts = {}
    for file in files:
        parsed = parse_if_digest(read_unchanged(file.path, file.sha256), file.source)
        counts[file.source] = len(parsed.papers)
        listings += parsed.papers
        problems += parsed.problems
    refuse_without_digest(files, counts, problems)
    if not problems:
        refuse_without_papers(counts, problems)
    listings.sort(key=lambda listing: (listing.day or datetime.date.min, listing.source, listing.line))
    problems += title_conflicts((paper_id(it.arxiv_id), it.title, it.source, it.line) for it in listings)
    return listings, sorted(problems)
