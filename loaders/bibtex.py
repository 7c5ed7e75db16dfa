"""BibTeX of the papers, for LaTeX and reference managers.

Entries, keys and fields are those of the user's bibliography where the papers come from one. Ids that have no field of
their own stand in `ids`, which biblatex knows as other keys, and so do other keys. A title is as the user's own BibTeX
has it; else words that styles must leave as they are stand in braces: {BERT}, and Bayes where only names have capitals.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from paperatlas.base.addresses import web_address
from paperatlas.graph.details import (
    DETAILS,
    ENTRY,
    ENTRY_NAME,
    MASTERS_THESIS,
    ORGANIZATION,
    PEOPLE,
    PRIMARY_CLASS,
    RANGE,
    TEX_TITLE,
)
from paperatlas.graph.identifiers import address_of
from paperatlas.graph.months import MONTHS
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.views import View
from paperatlas.graph.work_types import bibtex_entry, has_issues, place_of
from paperatlas.loaders.references import Person, Reference, references

_FORMULA = re.compile(r"(?<!\\)(\$(?=\S)(?=[^$]{0,300}[\\^_{}<>=+])[^$]{1,300}(?<=[^\s\\])\$)(?!\d)")
_NO_LETTERS = re.compile(r"[\W_]+")
_ESCAPED_SIGN = re.compile(r"\\.")
_PART = re.compile(r"(\W+|_+)")
_SEPARATES = re.compile(r"\b(?:and|others|et\.?\s*al)\b|[,;=&]", re.IGNORECASE)
_BREAKS = re.compile(r"[\s{}\\]")
_SPECIAL = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_",
}  # fmt: skip
_ESCAPES = str.maketrans(_SPECIAL)
_IN_GROUPS = tuple(sign for sign, escape in _SPECIAL.items() if escape.endswith("}"))
"""Signs behind which a group would be another one of their command."""
_OWN_FIELDS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "eprint"}


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers of a view to a binary file."""
    for reference in references(tables, view):
        fields: dict[str, str] = {}
        for name, value in _fields(reference):
            if value:
                fields.setdefault(name, value)
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        target.write(f"@{_entry(reference)}{{{reference.key},\n{lines}{_month(reference)}}}\n\n".encode())


def _entry(reference: Reference) -> str:
    """What the user's bibliography calls it, else the first entry of its type."""
    if ENTRY_NAME.fullmatch(entry := reference.details.get(ENTRY, "")):
        return entry
    if reference.work_type == "thesis" and "master" in reference.details.get("genre", "").lower():
        return "mastersthesis"
    if reference.work_type:
        return bibtex_entry(reference.work_type)[0]
    return "article" if reference.venue else "misc"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "title", _own_title(reference) or _protected(reference.title)
    if not reference.has_only_editors():
        yield "author", _names(reference.authors, reference.is_cut)
    place = "journal" if _entry(reference) == "article" else place_of(reference.work_type)  # of preprints, too
    is_said = place == "series" and reference.venue in (reference.title, reference.details.get("publisher"))
    yield place, "" if is_said else _venue(reference.venue)
    yield "year", reference.published[:4]
    yield "day", reference.published[8:]
    yield from _details(reference)
    for scheme, name in _OWN_FIELDS.items():
        yield name, _without_braces(reference.ids.get(scheme, ""))
    if "arxiv" in reference.ids:
        yield "archiveprefix", "arXiv"
        yield "primaryclass", reference.details.get(PRIMARY_CLASS, "").translate(_ESCAPES)
    url = reference.own_url(*_OWN_FIELDS)
    others = [f"{scheme}:{value}" for scheme, value in reference.ids.items() if scheme not in _OWN_FIELDS]
    unsaid = (each for each in others if not url or address_of(each) != url)
    said = (*map(_without_braces, unsaid), *reference.other_keys)
    yield "ids", ",".join(each for each in said if each != reference.key)
    yield "url", _without_braces(url)
    yield "keywords", reference.joined_keywords().translate(_ESCAPES)
    yield "abstract", _with_formulas(reference.abstract)


def _with_formulas(text: str) -> str:
    """A text whose formulas stay as they are."""
    parts = _FORMULA.split(text)
    return "".join(part if at % 2 and _is_whole(part) else part.translate(_ESCAPES) for at, part in enumerate(parts))


def _without_braces(address: str) -> str:
    """An address or an id, which is written as it is, so that it can't end its field."""
    return address.replace("{", "%7B").replace("}", "%7D")


def _own_title(reference: Reference) -> str:
    """The title in the user's TeX, where it is the paper's and its braces are whole."""
    tex = reference.details.get(TEX_TITLE, "")
    return tex if tex and _is_whole(tex) and _letters(plain_title(tex)) == _letters(reference.title) else ""


def _letters(title: str) -> str:
    return _NO_LETTERS.sub("", title).casefold()


def _is_whole(tex: str) -> bool:
    """Whether braces are in pairs, with and without those behind a backslash."""
    return all(_are_paired(text) for text in (tex, _ESCAPED_SIGN.sub("", tex))) and not tex.endswith("\\")


def _are_paired(text: str) -> bool:
    depths = [*itertools.accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in text)]
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _protected(title: str) -> str:
    """A title with braces around what styles must not write in small letters.

    >>> _protected("GPT-4 for mRNA: A Bayes factor of vitamin C"), _protected("Weaving All You Need in BERT-based QA")
    ('{GPT}-4 for {mRNA}: A {Bayes} factor of vitamin {C}', 'Weaving All You Need in {BERT}-based {QA}')
    """
    parts = _PART.split(title)
    words = [word for word in parts[2::2] if len(word) > 3]
    only_names = 0 < 2 * sum(word[0].isupper() for word in words) <= len(words)  # have capitals
    shown = [part.translate(_ESCAPES) for part in parts]
    for at in range(0, len(parts), 2) if not title.isupper() or len(parts) < 5 else ():
        word, before = parts[at], parts[at - 1] if at else ":"
        begins = before.rstrip().endswith((":", ".", "?", "!")) or word == "A"
        is_name = word[:1].isupper() and not begins and (only_names or len(word) == 1)
        if (is_name or any(map(str.isupper, word[1:]))) and not before.endswith(_IN_GROUPS):
            shown[at] = f"{{{word}}}"
    return "".join(shown)


def _venue(venue: str) -> str:
    """The venue; an address, which some give as the way it was published, as one."""
    is_address = web_address(venue) == venue and not _BREAKS.search(venue)
    return f"\\url{{{venue}}}" if is_address else venue.translate(_ESCAPES)


def _details(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.work_type:
        _, marking, mark = bibtex_entry(reference.work_type)
        is_said = reference.work_type == "article" and ("arxiv" in reference.ids or _entry(reference) == "article")
        yield marking, "" if is_said else mark
    for name, field in DETAILS.items():
        if name == "URL":
            continue
        value = reference.details.get(name, "")
        if name in PEOPLE:
            value = _names(*reference.people(name))
        elif name == "page":
            value = value.replace(RANGE if RANGE in value else "-", "--").translate(_ESCAPES)
        elif name == "publisher" and value == reference.details.get(ORGANIZATION):
            value = ""
        elif name == "genre" and value == MASTERS_THESIS and _entry(reference) == "mastersthesis":
            value = ""  # as styles print it
        else:
            value = value.translate(_ESCAPES)
        if name == "publisher":
            yield ORGANIZATION, reference.details.get(ORGANIZATION, "").translate(_ESCAPES)
        is_article = name == "number" and has_issues(reference.work_type)
        yield "eid" if is_article else field.bibtex[0], value


def _month(reference: Reference) -> str:
    """The macro of the month, which styles write out in their language."""
    month = reference.published[5:7]
    return f"  month = {[*MONTHS][int(month) - 1]},\n" if month else ""


def _names(people: tuple[Person, ...], is_cut: bool) -> str:
    return " and ".join([*map(_name, people), *(["others"] if is_cut and people else [])])


def _name(person: Person) -> str:
    """A name as BibTeX cuts it; what it would cut wrongly in braces."""
    parts = person.parts
    if not parts.given:
        return f"{{{person.name.translate(_ESCAPES)}}}"
    whole = (parts.whole_family, parts.suffix, parts.whole_given)
    return ", ".join(_whole(part) for part in whole if part)


def _whole(part: str) -> str:
    escaped = part.translate(_ESCAPES)
    return f"{{{escaped}}}" if _SEPARATES.search(part) else escaped
