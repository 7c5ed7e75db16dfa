"""Values out of JSON with clean text in them, whatever their escapes stand for: no control characters, NFC."""

import functools
import json
import re
import sys
from typing import Any

from paperatlas.parsers.decoding import cleaned, is_clean_character

_ESCAPE = re.compile(r"\\[ubfr]")
_ESCAPED = re.compile(r"\\(u.{0,4}|.)", re.DOTALL)


def value_of(text: str) -> Any:
    """The one value that a text is.

    Raises:
        ValueError, RecursionError: It is broken, or nested too deeply.
    """
    value = json.loads(text, strict=False)
    return clean(value) if may_be_unclean(text) else value


def may_be_unclean(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether an escape in JSON, from one place to another, may stand for a character that no clean text has."""
    if _ESCAPE.search(text, start, end) is None:
        return False  # line ends, quotes and formulas only, the quick way
    return not all(map(_is_clean_escape, set(_ESCAPED.findall(text, start, end))))


@functools.cache
def _is_clean_escape(escape: str) -> bool:
    return escape not in ("b", "f", "r") and (not escape.startswith("u") or is_clean_character(escape[1:]))


def clean(value: Any) -> Any:
    """A value with clean texts and keys."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, dict):
        return {clean(key): clean(each) for key, each in value.items()}
    return value
