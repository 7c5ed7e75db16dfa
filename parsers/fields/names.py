"""Names of people as they are printed."""

import html
import re

from paperatlas.graph.whitespace import squeezed

_CUT = re.compile(r"[,;]?\s*\b(?:et al\.?|and others)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;、，]\s*(?:and\s+)?|\s+and\s+")


def clean_name(name: str) -> str:
    """One name as it should be shown."""
    return squeezed(html.unescape(name) if "&" in name else name)


def given_first(last: str, first: str = "", suffix: str = "") -> str:
    """A name from its parts, given name first."""
    return " ".join(part for part in (first, last, suffix) if part)


def read_authors(text: str) -> tuple[tuple[str, ...], bool]:
    """The names of a printed list, and whether it is complete."""
    kept = _CUT.sub("", text)
    return tuple(dict.fromkeys(filter(None, map(clean_name, _BETWEEN.split(kept))))), kept == text
