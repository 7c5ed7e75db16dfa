"""Dates as sources write them."""

import datetime
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEARS = range(1400, 2101)
_NUMBERS = re.compile(r"(?<!\d)(\d{4})(?:([-./_])(\d{1,2})(?:\2(\d{1,2}))?|(\d{2})(\d{2}))?(?!\d)")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일])?)?")
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# Of a conference the first day counts: *18-24 June 2022*, *June 30 - July 2, 2022*.
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\.?(?:\s?[-–/]\s?(?:{_MONTH})\b\.?)?,?\s+(?:(\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:\s?[-–]\s?(?:(?:{_MONTH})\b\.?\s+)?\d{{1,2}}(?:st|nd|rd|th)?)?,?\s+)?(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?(?=\s))?[\s-]+([A-Za-z]{3,9})\.?"
    r"(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?)?,?[\s-]+(\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[\s-]+([A-Za-z]{3,9})\b\.?(?:[\s-]+(\d{1,2})(?![\d-]))?")

_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_YEAR_OF_VENUE = re.compile(r"(?<![\d/.:-])(?:19|20)\d\d(?![\d/:-]|\.\d)|(?<=[A-Za-z])[\s-]?['’]\s?(\d\d)(?!\w)")


def read_published(text: str) -> str | None:
    """The date that a text gives, as exact as it is: `2024`, `2024-04` or `2024-04-16`.

    >>> [read_published(each) for each in ("2024.04.16", "20240416", "Apr 16, 2024", "2024-04-16T08:00:00Z")]
    ['2024-04-16', '2024-04-16', '2024-04-16', '2024-04-16']
    >>> [read_published(each) for each in ("Mon, 2 Apr 2007 19:18:42 GMT", "1979 Jul-Sep", "April 2024", "20244")]
    ['2007-04-02', '1979-07', '2024-04', None]
    >>> [read_published(each) for each in ("16/04/2024", "04/16/2024", "6.4.2024", "04/06/2024")]
    ['2024-04-16', '2024-04-16', '2024-04-06', '2024']
    >>> [read_published(each) for each in ("18-24 June 2022", "30 June - 2 July 2022", "June 30 - July 2, 2022")]
    ['2022-06-18', '2022-06-30', '2022-06-30']
    >>> read_published("2024-02-30"), read_published("2024年4月16日"), read_published("n.d.")
    ('2024-02', '2024-04-16', None)
    """
    if not text:
        return None
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1)), (_YEAR_FIRST, (0, 1, 2))):
        for found in pattern.finditer(text):
            parts = [found.groups()[at] for at in order]
            month = _MONTHS.get(parts[1].lower())
            if month is not None:
                return _date(int(parts[0]), month, _number(parts[2]))
    east = _EAST_ASIAN.search(text)
    if east:
        return _date(int(east[1]), _number(east[2]), _number(east[3]))
    if last := _YEAR_LAST.search(text):
        first, second, year = int(last[1]), int(last[3]), int(last[4])
        if first > 12 or last[2] == ".":
            return _date(year, second, first)
        return _date(year, first, second) if second > 12 else _date(year, None, None)
    for found in _NUMBERS.finditer(text):
        date = _date(int(found[1]), _number(found[3] or found[5]), _number(found[4] or found[6]))
        if date is not None:
            return date
    return None


def read_day(text: str) -> datetime.date | None:
    """The day that a text gives; None where it gives none, or only a month or a year.

    >>> read_day("2024/04/16"), read_day("2024-04"), read_day("2024-02-30")
    (datetime.date(2024, 4, 16), None, None)
    """
    date = read_published(text)
    return datetime.date.fromisoformat(date) if date is not None and len(date) == 10 else None


def published_in(date: str, year: str) -> str | None:
    """The date of a paper that has one, and a year beside it: where they differ, the year is the paper's.

    >>> published_in("2024-04-16", "2024"), published_in("2024-05-01", "2017"), published_in("APR 16", "2024")
    ('2024-04-16', '2017', '2024-04-16')
    """
    its_year = read_published(year)
    published = read_published(date) or (read_published(f"{date} {year}") if date and its_year else None)
    if its_year is None or (published is not None and published[:4] == its_year[:4]):
        return published
    return its_year


def year_of_venue(venue: str) -> str | None:
    """The year that the name of a conference says; None where it says none, or several.

    >>> year_of_venue("CVPR 2023"), year_of_venue("ICLR'24"), year_of_venue("arXiv"), year_of_venue("Nature")
    ('2023', '2024', None, None)
    """
    found = {match[0] if match[1] is None else f"20{match[1]}" for match in _YEAR_OF_VENUE.finditer(venue)}
    return found.pop() if len(found) == 1 else None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _date(year: int, month: int | None, day: int | None) -> str | None:
    """As exact as the parts are sensible."""
    if year not in _YEARS:
        return None
    if month is None or not 1 <= month <= 12:
        return f"{year}"
    try:
        return datetime.date(year, month, day or 0).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
