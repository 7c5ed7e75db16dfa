"""Dates of three precisions: a day, a month, a year; the id of a date is as exact as the date: `2024-04`."""

import datetime
import re

import pyarrow as pa

PRECISIONS = {4: "year", 7: "month", 10: "day"}
"""By the length of an id."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def is_date(text: str) -> bool:
    """Whether a text is the id of a date that the calendar has.

    >>> is_date("2024"), is_date("2024-04"), is_date("2024-02-30"), is_date("20244")
    (True, True, False, False)
    """
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def first_day(date: str) -> datetime.date:
    """The first day of a date.

    >>> first_day("2024-04")
    datetime.date(2024, 4, 1)

    Raises:
        ValueError: The calendar has no such date.
    """
    match = _DATE.fullmatch(date)
    if match is None:
        raise ValueError(date)
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return datetime.date(year, month, day)


def calendar(days: pa.ChunkedArray, published: pa.ChunkedArray) -> pa.Table:
    """Every date that occurs: `id`, `date` (of a day only), `first_day`, `year`, `month`, `week` and `precision`."""
    ids = {day.isoformat() for day in days.unique().to_pylist() if day is not None}
    ids |= {date for date in published.unique().to_pylist() if date is not None}
    dates = [(each, first_day(each), PRECISIONS[len(each)]) for each in sorted(ids)]
    weeks = [day.isocalendar() if precision == "day" else None for _, day, precision in dates]
    return pa.table(
        {
            "id": pa.array([each for each, _, _ in dates], pa.string()),
            "date": pa.array([day if precision == "day" else None for _, day, precision in dates], pa.date32()),
            "first_day": pa.array([day for _, day, _ in dates], pa.date32()),
            "year": pa.array([day.year for _, day, _ in dates], pa.int64()),
            "month": pa.array([None if precision == "year" else each[:7] for each, _, precision in dates], pa.string()),
            "week": pa.array([week and f"{week.year:04}-W{week.week:02}" for week in weeks], pa.string()),
            "precision": pa.array([precision for _, _, precision in dates], pa.string()),
        }
    )
