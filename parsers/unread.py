"""Ids and dates that a source gives and that can't be read: each is told with its value and place, up to a number."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperatlas.graph.records import PaperRecord, Problem
from paperatlas.parsers.fields.undated import is_undated

MOST = 100
"""So many of a kind are told one by one in a file; the others are counted."""
_SCHEMES = {"doi": "doi", "arxiv": "arxiv", "arxivid": "arxiv", "pmid": "pmid", "pmcid": "pmcid"}
_OWN_IDS = ("id", "paperid")
_DATES = (
    "published", "issued", "publicationdate", "publisheddate", "publishedat", "date", "pubdate", "year",
    "publicationyear", "pubyear",
)  # fmt: skip
_DAY = re.compile(r"\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)")
_LIKE_ID = re.compile(r"(?:arxiv:)?\d+[./]\S+", re.IGNORECASE)
"""Other ids are those of the list itself: "smith2020"."""
_SHOWN = 80


def unread(fields: Mapping[str, Any], paper: PaperRecord) -> Iterator[Problem]:
    """The ids and the date of a paper that its fields give and that it does not have.

    Args:
        fields: By their names in small letters without signs; values as the source has them.
        paper: What was read of them.
    """
    schemes = {each.partition(":")[0] for each in paper.ids}
    for name, scheme in _SCHEMES.items():
        if name in fields and scheme not in schemes and "arxiv" not in schemes and (text := _text(fields[name])):
            yield _problem(paper, "unreadable-id", f"{name}: {_shown(text)} is no id of {scheme}; it is left out", text)
    for name in _OWN_IDS if not paper.ids else ():
        if _LIKE_ID.fullmatch(text := _text(fields.get(name))):
            yield _problem(paper, "unreadable-id", f"{name}: {_shown(text)} is no id that is known", text)
            break
    if paper.published is not None and len(paper.published) == 10:
        return
    dated = ((name, text) for name in _DATES if name in fields and (text := _text(fields[name])))
    name, text = next(dated, ("", ""))
    if text and paper.published is None and not is_undated(text):
        yield _problem(paper, "unreadable-date", f"{name}: {_shown(text)} is no date; it is left out", text)
    elif text and paper.published is not None and _DAY.match(text):
        message = f"{name}: {_shown(text)} is no day of the calendar; it is read as {paper.published}"
        yield _problem(paper, "unreadable-date", message, text)


def told_up_to(problems: Iterable[Problem], most: int = MOST) -> list[Problem]:
    """The problems, of each kind the first ones, and how many more there are."""
    kept: list[Problem] = []
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        of_kind = found.setdefault(problem.code, [])
        of_kind.append(problem)
        if len(of_kind) <= most:
            kept.append(problem)
    for code, of_kind in found.items():
        if len(of_kind) > most:
            first = of_kind[most]
            message = f"{len(of_kind) - most:,} more of these from here on; what can't be read is left out"
            kept.append(Problem(first.file, first.line, code, message, first.raw))
    return kept


def _problem(paper: PaperRecord, code: str, message: str, text: str) -> Problem:
    return Problem(paper.source, paper.line, code, message, text[:200])


def _shown(text: str) -> str:
    return f"“{text[:_SHOWN]}{'…' * (len(text) > _SHOWN)}”"


def _text(value: Any) -> str:
    """What is written there, also in parts; empty where nothing is."""
    if isinstance(value, dict):
        return "-".join(filter(None, map(_text, value.values())))
    if isinstance(value, list | tuple):
        return "-".join(filter(None, map(_text, value)))
    text = "" if value is None or isinstance(value, bool) else str(value).strip()
    return text if any(map(str.isalnum, text)) else ""
