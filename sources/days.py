"""The days that a user asks for, in the time of services: UTC."""

import datetime

from paperatlas.base.errors import UsageError
from paperatlas.base.visible import quoted

_WORDS = {"today": 0, "yesterday": 1}


def read_day(value: str | datetime.date, today: datetime.date) -> datetime.date:
    """A day as it is written.

    Raises:
        UsageError: There is no such day.

    >>> read_day("2024-04-16", datetime.date.max), read_day("yesterday", datetime.date(2024, 3, 1))
    (datetime.date(2024, 4, 16), datetime.date(2024, 2, 29))
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    word = value.strip().lower()
    if word in _WORDS:
        return today - datetime.timedelta(days=_WORDS[word])
    try:
        return datetime.datetime.strptime(word, "%Y-%m-%d").date()
    except ValueError as error:
        raise UsageError(f"{quoted(value)} is no day; write it as 2024-04-16, or say today or yesterday") from error


def read_range(
    first: str | datetime.date | None, last: str | datetime.date | None, today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day of a range that may be open at both ends.

    Raises:
        UsageError: One is no day, or they are the wrong way round.
    """
    begin = None if first is None else read_day(first, today)
    end = None if last is None else read_day(last, today)
    if begin is not None and end is not None and end < begin:
        raise UsageError(f"{end} is before {begin}; give the earlier day first")
    return begin, end
