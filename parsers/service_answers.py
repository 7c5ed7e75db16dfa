"""What all answers of bibliographic services share: any field may be null or of another type than it should be."""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import best_id
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem, ReferenceId
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.names import is_name
from paperatlas.parsers.json_records import JsonRecord
from paperatlas.parsers.missing import missing_in
from paperatlas.parsers.unread import told_up_to, unread

MAX_COUNT = 2**53
_NO_LETTER = re.compile(r"[\W_]")
_YEARS = range(1400, 2101)
_ISO = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")


def text_of(value: Any) -> str:
    """A string with single blanks; empty where the value is none."""
    return squeezed(value) if isinstance(value, str) else ""


def object_of(value: Any) -> dict[str, Any]:
    """An object; empty where the value is none."""
    return value if isinstance(value, dict) else {}


def objects_of(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; none where the value is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def texts_of(value: Any) -> list[str]:
    """The strings in a list that are not blank, or the one string that the value is."""
    values = value if isinstance(value, list) else [value]
    return [text for each in values if (text := text_of(each))]


def count_of(value: Any) -> int | None:
    """A whole number from 0 on."""
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MAX_COUNT
    return value if is_count else None


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """What is not None or empty, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def distinct_authors(authors: Iterable[AuthorRecord]) -> tuple[AuthorRecord, ...]:
    """The authors whose names have letters; of two with one name and no ids that tell them apart, the first."""
    found: dict[tuple[str, tuple[str, ...]], AuthorRecord] = {}
    for author in authors:
        if is_name(author.name):
            found.setdefault((author.name, author.ids), author)
    return tuple(found.values())


def one_of_each_scheme(ids: Iterable[str | None]) -> tuple[str, ...]:
    """The ids of one paper: the first of each scheme."""
    found: dict[str, str] = {}
    for each in ids:
        if each:
            found.setdefault(each.partition(":")[0], each)
    return tuple(found.values())


def cited_works(works: Iterable[Iterable[str | None]]) -> tuple[tuple[str, ...], tuple[ReferenceId, ...]]:
    """What is cited, each work by its best id, and the other ids of these works.

    Args:
        works: The ids of each.

    >>> cited_works([["doi:10.1000/182", "arxiv:2404.09656"], [None], ["pmid:1"]])[0]
    ('arxiv:2404.09656', 'pmid:1')
    """
    references: list[str] = []
    others: list[ReferenceId] = []
    for each in works:
        ids = [paper for paper in each if paper]
        if (best := best_id(ids)) is not None:
            references.append(best)
            others += [ReferenceId(best, other) for other in ids if other != best]
    return distinct(references), tuple(dict.fromkeys(others))


def date_of(year: Any, month: Any = None, day: Any = None) -> str | None:
    """`2024`, `2024-04` or `2024-04-16`, as exact as its parts are there and sensible.

    >>> date_of(2024, 4, 31), date_of("2024"), date_of(20244, 1, 1)
    ('2024-04', '2024', None)
    """
    numbers = []
    for part in (year, month, day):
        if not (isinstance(part, int) or (isinstance(part, str) and part.isascii() and part.strip().isdecimal())):
            break
        numbers.append(int(part))
    if not numbers or numbers[0] not in _YEARS:
        return None
    if len(numbers) == 1 or not 1 <= numbers[1] <= 12:
        return f"{numbers[0]}"
    try:
        return datetime.date(*numbers).isoformat() if len(numbers) == 3 else f"{numbers[0]}-{numbers[1]:02}"
    except ValueError:
        return f"{numbers[0]}-{numbers[1]:02}"


def iso_date(value: Any) -> str | None:
    """The date that a string in ISO's form begins with.

    >>> iso_date("2006-01-02T14:57:58Z"), iso_date("2006"), iso_date(None)
    ('2006-01-02', '2006', None)
    """
    found = _ISO.match(value) if isinstance(value, str) else None
    return date_of(*found.groups()) if found else None


def addresses_in(*texts: str) -> tuple[str, ...]:
    """The addresses that stand in texts."""
    found = (
        web_address(each.rstrip(".,;:!?)]")) for text in texts if "http" in text for each in _ADDRESS.findall(text)
    )
    return distinct(found)


def _within(paper: PaperRecord, day: datetime.date | None, topics: tuple[str, ...]) -> PaperRecord:
    """The paper with the day and the topics of the list that it is in."""
    return replace(paper, day=day or paper.day, keywords=distinct((*paper.keywords, *topics)))


def papers_of(
    records: Iterable[JsonRecord],
    read: Callable[[dict[str, Any], int], PaperRecord],
    source: str,
    problems: Sequence[Problem],
) -> ParsedFile:
    """The papers of all records and, with the problems that there are, what is missing.

    Args:
        records: Read with `json_records` into `problems`.
        read: Reads a record with its number.
        source: The file.
        problems: Where the records' reader tells what is broken.
    """
    papers: list[PaperRecord] = []
    empty: list[Problem] = []
    left_out: list[Problem] = []
    for number, value, _, day, topics in records:
        paper = read(value, number) if isinstance(value, dict) else None
        if paper is not None and (paper.ids or paper.title):
            papers.append(_within(paper, day, topics) if day or topics else paper)
            if paper.published is None or len(paper.published) < 10 or len(paper.ids) < 2:
                left_out.extend(unread({_NO_LETTER.sub("", key).lower(): each for key, each in value.items()}, paper))
        else:
            message = f"record {number:,} has neither an id that is one nor a title; it is left out"
            empty.append(Problem(source, number, "no-paper", message, repr(value)[:200]))
    return ParsedFile(
        tuple(papers), tuple(sorted((*problems, *empty, *told_up_to(left_out), *missing_in(papers, source))))
    )
