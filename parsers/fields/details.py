"""What else a reference says, put under CSL's names: volume, issue, pages, publisher, editors."""

import re
from collections.abc import Iterable, Iterator

from paperatlas.graph.details import AND_MORE, DETAILS, RANGE
from paperatlas.graph.identifiers import address_of
from paperatlas.graph.name_parts import marked
from paperatlas.graph.records import AuthorRecord, Detail
from paperatlas.graph.whitespace import squeezed
from paperatlas.graph.work_types import has_issues, is_of_publisher, place_of

_PLACES = {name: at for at, name in enumerate(DETAILS)}
_RANGES = re.compile(r"\s*(?:--+|[\u2012-\u2015\u2212])\s*|\s+-\s+")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ISBN = re.compile(r"(?:[\d-]++(?:[Xx]|(?<=\d))(?:\s*\([^()]{0,40}\))?[\s;,]*+)+")


def details_of(
    found: Iterable[tuple[str, str]], work_type: str | None = None, venue: str | None = None
) -> tuple[Detail, ...]:
    """The details out of what stands in the fields of a reference: the first of each name, in their order.

    Args:
        found: Names, as in CSL, and plain values.
        work_type: What the reference is: what is an issue of a journal is the number of a report.
        venue: Where it was published.

    >>> details_of([("number", "7"), ("volume", " 12 "), ("page", "3--14"), ("issue", "")], "article-journal")
    (Detail(name='volume', value='12'), Detail(name='number', value='7'), Detail(name='page', value='3-14'))
    """
    values: dict[str, str] = {}
    for name, value in found:
        if name == "issue" and not has_issues(work_type):
            name = "number"
        if name == "page":
            value = _pages(value)
        if name == "status" and work_type == "article" and value == "prepublished":
            continue  # what a preprint is
        value = squeezed(value)
        if value and not (value == venue and _is_venue(name, work_type)):
            values.setdefault(name, value)
    return tuple(Detail(name, values[name]) for name in sorted(values, key=_place))


def _place(name: str) -> int:
    return _PLACES.get(name, len(_PLACES))


def _is_venue(name: str, work_type: str | None) -> bool:
    """Whether a detail is the venue of a work of a type."""
    is_publisher = name == "publisher" and is_of_publisher(work_type)
    return is_publisher or (name == "collection-title" and place_of(work_type) == "series")


def own_address(url: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The address that a reference gives, where one of its ids leads there, too."""
    if url and url in map(address_of, ids):
        yield "URL", url


def _pages(printed: str) -> str:
    """Pages with a hyphen between the first and the last, or a dash where hyphens are in their numbers.

    >>> _pages("3--14"), _pages("S1-2 -- S1-9"), _pages("3-14")
    ('3-14', 'S1-2\u2013S1-9', '3-14')
    """
    ranges = _RANGES.sub(RANGE, printed)
    return ranges if "-" in ranges else ranges.replace(RANGE, "-")


def people(people: Iterable[AuthorRecord], complete: bool = True) -> str:
    """Names as one value.

    >>> people((AuthorRecord("Ann Lee"), AuthorRecord("Bo Roe Poe", family="Roe Poe")), False)
    'Ann Lee; Bo {Roe Poe}; et al.'
    """
    listed = [marked(each.name, each.family) for each in people if each.name]
    return "; ".join([*listed, *([AND_MORE] if listed and not complete else [])])


def serial_number(printed: str) -> str:
    """What a number that may be of a book, a journal or a report is.

    >>> serial_number("0028-0836"), serial_number("978-3-16-148410-0"), serial_number("TR-12")
    ('ISSN', 'ISBN', 'number')
    """
    first = re.split(r"[\s;,(]", printed.strip(), maxsplit=1)[0]
    if _ISSN.fullmatch(first):
        return "ISSN"
    is_book = _ISBN.fullmatch(printed.strip()) and sum(map(str.isdigit, printed)) > 8
    return "ISBN" if is_book else "number"
