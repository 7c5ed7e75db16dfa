"""Parses the files that a user gave: what is wrong with one is a problem of it, what leaves nothing is an error."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from paperatlas.base.errors import InputError
from paperatlas.digests import DigestFile
from paperatlas.graph.records import ParsedDigest, Problem
from paperatlas.parsers import NoDigest, parse_digest

NO_DIGEST = "no-digest"
SHOWN_PROBLEMS = 5

# Files that stand beside digests in many directories, and that nobody takes for one.
_COMPANIONS = frozenset({"readme", "license", "changelog", "contributing", "code_of_conduct", "security"})


def parse_if_digest(data: bytes, source: str) -> ParsedDigest:
    """Parses a file; one that holds no digest is a problem.

    Raises:
        InputError: The file is no text.
    """
    try:
        return parse_digest(data, source)
    except NoDigest as error:
        companion = PurePath(source).stem.lower() in _COMPANIONS
        problem = Problem(source, 1, NO_DIGEST, str(error).removeprefix(f"{source}: "), "")
        return ParsedDigest((), () if companion else (problem,))


def refuse_without_digest(files: Sequence[DigestFile], papers: Mapping[str, int], problems: Sequence[Problem]) -> None:
    """Holds the files that a user named against what was read of them.

    Args:
        files: What was read.
        papers: Number of listings by source.
        problems: Of all of them.

    Raises:
        InputError: A file that was named holds no digest.
    """
    reasons = {problem.file: problem.message for problem in problems if problem.code == NO_DIGEST}
    explained = {problem.file for problem in problems}
    for file in files:
        silent = not papers[file.source] and file.source not in explained
        if file.named and (silent or file.source in reasons):
            raise InputError(
                f"{file.path}: {reasons.get(file.source, 'this is no digest (no paper with an arXiv link in it)')}"
            )


def refuse_without_papers(papers: Mapping[str, int], problems: Sequence[Problem]) -> None:
    """Holds on to at least one paper.

    Args:
        papers: Number of listings by source.
        problems: What says why there are none.

    Raises:
        InputError: There is no paper at all.
    """
    if not any(papers.values()):
        reasons = "".join(f"\n  {problem}" for problem in problems[:SHOWN_PROBLEMS])
        raise InputError(f"no paper in {len(papers)} Markdown file(s) under the paths given{reasons}")
