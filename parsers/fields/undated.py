"""What stands in the place of a date where there is none: that a work is still to appear, or that nobody knows."""

import re

_STATUS = re.compile(
    r"\b(?:in press|in print|forthcoming|to appear|to be published|in preparation|in prep\b|prepublished|"
    r"(?:e-?pub )?ahead of print|advance online(?: publication| access)?|online first|early access|accepted|submitted|"
    r"(?:under|in) (?:peer )?review|in revision|under revision|im druck|im erscheinen|sous presse|à paraître|"
    r"en prensa|in stampa|no prelo)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\W*(?:n\.?\s?d|s\.?\s?[da]|o\.?\s?[jd]|no date|not dated|undated|date unknown|unknown|sine dato|ohne jahr|"
    r"sans date|sin fecha|t\.?\s?b\.?\s?[ad])\W*",
    re.IGNORECASE,
)


def status_in(text: str) -> str:
    """What a date says of a work that is still to appear; empty where it says nothing.

    >>> status_in("{In Press}"), status_in("2020 (to appear)"), status_in("2020")
    ('In Press', 'to appear', '')
    """
    found = None if text.isdigit() else _STATUS.search(text)
    return found[0] if found else ""


def is_undated(text: str) -> bool:
    """Whether a text says why there is no date, so that none is missing in it.

    >>> is_undated("n.d."), is_undated("in press"), is_undated("soon"), is_undated("20244")
    (True, True, False, False)
    """
    return bool(_UNKNOWN.fullmatch(text) or _STATUS.search(text))
