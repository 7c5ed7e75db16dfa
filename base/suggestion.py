"""The known name that someone may have meant by another."""

import difflib
from collections.abc import Iterable

from paperatlas.base.visible import quoted


def suggestion(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name.

    >>> suggestion("paper", ["papers", "authors"]), suggestion("x", ["papers"])
    (", did you mean 'papers'?", '.')
    """
    close = difflib.get_close_matches(name, list(known), n=1)
    return f", did you mean {quoted(close[0])}?" if close else "."
