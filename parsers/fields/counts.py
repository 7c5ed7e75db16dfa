"""Numbers of votes and the like as sources write them."""

import re

_COUNT = re.compile(r"(?:[^\w\s.,+-]|\s)*\+?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,3}))?\s?([kKmM])?(?:[^\w.,-]|\s)*")
_FACTORS = {"k": 1_000, "m": 1_000_000}


def read_count(text: str) -> int | None:
    """The whole number that a text is.

    >>> [read_count(each) for each in ("54", "1,234", "1.2k", "👍 54", "-", "54 of 60", "1.5")]
    [54, 1234, 1200, 54, None, None, None]
    """
    found = _COUNT.fullmatch(text)
    if found is None:
        return None
    whole, part, factor = found.groups()
    if factor is None:
        return None if part else int(whole.replace(",", ""))
    return round(float(f"{whole.replace(',', '')}.{part or 0}") * _FACTORS[factor.lower()])
