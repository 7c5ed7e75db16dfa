"""BibTeX of the papers, for LaTeX and reference managers.

The key is the paper's id. Ids that have no field of their own stand in `ids`, which biblatex knows as other keys.
Titles are in double braces: styles leave their capitals.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.views import View
from paperatlas.loaders.references import Reference, parted, references

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NO_KEY = re.compile(r"[^\w:./+-]")
_SPECIAL = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_",
}  # fmt: skip
_ESCAPES = str.maketrans(_SPECIAL)
_OWN_FIELDS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "eprint"}


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers of a view to a binary file."""
    keys: set[str] = set()
    for reference in references(tables, view):
        key = _NO_KEY.sub("-", reference.id)
        while key.lower() in keys:
            key += "+"
        keys.add(key.lower())
        kind = "article" if reference.venue else "misc"
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(reference, key) if value)
        target.write(f"@{kind}{{{key},\n{fields}{_month(reference)}}}\n\n".encode())


def _fields(reference: Reference, key: str) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{reference.title.translate(_ESCAPES)}}}" if reference.title else ""
    names = [*map(_name, reference.authors), *(["others"] if reference.is_cut and reference.authors else [])]
    yield "author", " and ".join(names)
    yield "journal", reference.venue.translate(_ESCAPES)
    yield "year", reference.published[:4]
    yield "day", reference.published[8:]
    for scheme, name in _OWN_FIELDS.items():
        yield name, reference.ids.get(scheme, "")
    yield "archiveprefix", "arXiv" if "arxiv" in reference.ids else ""
    others = (f"{scheme}:{value}" for scheme, value in reference.ids.items() if scheme not in _OWN_FIELDS)
    yield "ids", ",".join(each for each in others if each != key)
    yield "url", reference.url.replace("{", "%7B").replace("}", "%7D")
    yield "keywords", reference.joined_keywords().translate(_ESCAPES)
    yield "abstract", reference.abstract.translate(_ESCAPES)


def _month(reference: Reference) -> str:
    """The macro of the month, which styles write out in their language."""
    month = reference.published[5:7]
    return f"  month = {_MONTHS[int(month) - 1]},\n" if month else ""


def _name(name: str) -> str:
    """A name as BibTeX parts it; one that it would part wrongly in braces."""
    parts = parted(name)
    escaped = name.translate(_ESCAPES)
    if not parts.given or re.search(r"\band\b|\bothers\b", name, re.IGNORECASE):
        return f"{{{escaped}}}"
    family = f"{parts.particle} {parts.family}".strip()
    whole = (family, parts.suffix, parts.given) if parts.suffix else (family, parts.given)
    return ", ".join(part.translate(_ESCAPES) for part in whole)
