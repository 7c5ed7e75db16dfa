"""Names in BibTeX's own form: `von Last, Jr, First and First von Last and {An Organisation} and others`.

Also biblatex's (`family=Last, given=First, prefix=von`), and lists that others separate by `;`, `&` or commas.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from paperatlas.parsers.fields.names import DEGREE, SUFFIX, clean_name, given_first, is_name, with_suffixes

# Separators, and what tells whether they stand in braces; a run of white space is passed at once.
_AND = re.compile(r"\\.|[{}]|\s+and(?=\s|$)|\s\s+", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile(r"\\.|[{},]", re.DOTALL)
_SEMICOLON = re.compile(r"\\.|&#?\w{1,12};|[{};]", re.DOTALL)
_AMPERSAND = re.compile(r"\s\\?&\s")
_TEX = re.compile(r"[\\{}]")
_PLAIN_AND = re.compile(r"(?<!\s)\s+and(?=\s|$)", re.IGNORECASE)
_PLAIN = re.compile(
    r"\s*+(?:([A-Za-z'-]++), ([A-Za-z.'-]++(?: [A-Za-z.'-]++)*+)|"
    r"([A-Za-z'-]++(?: [A-Za-z'-]++)++), ([A-Za-z.'-]++))\s*+"
)
"""*Last, First* with only one of the two of several words: nothing else can be meant."""
_OTHERS = ("others", "et al.", "et al")
_CUT = re.compile(r"(?<=[^\s,])(?:[\s,]{1,9}et\.?\s{1,9}al\.?)++\s{0,9}$", re.IGNORECASE)
_PART = re.compile(r"(family|given|prefix|suffix|useprefix|[a-z]+-i|id)\s*=\s*(.*)", re.DOTALL)
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s~-]*)+")
_INITIALS_LAST = re.compile(r"(?P<family>[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+)?)\s(?P<initials>[A-Z]{1,3})")


class Names(NamedTuple):
    """The names of a field.

    Attributes:
        names: Given name first, each once.
        complete: Whether they are all.
        doubted: What may be read otherwise: several people between commas.
    """

    names: tuple[str, ...]
    complete: bool
    doubted: tuple[str, ...]


def bibtex_names(text: str) -> Names:
    r"""The names of a field, given name first, and whether they are all.

    >>> bibtex_names(r"de la Fontaine, Jean and Roe, Jr., Sam and {Barnes and Noble, Inc.} and others")[:2]
    (('Jean de la Fontaine', 'Sam Roe Jr.', 'Barnes and Noble, Inc.'), False)
    >>> bibtex_names("family=Berg, given=Jan, prefix=van, useprefix=true and Lee, A.; Roe, B.").names
    ('Jan van Berg', 'A. Lee', 'B. Roe')
    >>> bibtex_names("Ann Lee, Bo Roe, Cy Poe").names, bibtex_names("Lee A, Roe BC").names
    (('Ann Lee', 'Bo Roe', 'Cy Poe'), ('A Lee', 'BC Roe'))
    """
    pieces = _split(_AND, text) if _TEX.search(text) else _PLAIN_AND.split(text)
    clauses = [clause for clause in pieces if clause.strip()]
    read = [_people(clause) for clause in clauses]
    names = [name for people, _ in read for name in people]
    is_mixed = len(clauses) > 1 and not all("," in clause for clause in clauses)
    doubted = [
        " ".join(clause.split())
        for clause, (_, doubt) in zip(clauses, read, strict=True)
        if doubt == "many" or (doubt == "two" and is_mixed)
    ]
    return Names(tuple(dict.fromkeys(filter(None, names))), None not in names, tuple(doubted))


@functools.lru_cache(1 << 14)
def _people(clause: str) -> tuple[tuple[str | None, ...], str]:
    """The names in what stands between two `and`s, mostly one, and whether `two` or `many` may be in it."""
    if (plain := _PLAIN.fullmatch(clause)) and (name := _plain_name(plain[1] or plain[3], plain[2] or plain[4])):
        return (name,), ""
    if "=" in clause and (name := _in_parts(clause)):
        return (name,), ""
    if cut := _CUT.search(clause):
        names, doubt = _people(clause[: cut.start()])
        return (*names, None), doubt
    several = _split(_SEMICOLON, clause) if ";" in clause else [clause]
    if "&" in clause and all("," in each for each in _AMPERSAND.split(clause)):
        several = _AMPERSAND.split(clause)
    several = [each for each in several if each.strip(" ,\n\t")]
    if len(several) != 1:
        return tuple(_name(each) for each in several), ""
    pieces = _split(_COMMA, clause) if _TEX.search(clause) else clause.split(",")
    parts = list(filter(None, map(str.strip, pieces)))
    if len(parts) < 2:
        return (_name(clause),), ""
    return _between_commas(clause, parts, ends_in_comma=not pieces[-1].strip())


def _plain_name(last: str, first: str) -> str:
    """The name of two parts in plain letters; empty where one may be more than that: *Jr.*, *Dr. Ann*, *and*."""
    name = f"{first} {last}"
    is_more = SUFFIX.fullmatch(first) or DEGREE.fullmatch(first) or "Dr" in name or "Prof" in name
    return name if not is_more and last[0].isupper() and first[0].isupper() and is_name(name) else ""


def _between_commas(clause: str, parts: list[str], *, ends_in_comma: bool) -> tuple[tuple[str | None, ...], str]:
    """One name, or several that a list separates by commas."""
    joined = with_suffixes(parts)
    several_words = [" " in each or "~" in each or each.startswith("{") for each in joined]
    if len(parts) == 2 and not (ends_in_comma and all(several_words)):
        turned = _initials_last(parts)
        is_two = all(several_words) and not parts[0].split()[0].islower()
        return (turned, "") if turned else ((_name(clause),), "two" if is_two else "")
    if len(parts) == 3 and len(joined) == 2:
        has_suffix = any(map(SUFFIX.fullmatch, parts))
        return (_name(clause if has_suffix else ", ".join(joined)),), ""
    if all(several_words):
        return _initials_last(joined) or tuple(map(_name, joined)), ""
    if len(joined) % 2 == 0 and all(map(_INITIALS.fullmatch, joined[1::2])):
        pairs = zip(joined[::2], joined[1::2], strict=True)
        return tuple(name_of_parts([last, first]) for last, first in pairs), ""
    if len(joined) > 3:
        return tuple(map(_name, joined)), "many"
    return (_name(clause),), "many" if len(joined) == 3 else ""


def _initials_last(parts: Sequence[str]) -> tuple[str, ...]:
    """The names where all are as *Lee A*, one of them with a single initial; else none."""
    found = [_INITIALS_LAST.fullmatch(part) for part in parts]
    if not any(each and len(each["initials"]) == 1 for each in found):
        return ()
    names = tuple(given_first(clean_name(each["family"]), each["initials"]) for each in found if each)
    return names if len(names) == len(parts) else ()


def _in_parts(clause: str) -> str:
    """A name whose parts are named, as biblatex writes them; empty where it is none."""
    parts: dict[str, str] = {}
    for piece in _split(_COMMA, clause):
        found = _PART.fullmatch(piece.strip().strip('"'))
        if found is None:
            return ""
        value = found[2].strip().strip('"')
        parts[found[1]] = clean_name(value[1:-1] if value[:1] + value[-1:] == "{}" else value)
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    return given_first(family, parts.get("given", ""), parts.get("suffix", ""))


@functools.lru_cache(1 << 14)
def _name(printed: str) -> str | None:
    """One name, given name first; None where it says that there are others."""
    pieces = _split(_COMMA, printed) if _TEX.search(printed) else printed.split(",")
    parts = list(filter(None, map(str.strip, pieces)))
    if len(parts) == 1 and parts[0].lower() in _OTHERS:
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
        elif depth == 0 and sign[0] not in "\\&" and not sign.isspace():
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


def name_of_parts(parts: list[str]) -> str:
    """The name, given name first, of what stands between its commas: `Last`, `Last, First` or `Last, Jr, First`."""
    if not is_name(" ".join(parts)):
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
