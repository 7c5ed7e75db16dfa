"""Names of people as they are printed, one and in lists."""

import functools
import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from paperatlas.graph.plain_titles import with_symbols
from paperatlas.graph.records import AuthorRecord
from paperatlas.graph.whitespace import squeezed

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

SUFFIX = re.compile(r"(?:[JjSs]r\.?|JR\.?|SR\.?|I{2,3}|I?V|VI{1,3}|[2-4](?:nd|rd|th)|Filho|Neto)\.?")
"""What belongs to the name before it, though a comma may stand between: *Sam Roe, Jr.*"""
CUT_LIST = re.compile(
    r"\+\s{0,3}\d{0,6}(?:\s{1,3}(?:(?:more|other)\s{1,3})?(?:more|others|authors))?|(?:\.{3}|…)(?:\s{0,3}(?:and\s)?\d{1,6}\s(?:more|others)(?:\sauthors)?)?|"
    r"(?:and|&)?\s{0,3}(?:\d{1,6}\s{1,3})?(?:(?:more|other)\s{1,3}authors|more|others|co-?authors|colleagues)|"
    r"et\.?\s{1,3}al(?:ii|\.)?|等\.?|ほか|他|외(?:\s?\d{1,5}\s?[명인])?",
    re.IGNORECASE,
)
"""What says, in the place of a name, that the list is cut."""
_CUT_END = re.compile(
    r"(?:\s+(et\.?\s+al(?:ii|\.)?|(?:and|&)\s+(?:\d{1,6}\s+)?(?:others|more|colleagues)|等|\.\.\.)|\s*(…))\s*[.,;]?\s*$",
    re.IGNORECASE,
)

_NOBODY = re.compile(
    r"[\W_]{0,3}(?:anon(?:ymous|yme|ym)?(?:\s(?:(?:acl )?submission|authors?))?|(?:the\s)?authors?|"
    r"(?:author\s)?unknown(?:\sauthors?)?|no\s(?:listed\s)?authors?(?:\slisted)?|not available|various(?:\sauthors)?|"
    r"none|null|nan|n\.?\s?[an]\.?|n/a|佚名|匿名|作者不详|미상)[\W_]{0,3}",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[A-Za-z .,'-]*")
COMPANY = re.compile(r"(?:Inc|Ltd|LLC|Corp|GmbH)\.?")
"""What is no given name, though it stands behind a comma."""
DEGREE = re.compile(r"Ph\.?\s?D\.?|M\.?D\.?|M\.?Sc\.?|MBBS|MPH|Dr\.?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+|^and\s+")
_COMMA = re.compile(r"[,、，]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?)+")
_SEMICOLON = re.compile(r"[;；]|\s[·•|]\s")
_RAISED = re.compile(
    r"<sup\b[^<>]{0,200}>[^<>]{0,200}</sup\s{0,9}>|[\d,*†‡§¶#\s]{0,40}</sup\s{0,9}>|"
    r"\$\s{0,9}\^?\s{0,9}(?:\{[^{}$]{0,100}\}|[\d,*†‡]{1,20}|\\[a-z]{1,20})\s{0,9}\$|\\(?:textsuperscript|thanks|footnotemark)(?:\{[^{}]{0,300}\}|\[\d{1,3}\])|"
    r"\^\{[^{}]{0,100}\}|\^[\d*]{1,3}",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]|\[([^\[\]\n]{1,200})\]\([^()\s]{0,1000}\)")
_SIGNS = re.compile(r"(?<=[\w.)])\s?(?:[⁰¹²³⁴-⁹˒*†‡§¶‖#✉]|(?<=[^\W\d]),(?=[⁰¹²³⁴-⁹*†‡§¶‖#✉]))+")
_BRACKETED = re.compile(
    r"\s{0,9}(?:\([^()]{0,300}\)|\[[^\[\]]{0,300}\]|（[^（）]{0,300}）)(?=\s{0,9}(?:$|[,;、，；]|\sand\s))"
)
_NUMBERED = re.compile(r"(?<=[^\W\d][^\W\d])\s?\d{1,2}(?:\s?,\s?\d{1,2}(?!\d))*(?=\s{0,9}(?:$|[,;、，；]|\sand\s))")
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\uffff]")
MAX_PIECE = 200
_TITLE = re.compile(r"(?<![\w-])(?:(?:Prof|Dr|Professor)\.?\s)+(?=\S+\s)")
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


@functools.lru_cache(1 << 14)
def clean_name(name: str) -> str:
    r"""One name as it should be shown: without markup, marks of affiliations and the accidents of encodings.

    >>> clean_name(r"Paul Erd\H{o}s$^{1,2}$"), clean_name("Christopher R&eacute;<sup>2</sup> (Stanford)")
    ('Paul Erdős', 'Christopher Ré')
    >>> clean_name("Christopher RÃ©"), clean_name("Rui Shen 0002"), clean_name("**Ann  Lee**†")
    ('Christopher Ré', 'Rui Shen 0002', 'Ann Lee')
    """
    if _PLAIN.fullmatch(name):
        return _trimmed(name)
    return _trimmed(_without_marks(_decoded(name)))


def given_first(last: str, first: str = "", suffix: str = "") -> str:
    """A name from its parts, given name first; one in Han characters, kana or Hangul keeps its family name first.

    >>> given_first("de la Fontaine", "Jean", "Jr."), given_first("李", "飞飞")
    ('Jean de la Fontaine Jr.', '李飞飞')
    """
    if first and _EAST_ASIAN.fullmatch(last) and _EAST_ASIAN.fullmatch(first.replace(" ", "")):
        return last + first
    return " ".join(filter(None, (first, last, suffix)))


def person(family: str, given: str = "", suffix: str = "") -> AuthorRecord:
    """Whose family name is said; where it is all there is, the name is not to be cut.

    >>> person("van der Berg", "Jan"), person("", "Plato").family
    (AuthorRecord(name='Jan van der Berg', ids=(), affiliations=(), family='van der Berg'), 'Plato')
    """
    name = given_first(family, given, suffix)
    return AuthorRecord(name, family=(family or name) if name else None)


def cleaned(author: AuthorRecord) -> AuthorRecord:
    r"""Somebody with a name as it should be shown.

    >>> cleaned(person(r"Erd\H{o}s", "Paul"))[::3]
    ('Paul Erdős', 'Erdős')
    """
    return author._replace(name=clean_name(author.name), family=clean_name(author.family) if author.family else None)


def is_suffix(part: str) -> bool:
    """Whether what stands behind the only comma of a name is a suffix, and no given name or its initial.

    >>> is_suffix("Jr."), is_suffix("III"), is_suffix("V.")
    (True, True, False)
    """
    return SUFFIX.fullmatch(part) is not None and part.rstrip(".") != "V"


def read_authors(text: str) -> tuple[tuple[str, ...], bool]:
    """The names of a printed list, each once, and whether it is complete.

    >>> read_authors("Ann Lee, 7, Bob Roe, Jr. and Cat Poe"), read_authors("Lee, Ann and Roe, Bob, et al.")
    ((('Ann Lee', 'Bob Roe Jr.', 'Cat Poe'), True), (('Ann Lee', 'Bob Roe'), False))
    """
    people, complete = read_people(text)
    return tuple(each.name for each in people), complete


def read_people(text: str) -> tuple[tuple[AuthorRecord, ...], bool]:
    """The people of a printed list, each name once, and whether it is complete.

    >>> [each.family for each in read_people("García Márquez, Gabriel; Lee, Ann; World Bank")[0]]
    ['García Márquez', 'Lee', 'World Bank']
    """
    people: dict[str, AuthorRecord] = {}
    complete = True
    for each in _split_people(text):
        if CUT_LIST.fullmatch(each.name):
            complete = False
        elif is_name((author := cleaned(each)).name):
            people.setdefault(author.name, author)
    return tuple(people.values()), complete


def is_name(name: str) -> bool:
    """Whether something can be a name at all; a number, a mark of an affiliation or *Anonymous* can't.

    >>> is_name("7"), is_name("†"), is_name("李"), is_name("X Æ A-12"), is_name("Anonymous"), is_name("[n. n.]")
    (False, False, True, True, False, False)
    """
    return any(map(str.isalpha, name)) and not _NOBODY.fullmatch(name)


def split_names(text: str) -> list[str]:
    """What stands between the separators of a list of names, given name first; what says that it is cut stays."""
    return [each.name for each in _split_people(text)]


def _split_people(text: str) -> list[AuthorRecord]:
    text = squeezed(text)
    text = _without_marks(_decoded(text)) if not text.isascii() or re.search(r"[<\\${}&()\[\]*^\d]", text) else text
    ends = _CUT_END.search(text)
    text, cut = (text[: ends.start()], [AuthorRecord(ends[1] or ends[2])]) if ends else (text, [])
    if _SEMICOLON.search(text):
        pieces = [piece.strip() for part in _SEMICOLON.split(text) for piece in _AND.split(part)]
        return _between_semicolons([piece for piece in pieces if piece]) + cut
    clauses = [clause.strip(" ,，、") for clause in _AND.split(text)]
    clauses = [clause for clause in clauses if clause]
    if len(clauses) > 1 and all(map(_is_turned, clauses)):
        return [_turned(clause) for clause in clauses] + cut
    parts = with_suffixes(part for clause in clauses for part in _COMMA.split(clause))
    if len(parts) > 1 and len(parts) % 2 == 0 and all(map(_INITIALS.fullmatch, parts[1::2])):
        return [*(person(last, first) for last, first in zip(parts[::2], parts[1::2], strict=True)), *cut]
    return [*map(AuthorRecord, parts), *cut]


def _between_semicolons(pieces: list[str]) -> list[AuthorRecord]:
    """The people of a list; where some have the family name first, a name without a comma is not to be cut."""
    people = [_turned(piece) for piece in pieces]
    if not any(each.family for each in people):
        return people
    are_whole = ("," not in piece and not CUT_LIST.fullmatch(piece) for piece in pieces)
    return [person(each.name) if is_whole else each for each, is_whole in zip(people, are_whole, strict=True)]


def with_suffixes(names: Iterable[str]) -> list[str]:
    """The names, those that are only a suffix put behind the one before, degrees and blanks left out.

    >>> with_suffixes(["Sam Roe", "Jr.", "", "Ann Lee", "PhD"])
    ['Sam Roe Jr.', 'Ann Lee']
    """
    joined: list[str] = []
    for name in map(squeezed, names):
        if joined and SUFFIX.fullmatch(name):
            joined[-1] = f"{joined[-1]} {name}"
        elif name and not (joined and DEGREE.fullmatch(name)):
            joined.append(name)
    return joined


def _is_turned(name: str) -> bool:
    """Whether a name is written family name first: *Roe, Sam* or *Roe, Jr., Sam*."""
    parts = [part.strip() for part in name.split(",")]
    return (len(parts) == 2 and not SUFFIX.fullmatch(parts[1])) or (len(parts) == 3 and _suffix_at(parts) is not None)


def _suffix_at(parts: list[str]) -> int | None:
    return next((at for at in (1, 2) if SUFFIX.fullmatch(parts[at])), None)


def _turned(name: str) -> AuthorRecord:
    """*Roe, Sam* and *Roe, Jr., Sam* as *Sam Roe* and *Sam Roe Jr.*; everything else as it is."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 2 and COMPANY.fullmatch(parts[1]):
        return person(name)
    if len(parts) == 2:
        return AuthorRecord(" ".join(parts)) if is_suffix(parts[1]) else person(*parts)
    if len(parts) == 3 and (at := _suffix_at(parts)) is not None:
        return person(parts[0], parts[3 - at], parts[at])
    return AuthorRecord(name)


def _decoded(text: str) -> str:
    """The text without HTML, TeX and letters of a wrong encoding."""
    if "[" in text:
        text = _LINK.sub(lambda found: found[1] or found[2], text)
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text or "\\" in text or "$" in text or "^" in text:
        text = _TAG.sub("", _RAISED.sub("", text))
    if "\\" in text or "{" in text or "~" in text:
        text = without_tex(text)
    if _MOJIBAKE.search(text):
        import ftfy  # slow to import, and few files need it

        text = ftfy.fix_encoding(text)
    return text


@functools.lru_cache(maxsize=1 << 14)
def without_tex(text: str) -> str:
    r"""The text that TeX would print; where it is broken, as it is.

    >>> without_tex(r"{\L}ukasz {\v{C}}apek~Jr.")
    'Łukasz Čapek Jr.'
    """
    try:
        return squeezed(str(_latex().latex_to_text(with_symbols(text).replace("%", r"\%"))))
    except (ValueError, IndexError, RecursionError):
        return text


@functools.cache
def _latex() -> "LatexNodes2Text":
    """What reads TeX; it takes longer to make than to use."""
    from pylatexenc.latex2text import LatexNodes2Text  # slow to import, and few files need it

    return LatexNodes2Text(keep_comments=True)


def _without_marks(text: str) -> str:
    text = _SIGNS.sub("", text)
    if "(" in text or "[" in text or "（" in text:
        text = _BRACKETED.sub("", text)
    return _NUMBERED.sub(lambda found: "" if _has_blank(text, found.start()) else found[0], text)


def _has_blank(text: str, end: int) -> bool:
    """Whether the name that ends at a place has more than one word; a single one with a number is that of a user."""
    start = max(text.rfind(sign, max(0, end - MAX_PIECE), end) for sign in ",;、，；")
    return " " in text[max(start + 1, end - MAX_PIECE) : end].strip()


def _trimmed(name: str) -> str:
    name = _TITLE.sub("", squeezed(name).strip("*_`,;:·•| "))
    return name[4:] if name.startswith("and ") else name
