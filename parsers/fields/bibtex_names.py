"""Names in BibTeX's own form: `von Last, Jr, First and First von Last and {An Organisation} and others`."""

import functools
import re

from paperatlas.parsers.fields.names import SUFFIX, clean_name, given_first

# Separators, and what tells whether they stand in braces; a run of white space is passed at once.
_AND = re.compile(r"\\.|[{}]|\s+and(?=\s|$)|\s\s+", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile(r"\\.|[{},]", re.DOTALL)


def bibtex_names(text: str) -> tuple[tuple[str, ...], bool]:
    r"""The names of a field, given name first, and whether they are all.

    >>> bibtex_names(r"de la Fontaine, Jean and Roe, Jr., Sam and {Barnes and Noble, Inc.} and others")
    (('Jean de la Fontaine', 'Sam Roe Jr.', 'Barnes and Noble, Inc.'), False)
    """
    names = [_name(printed) for printed in _split(_AND, text)]
    return tuple(dict.fromkeys(filter(None, names))), None not in names


@functools.lru_cache(1 << 14)
def _name(printed: str) -> str | None:
    """One name, given name first; None where it says that there are others."""
    parts = list(filter(None, map(str.strip, _split(_COMMA, printed))))
    if ", ".join(parts).lower() in ("others", "et al.", "et al"):
        return None
    return name_of_parts(parts)


def _split(separators: re.Pattern[str], text: str) -> list[str]:
    """What stands between separators outside of braces."""
    pieces = []
    start = depth = 0
    for found in separators.finditer(text):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and sign[0] != "\\" and not sign.isspace():
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


def name_of_parts(parts: list[str]) -> str:
    """The name, given name first, of what stands between its commas: `Last`, `Last, First` or `Last, Jr, First`."""
    if not any(map(str.isalpha, "".join(parts))):  # a number or a sign is no name
        return ""
    whole = parts[0]
    if len(parts) == 1 and whole.startswith("{") and whole.endswith("}") and not whole.startswith("{\\"):
        return clean_name(whole[1:-1])
    cleaned = [clean_name(part) for part in parts]
    if len(parts) == 2 and not SUFFIX.fullmatch(cleaned[1]):
        return given_first(cleaned[0], cleaned[1])
    if len(parts) == 2:
        return " ".join(cleaned)
    if len(parts) == 3:
        last, suffix, first = cleaned if not SUFFIX.fullmatch(cleaned[2]) else (cleaned[0], cleaned[2], cleaned[1])
        return given_first(last, first, suffix)
    return " ".join(cleaned)
