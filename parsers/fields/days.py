"""Dates as they are printed: to a day, a month or a year."""

import calendar
import datetime
import re

from paperatlas.graph.calendar import is_date

YEARS = range(1000, 2101)
"""What is outside is no year in which a paper was published."""
MAX_LENGTH = 60

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr, ["", *[""] * 8, "sept"])
    for number, name in enumerate(names)
    if name
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?<!\d)(?P<year>\d{4})(?!\d)"
_TIME = r"(?:[T\s].*|Z)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_UNTIL = r"(?:\s*[-–/]\s*.*)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}([-./])(?P<number>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d){_TIME}",
        r"(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)(?:T\d.*)?",
        rf"{_YEAR}\s?年\s?(?P<number>\d{{1,2}})\s?月(?:\s?(?P<day>\d{{1,2}})\s?日.*)?",
        rf"{_YEAR}\s?년\s?(?P<number>\d{{1,2}})\s?월(?:\s?(?P<day>\d{{1,2}})\s?일.*)?",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_TIME}",
        rf"{_YEAR}[\s,-]+{_MONTH}\s+(?P<day>\d{{1,2}})(?!\d)(?:\s*[-–].*)?",
        rf"{_YEAR}[\s,-]+{_MONTH}{_UNTIL}",
        rf"{_MONTH}(?:\s*[-–/]\s*[a-z]{{3,9}}\.?)?,?[\s-]+{_YEAR}",
        rf"{_YEAR}[-./](?P<number>\d{{1,2}})(?:\s*[-–/]\s*\d{{4}}.*)?",
        rf"(?:(?:spring|summer|autumn|fall|winter)\s+)?{_YEAR}",
    )
)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-._/]?)(\d\d)\2(\d\d)(?!\d)", re.ASCII)


def read_published(text: str) -> str | None:
    """A printed date as `2024`, `2024-04` or `2024-04-16`, as exact as it is; None where it is no date.

    >>> [read_published(each) for each in ("2024.04.16", "20240416", "Apr 16, 2024", "2024-04-16T09:15:18.Z")]
    ['2024-04-16', '2024-04-16', '2024-04-16', '2024-04-16']
    >>> [read_published(each) for each in ("Tue, 16 Apr 2024 17:34:15 GMT", "1979 Jul-Sep", "May 2022", "20244")]
    ['2024-04-16', '1979-07', '2022-05', None]
    """
    text = " ".join(text[: 10 * MAX_LENGTH].split()).strip("()[]*_ /")
    if not text or len(text) > MAX_LENGTH:
        return None
    for form in _FORMS:
        if found := form.fullmatch(text):
            date = _date(found.groupdict())
            return date if date is None or len(date) == 10 or not text.isdecimal() or len(text) == 4 else None
    return None


def read_day(text: str) -> datetime.date | None:
    """A printed date that is exact to the day; None where it is not.

    >>> read_day("2024/04/16"), read_day("Apr 2024")
    (datetime.date(2024, 4, 16), None)
    """
    published = read_published(text)
    return datetime.date.fromisoformat(published) if published and len(published) == 10 else None


def day_of_name(name: str) -> datetime.date | None:
    """The day in the name of a file, without its suffix; None where there is none, or more than one.

    >>> day_of_name("20240416-daily_papers"), day_of_name("from-2024-04-16-to-2024-04-17")
    (datetime.date(2024, 4, 16), None)
    """
    whole = read_day(name.replace("_", " "))
    days = {day for year, _, month, of in _IN_NAME.findall(name) if (day := read_day(f"{year}-{month}-{of}"))}
    return whole or (days.pop() if len(days) == 1 else None)


def _date(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    if year not in YEARS:
        return None
    named = parts.get("month")
    month = _MONTHS[named.lower()] if named else int(parts.get("number") or 0)
    if month not in range(1, 13):
        return f"{year:04}"
    date = f"{year:04}-{month:02}"
    exact = f"{date}-{int(parts.get('day') or 0):02}"
    return exact if is_date(exact) else date
