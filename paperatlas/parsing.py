"""Parses the files that a user gave: what is wrong with one is a problem of it, what leaves nothing is an error."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from paperatlas.base.counts import counted
from paperatlas.base.errors import InputError
from paperatlas.graph.records import ParsedFile, Problem
from paperatlas.graph.unexpected import unexpected
from paperatlas.inputs import InputFile, SkippedFile
from paperatlas.parsers import UnknownFormat, parse_bytes, suffix_of
from paperatlas.parsers.decoding import NotText
from paperatlas.parsers.plugins import UNUSABLE
from paperatlas.places import Places, located

UNKNOWN_FORMAT = "unknown-format"
NOT_UTF8 = "not-utf8"
NOT_PARSED = "not-parsed"
SHOWN_PROBLEMS = 5

# Files that stand beside lists of papers in many directories, and that nobody takes for one.
_MENTIONING = frozenset(
    "license changelog changes releases release_notes todo roadmap contributing contributors maintainers "
    "code_of_conduct security install".split()
)
_COMPANIONS = _MENTIONING | {"readme"}
_FOLDERS = frozenset({"docs", "doc", "documentation", ".github"})
"""Folders in which a text is mostly about a program."""
_LEAST_LISTED = 3
"""So many papers make a list of a file whose name says that it is none; fewer are only mentioned in it."""
_TEXTS = frozenset({"", ".md", ".markdown", ".txt", ".html", ".htm"})
_ANY_DATA = frozenset({".json", ".jsonl", ".ndjson", ".xml", ".yaml", ".yml", ".txt", ".csv", ".tsv", ".tab"})
"""Suffixes of files that may hold papers, and mostly hold something else."""


def parse_or_problem(
    data: bytes, source: str, first_line: int = 1, own_lines: tuple[int, int] | None = None
) -> ParsedFile:
    """Parses a file; one that can't be parsed is a problem, unless its name says that it is no list of papers."""
    try:
        parsed = parse_bytes(data, source, first_line, own_lines)
        is_whole = first_line == 1 and own_lines is None
        return ParsedFile((), ()) if is_whole and _only_mentions(parsed, source) else parsed
    except NotText as error:
        problem = _problem(source, NOT_UTF8, error)
    except UnknownFormat as error:
        if not error.is_fault and (_has_no_papers(source) or (_is_companion(source) and not error.is_empty)):
            return ParsedFile((), ())
        problem = replace(_problem(source, UNKNOWN_FORMAT, error), line=max(error.line, error.line + first_line - 1))
    except InputError as error:
        problem = _problem(source, NOT_PARSED, error)
    except Exception as error:
        problem = unexpected(source, 1, "this file is left out", error)
    return ParsedFile((), (problem,))


def _only_mentions(parsed: ParsedFile, source: str) -> bool:
    """Whether a text, by its name about something else, has so few papers that they are only mentioned in it."""
    path = PurePath(source)
    is_text = path.suffix.lower() in _TEXTS and path.stem.lower() in _MENTIONING
    return is_text and len(parsed.papers) < _LEAST_LISTED


def skipped_companions(
    files: Iterable[InputFile], papers: Mapping[str, int], problems: Iterable[Problem], places: Places
) -> list[SkippedFile]:
    """The files without papers that by their names were to have none.

    Args:
        files: What was read.
        papers: Number of listings by source.
        problems: Of all of them.
        places: Where they are.
    """
    explained = {problem.file for problem in problems}
    return [
        SkippedFile(places[file.source], "it holds no papers")
        for file in files
        if _is_companion(file.source) and not papers[file.source] and file.source not in explained
    ]


def refuse_without_papers(
    papers: Mapping[str, int], problems: Sequence[Problem], skipped: Collection[SkippedFile], places: Places
) -> None:
    """Holds on to at least one paper.

    Args:
        papers: Number of listings by source.
        problems: What says why there are none.
        skipped: What was not read.
        places: Where the files are.

    Raises:
        InputError: There is no paper at all.
    """
    if any(papers.values()):
        return
    files = len(papers.keys() | {problem.file for problem in problems if problem.code != UNUSABLE})
    reasons = [*(str(located(problem, places)) for problem in problems), *map(str, skipped)]
    listed = "".join(f"\n  {reason}" for reason in reasons[:SHOWN_PROBLEMS])
    more = f"\n  and {len(reasons) - SHOWN_PROBLEMS} more" if len(reasons) > SHOWN_PROBLEMS else ""
    raise InputError(f"no paper in {counted(files, 'file')} under the paths given{listed}{more}")


def _problem(source: str, code: str, error: InputError) -> Problem:
    return Problem(source, 1, code, str(error).removeprefix(f"{source}: "), "")


def _is_companion(source: str) -> bool:
    """Whether a file without papers is nothing to wonder at: a README, a program's documents, or data of any kind."""
    is_document = not _FOLDERS.isdisjoint(map(str.lower, PurePath(source).parts[:-1]))
    return _has_no_papers(source) or is_document or suffix_of(source) in _ANY_DATA


def _has_no_papers(source: str) -> bool:
    """Whether its name says that it is no list of papers."""
    return PurePath(source).stem.lower() in _COMPANIONS
