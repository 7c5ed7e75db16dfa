"""Names of people as they are printed."""

import html
import re

from paperatlas.graph.name_parts import SUFFIX
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.latex import plain_latex

_CUT = re.compile(
    r"[,;、，；]?\s*(?:\b(?:and\s+)?et\.? al\b\.?"
    r"|(?:\band|&)\s+(?:\d{1,5}\s+)?(?:many\s+)?(?:others|more|colleagues)\b\.?|\+\s?\d{0,5}(?:\s(?:more|others)(?:\sauthors)?)?|\.{3}|…|等(?:人)?|ほか|외(?:\s?\d{1,5}\s?[명인])?)\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r"[,;，；]?\s+(?:and|&)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,、，]\s*(?:(?:and|&)\s+)?")
_SEPARATED = re.compile(r"\s*[,;、，；]\s*(?:(?:and|&)\s+)?")
_SEMICOLON = re.compile(r"\s*[;；]\s*(?:(?:and|&)\s+)?")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]?)+|[A-Z]{1,3}")
_DEGREE = re.compile(r"ph\.?\s?d\.?|m\.?d\.?|m\.?sc\.?|prof(?:essor)?\.?|dr\.?", re.IGNORECASE)

# What stands in a superscript is the number of a note or of an institution.
_RAISED = re.compile(
    r"<sup\b[^<>]{0,200}>[^<>]{0,200}</sup\s?>|\\textsuperscript\s?\{[^{}]{0,100}\}|\$\s?(?:\{\})?\^[^$]{0,100}\$|"
    r"\^(?:\{[^{}]{0,100}\}|[\d*†‡]+(?:,\d+)*)|\\(?:thanks|footnote|inst|affil)\s?\{[^{}]{0,500}\}|"
    r"[¹²³⁰⁴-⁹⁺⁻ᵃ-ᶻ⁽⁾]+(?:[,‚˒][¹²³⁰⁴-⁹⁺⁻]+)*"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<sup\b[^<>]{0,200}>|^\s*\d*\s?</?sup\s?>")
# Only behind a name: in "Ying (Jessica) Wang" it is a part of the name.
_PLACE = re.compile(r"\s*(?:\([^()]{0,300}\)|（[^（）]{0,300}）|\[[^\[\]]{0,300}\])(?=\s*(?:$|[,;、，；]|and\b|&))")
_SIGNS = " *†‡§¶∗⋆★♠♣♥♦✉◊#‖"
_NUMBERED = re.compile(r"(?<=[^\W\d_]{2})\d{1,2}(?:[,\s]\d{1,2}){0,9}$")
_MOJIBAKE = re.compile("[ÂÃÄÅÐÑÎÏâãìíëêäåæçèé][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")


def clean_name(name: str) -> str:
    r"""One name as it should be shown: without notes, institutions and markup, broken letters made whole.

    >>> clean_name("Christopher R&eacute;<sup>1,2</sup>"), clean_name(r"Paul Erd\H{o}s (Budapest)")
    ('Christopher Ré', 'Paul Erdős')
    """
    if name.isascii() and name.replace(" ", "").isalpha():
        return squeezed(name)
    plain = _PLACE.sub("", _without_markup(squeezed(name))).strip(_SIGNS)
    if " " in plain:  # else it may be a user's name
        plain = squeezed(_NUMBERED.sub("", plain).rstrip(_SIGNS))
    return plain if any(map(str.isalpha, plain)) else ""


def given_first(last: str, first: str = "", suffix: str = "") -> str:
    """A name from its parts, given name first."""
    return " ".join(part for part in (first, last, suffix) if part)


def read_authors(text: str) -> tuple[tuple[str, ...], bool]:
    """The names of a printed list, given name first, and whether it is complete.

    >>> read_authors("Lovelace, Ada and Davis, Sammy, Jr. and others")
    (('Ada Lovelace', 'Sammy Davis Jr.'), False)
    >>> read_authors("Alice Roe<sup>1,2</sup> (DeepMind, UK), Bob Doe, Jr., and Carol Poe")
    (('Alice Roe', 'Bob Doe Jr.', 'Carol Poe'), True)
    """
    text = _PLACE.sub("", _without_markup(squeezed(text))).strip()
    kept = _CUT.sub("", text)
    names = (clean_name(name) for name in _split(kept))
    return tuple(dict.fromkeys(filter(None, names))), kept == text


def between_commas(text: str) -> list[str]:
    """What a list in which a comma divides names that are given name first holds, as it is printed.

    >>> between_commas("Ann Lee (Lab, UK), Bob Roe, Jr., and Carol Poe")
    ['Ann Lee', 'Bob Roe Jr.', 'Carol Poe']
    """
    if any(sign in text for sign in ";(&<、，；") or " and " in text:
        text = _PLACE.sub("", _without_markup(squeezed(text)))
        return [part for piece in _AND.split(text) for part in join_suffixes(_SEPARATED.split(piece))]
    return join_suffixes(text.split(","))


def join_suffixes(parts: list[str]) -> list[str]:
    """The parts of a list between commas, with "Jr." and the like at the name before."""
    names: list[str] = []
    for part in map(str.strip, parts):
        if names and SUFFIX.fullmatch(part):
            names[-1] += f" {part}"
        elif not (names and _DEGREE.fullmatch(part)):
            names.append(part)
    return names


def _without_markup(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    text = _RAISED.sub("", text)
    if "<" in text or text.endswith(">"):
        text = _TAG.sub("", text)
    if "\\" in text or "{" in text or "~" in text:
        text = plain_latex(text)
    if not text.isascii() and _MOJIBAKE.search(text):
        import ftfy

        text = ftfy.fix_encoding(text)
    return text


def _split(text: str) -> list[str]:
    if ";" in text or "；" in text:
        return [turned(part) for part in _SEMICOLON.split(text)]
    pieces = _AND.split(text)
    if all(_is_turned(piece, alone=len(pieces) == 1) for piece in pieces):
        return [turned(piece) for piece in pieces]
    parts = [part for piece in pieces for part in join_suffixes(_COMMA.split(piece))]
    if len(parts) > 1 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [given_first(last, first) for last, first in zip(parts[::2], parts[1::2], strict=True)]
    return parts


def _is_turned(piece: str, *, alone: bool) -> bool:
    """Whether this is one name, the last name first."""
    parts = join_suffixes(_COMMA.split(piece))
    if len(parts) != 2:
        return False
    if alone:  # else "Alice, Bob" are two
        return _INITIALS.fullmatch(parts[1]) is not None
    return not all(" " in part for part in parts)


def turned(piece: str) -> str:
    """A name, given name first, of "Last, First", "Last, Jr., First" or "Last, First, Jr."."""
    last, *others = _COMMA.split(piece.strip())
    suffixes = [part for part in others if SUFFIX.fullmatch(part)]
    firsts = [part for part in others if not SUFFIX.fullmatch(part) and not _DEGREE.fullmatch(part)]
    return given_first(last, " ".join(firsts), " ".join(suffixes))
