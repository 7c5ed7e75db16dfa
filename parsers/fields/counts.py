"""Counts as they are printed: votes, stars, citations."""

import re

MAX_COUNT = 10**9
"""So many votes has nothing."""
_THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000, "만": 10_000, "万": 10_000}
_COUNT = re.compile(
    r"[^\w+.-]{0,8}\+?(?P<number>\d{1,3}(?:,\d{3}){1,3}|\d{1,9}(?:\.\d{1,3})?)\s?(?P<unit>[km만万]?)\+?"
    r"(?:\s{0,3}(?:up)?(?:votes?|likes?|stars?|points?|票|표))?[^\w-]{0,8}",
    re.IGNORECASE | re.ASCII,
)


def read_count(text: str) -> int | None:
    """A printed count as a number; None where it is none, or no whole number.

    >>> read_count("1.2k"), read_count("👍 54"), read_count("1,234 votes"), read_count("1.25"), read_count("-3")
    (1200, 54, 1234, None, None)
    """
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        return None
    whole, _, part = found["number"].replace(",", "").partition(".")
    times = _THOUSANDS[found["unit"].lower()]
    if part and times == 1:
        return None
    count = int(whole) * times + int((part or "0").ljust(3, "0")) * times // 1_000
    return count if count <= MAX_COUNT else None
