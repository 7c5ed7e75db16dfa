"""Citations as they are printed in references and in running text: who, when, what and where.

Last, A., & Second, B. (2017). A title. NeurIPS.
[1] A. Last and B. Second, "A title," Commun. ACM, vol. 60, 2017.
Last, A., Second, B.: A title. NeurIPS (2017)
Ann Last, Bo Second, and Cy Third. A title. In NeurIPS, 2017.
"""

import re
from dataclasses import dataclass

from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.names import read_authors

MAX_CITATION = 5_000
_NUMBER = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)])?\s*")
_YEAR = r"(?P<year>(?:19|20)\d\d)[a-z]?"
_TITLE = r"(?P<title>[^\s\"“].{2,1000}?)"
_STOP = r"(?:[.](?=\s+[^\sa-z]|\s*$)|(?<=[?!])(?=\s|$)|$)\s*(?P<rest>.*)"
_INITIALS = r"(?:[A-Z]\.[ -]?){1,4}"
_FORMS = (
    re.compile(
        r"(?P<authors>[^\"“]{2,3000}?)[.,]?\s"
        rf"\(?{_YEAR}(?:,\s[A-Z][a-z]+(?:\s\d{{1,2}})?)?\)?(?:[.:,]|(?<=\))(?=\s[^\sa-z]))\s+{_TITLE}{_STOP}"
    ),
    re.compile(r"(?P<authors>[^\"“]{2,3000}?)[,.:]\s[\"“](?P<title>[^\"”“]{4,1000}?)[,.]?[\"”][,.]?\s*(?P<rest>.*)"),
    re.compile(
        rf"(?P<authors>(?:[^\s\",:.]+(?: [^\s\",:.]+){{0,3}}, {_INITIALS}(?:, )?(?:et al\.)?){{1,100}}):\s"
        rf"{_TITLE}{_STOP}"
    ),
    re.compile(rf"(?P<authors>[^\"“]{{5,3000}}?(?:\band\s|&\s|et al)[^\"“.]{{0,60}})\.\s{_TITLE}{_STOP}"),
)
_MLA = re.compile(r"^([^\s,]+), ([^,.]+(?: [A-Z]\.)?), (?=and |et al)")
_LAST_INITIAL = re.compile(r"(?<=\b[A-Z])$")
_NAME = re.compile(
    r"(?:(?:de|del|della|den|der|di|da|dos|du|la|le|van|von|ter|ten|bin|ibn|al|el|y)\s|[^\W\d_a-z][\w.’'‐-]*+(?:\s|$)){1,6}"
)
_VENUE = re.compile(
    r"(?:In:?\s|arXiv preprint\s)?\W*(?P<venue>[^\d\W][^,;:(]{1,150}?)\s*(?=[,;:(]|\.?\s*(?:\d|['’]\d\d|$))"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says.

    Attributes:
        authors: Given names first.
        complete: Whether all are there.
        title: As printed.
        published: The year; None where it says none.
        venue: Where it was published; None where it says that not.
    """

    authors: tuple[str, ...]
    complete: bool
    title: str
    published: str | None
    venue: str | None


def read_citation(text: str) -> Citation | None:
    """The citation that a text is; None where it is none.

    >>> read_citation("Kingma, D. P., & Ba, J. (2015). Adam: A method. ICLR.")
    Citation(authors=('D. P. Kingma', 'J. Ba'), complete=True, title='Adam: A method', published='2015', venue='ICLR')
    >>> read_citation("Adam: A method for optimization. It is used a lot.") is None
    True
    """
    if len(text) > MAX_CITATION:
        return None
    text = _NUMBER.sub("", text).strip()
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        printed = _MLA.sub(r"\2 \1, ", found["authors"].strip(" ,"))
        names, complete = read_authors(_LAST_INITIAL.sub(".", printed))
        parts = found.groupdict()
        year = parts.get("year") or _year_in(parts["rest"])
        if names and year and all(_NAME.fullmatch(name) for name in names):
            venue = _VENUE.match(parts["rest"].strip())
            named = venue["venue"].strip(" *_.") if venue else ""
            return Citation(names, complete, parts["title"].strip(" *_"), year, named or None)
    return None


def _year_in(text: str) -> str | None:
    found = re.search(r"(?<![\d.:/-])(?:19|20)\d\d(?![\d/-])", text)
    return read_published(found[0]) if found else None
