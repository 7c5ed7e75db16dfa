"""Names in BibTeX's own form: `von Last, Jr, First and First von Last and {An Organisation} and others`."""

import re

from paperatlas.parsers.fields.names import SUFFIX, clean_name, given_first

_TOKEN = re.compile(r"\\.|[{}]|,|\s+and(?=\s)|[^\\{},\s]+|\s+", re.IGNORECASE | re.DOTALL)
_AND = re.compile(r"\s+and(?:\s+|$)", re.IGNORECASE)


def bibtex_names(text: str) -> tuple[tuple[str, ...], bool]:
    r"""The names of a field, given name first, and whether they are all.

    >>> bibtex_names(r"de la Fontaine, Jean and Roe, Jr., Sam and {Barnes and Noble, Inc.} and others")
    (('Jean de la Fontaine', 'Sam Roe Jr.', 'Barnes and Noble, Inc.'), False)
    """
    names: list[str] = []
    complete = True
    for parts in _split(text):
        whole = ", ".join(parts)
        if whole.lower() in ("others", "et al.", "et al"):
            complete = False
        elif name := name_of_parts(parts):
            names.append(name)
    return tuple(dict.fromkeys(names)), complete


def _split(text: str) -> list[list[str]]:
    """The parts of every name between its commas; a comma or `and` in braces parts nothing."""
    if "{" not in text:
        plain = ([part.strip() for part in name.split(",") if part.strip()] for name in _AND.split(text))
        return [parts for parts in plain if parts]
    names: list[list[str]] = [[""]]
    depth = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in "{}":
            depth += 1 if token == "{" else -1
        if depth == 0 and token == ",":
            names[-1].append("")
        elif depth == 0 and token.strip().lower() == "and" and token[0].isspace():
            names.append([""])
        else:
            names[-1][-1] += token
    stripped = ([part.strip() for part in parts if part.strip()] for parts in names)
    return [parts for parts in stripped if parts]


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
