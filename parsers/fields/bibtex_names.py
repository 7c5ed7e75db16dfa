"""Names in BibTeX's own form: `von Last, Jr, First and First von Last and {An Organisation} and others`.

Also biblatex's (`family=Last, given=First, prefix=von`), and lists that others separate by `;`, `&` or commas.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from paperatlas.graph.organisations import is_organisation
from paperatlas.graph.records import AuthorRecord
from paperatlas.parsers.fields.names import (
    COMPANY,
    DEGREE,
    SUFFIX,
    clean_name,
    is_name,
    is_suffix,
    person,
    with_suffixes,
)

# Separators, and what tells whether they stand in braces; a run of white space is passed at once.
_AND = re.compile(r"\\.|[{}]|\s+and(?=\s|$)|\s\s+", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile(r"\\.|[{},]", re.DOTALL)
_SEMICOLON = re.compile(r"\\.|&#?\w{1,12};|[{};]", re.DOTALL)
_AMPERSAND = re.compile(r"\s\\?&\s|\\.|[{}]", re.DOTALL)
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
_FAMILY_IN_BRACES = re.compile(r"(?P<given>.*[\s~])?\{(?!\\)(?P<family>(?:[^{}]|\{[^{}]*+\})*+)\}", re.DOTALL)
"""The last word of a name, where braces make one of several; without a given name before it the whole is not cut."""
_INITIALS_LAST = re.compile(r"(?P<family>[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+)?)\s(?P<initials>[A-Z]{1,3})")


Read = tuple[tuple[AuthorRecord | None, ...], str]
"""People, None for others, and how their number is doubted."""


class Names(NamedTuple):
    """The names of a field.

    Attributes:
        authors: Each name once, given name first.
        complete: Whether they are all.
        doubted: What may be read otherwise: several people between commas.
    """

    authors: tuple[AuthorRecord, ...]
    complete: bool
    doubted: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names alone."""
        return tuple(author.name for author in self.authors)


def bibtex_names(text: str) -> Names:
    r"""The names of a field, given name first, and whether they are all.

    >>> bibtex_names(r"de la Fontaine, Jean and Roe, Jr., Sam and {Barnes and Noble, Inc.} and others").names
    ('Jean de la Fontaine', 'Sam Roe Jr.', 'Barnes and Noble, Inc.')
    >>> [author.family for author in bibtex_names("Roe Poe, G. and {World Bank} and Ann {Lee Roe} and Bo Roe").authors]
    ['Roe Poe', 'World Bank', 'Lee Roe', None]
    >>> bibtex_names("family=Berg, given=Jan, prefix=van, useprefix=true and Lee, A.; Roe, B.").names
    ('Jan van Berg', 'A. Lee', 'B. Roe')
    >>> bibtex_names("Ann Lee, Bo Roe, Cy Poe").names, bibtex_names("Lee A, Roe BC").names
    (('Ann Lee', 'Bo Roe', 'Cy Poe'), ('A Lee', 'BC Roe'))
    """
    pieces = _split(_AND, text) if _TEX.search(text) else _PLAIN_AND.split(text)
    clauses = [clause for clause in pieces if clause.strip()]
    read = [_people(clause) for clause in clauses]
    named: dict[str, AuthorRecord] = {}
    complete = True
    for people, _ in read:
        for each in people:
            if each is None:
                complete = False
            elif each.name:
                named.setdefault(each.name, each)
    is_mixed = len(clauses) > 1 and not all("," in clause or clause.lstrip()[0] == "{" for clause in clauses)
    doubted = [
        " ".join(clause.split())
        for clause, (_, doubt) in zip(clauses, read, strict=True)
        if doubt == "many" or (doubt == "two" and is_mixed)
    ]
    return Names(tuple(named.values()), complete, tuple(doubted))


@functools.lru_cache(1 << 14)
def _people(clause: str) -> Read:
    """The names in what stands between two `and`s, mostly one, and whether `two` or `many` may be in it."""
    if plain := _PLAIN.fullmatch(clause):
        family = plain[1] or plain[3]
        if name := _plain_name(family, plain[2] or plain[4]):
            return (AuthorRecord(name, family=family),), ""
    if "=" in clause and (named := _in_parts(clause)):
        return (named,), ""
    if cut := _CUT.search(clause):
        names, doubt = _people(clause[: cut.start()])
        return (*names, None), doubt
    several = _split(_SEMICOLON, clause) if ";" in clause else [clause]
    if "&" in clause and all("," in each for each in _split(_AMPERSAND, clause)):
        several = _split(_AMPERSAND, clause)
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
    is_more = SUFFIX.fullmatch(first) or DEGREE.fullmatch(first) or COMPANY.fullmatch(first)
    if is_more or "Dr" in name or "Prof" in name:
        return ""
    return name if last[0].isupper() and first[0].isupper() and is_name(name) else ""


def _between_commas(
    clause: str, parts: list[str], *, ends_in_comma: bool
) -> tuple[tuple[AuthorRecord | None, ...], str]:
    """One name, or several that a list separates by commas."""
    joined = with_suffixes(parts)
    several_words = [" " in each or "~" in each or each.startswith("{") for each in joined]
    if len(parts) == 2 and not (ends_in_comma and all(several_words)):
        turned = _initials_last(parts)
        is_two = all(several_words) and not parts[0].split()[0].islower()
        return (turned, "") if turned else ((_name(clause),), "two" if is_two else "")
    if len(parts) == 3 and len(joined) < 3:
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


def _initials_last(parts: Sequence[str]) -> tuple[AuthorRecord, ...]:
    """The names where all are as *Lee A*, one of them with a single initial; else none."""
    found = [_INITIALS_LAST.fullmatch(part) for part in parts]
    if not any(each and len(each["initials"]) == 1 for each in found):
        return ()
    people = tuple(person(each["family"], each["initials"]) for each in found if each)
    return people if len(people) == len(parts) else ()


def _in_parts(clause: str) -> AuthorRecord | None:
    """A name whose parts are named, as biblatex writes them; None where it is none."""
    parts: dict[str, str] = {}
    for piece in _split(_COMMA, clause):
        found = _PART.fullmatch(piece.strip().strip('"'))
        if found is None:
            return None
        value = found[2].strip().strip('"')
        parts[found[1]] = clean_name(value[1:-1] if value[:1] + value[-1:] == "{}" else value)
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    named = person(family, parts.get("given", ""), parts.get("suffix", ""))
    return named if named.name else None


@functools.lru_cache(1 << 14)
def _name(printed: str) -> AuthorRecord | None:
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


def name_of_parts(parts: list[str]) -> AuthorRecord:
    """What stands between the commas of a name: `Last`, `Last, First` or `Last, Jr, First`; without letters no name."""
    if not is_name(" ".join(parts)):
        return AuthorRecord("")
    if len(parts) == 1:
        return _undivided(parts[0])
    cleaned = [clean_name(part) for part in parts]
    if len(parts) == 2 and COMPANY.fullmatch(cleaned[1]):
        return person(", ".join(cleaned))
    if len(parts) == 2 and not is_suffix(cleaned[1]):
        return person(*cleaned)
    if len(parts) == 3:
        last, *others = cleaned
        is_last = SUFFIX.fullmatch(cleaned[2]) and not SUFFIX.fullmatch(cleaned[1])
        return person(last, *(others if is_last else reversed(others)))
    return AuthorRecord(" ".join(cleaned))


def _undivided(printed: str) -> AuthorRecord:
    """A name without a comma: in it only braces and small words say what the family name is.

    >>> _undivided("Charles de la Vallée Poussin").family, _undivided("Vincent {Van Gogh}").family
    ('de la Vallée Poussin', 'Van Gogh')
    >>> _undivided("{Loom Society}").family, _undivided("Jan van der Berg").family
    ('Loom Society', None)
    """
    braced = _FAMILY_IN_BRACES.fullmatch(printed) if printed[-1] == "}" else None
    if braced and not braced["given"]:
        return person(clean_name(braced["family"]))
    name = clean_name(printed)
    words = name.split(" ")
    if braced and name.endswith(family := clean_name(braced["family"])) and " " in family:
        return AuthorRecord(name, family=family)
    if len(words) > 3 and words[0][0].isupper() and not is_organisation(name):
        first = next((at for at, word in enumerate(words) if word.islower()), len(words))
        if not all(map(str.islower, words[first:-1])):
            return AuthorRecord(name, family=" ".join(words[first:]))
    return AuthorRecord(name)
