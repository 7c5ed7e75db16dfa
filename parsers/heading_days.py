"""The days that the headings of a list say: all below such a heading was listed on that day."""

import bisect
import datetime
import re
from collections.abc import Callable, Iterator

from paperatlas.graph.months import MONTHS
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.outline import Part

_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})[a-z]{{0,6}}\b", re.IGNORECASE)
_REMARK = re.compile(r"[(\[（][^()\[\]（）]{0,60}[)\]）]\s*$")


def day_of_heading(heading: str) -> datetime.date | None:
    """The day that a heading says; None where it says none, or several, as that of a week does.

    >>> day_of_heading("Papers of May 2, 2024 (12 papers)"), day_of_heading("2024年5月3日")
    (datetime.date(2024, 5, 2), datetime.date(2024, 5, 3))
    >>> day_of_heading("May 1 - May 7, 2024"), day_of_heading("2024-05-01 ~ 2024-05-07"), day_of_heading("May 2024")
    (None, None, None)
    """
    for text in (_REMARK.sub("", heading), heading):
        numbers = re.findall(r"\d+", text)
        if len(numbers) <= (2 if _MONTH.search(text) else 3) and (day := read_day(text)) is not None:
            return day
    return None


def days_of(root: Part) -> Callable[[int], datetime.date | None]:
    """What gives the day that stands above a line of a text, by the text's outline."""
    days = sorted(_days(root))
    lines = [line for line, _, _ in days]

    def day_at(number: int) -> datetime.date | None:
        line, above, below = days[max(bisect.bisect_right(lines, number) - 1, 0)]
        return above if line == number else below

    return day_at


def _days(root: Part) -> Iterator[tuple[int, datetime.date | None, datetime.date | None]]:
    """The line of each heading, the day above it and the day of what stands below."""
    waiting: list[tuple[Part, datetime.date | None]] = [(root, None)]
    while waiting:
        part, above = waiting.pop()
        below = (day_of_heading(part.heading) if part is not root else None) or above
        yield (part.line if part is not root else 0), above, below
        waiting.extend((each, below) for each in part.parts)
