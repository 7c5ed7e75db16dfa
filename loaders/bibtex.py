"""BibTeX, an entry a paper, for LaTeX and reference managers."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.name_parts import name_parts
from paperatlas.graph.views import View
from paperatlas.loaders.bibliography import Reference, references

_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\^{}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
    "--": "-{}-", "``": "`{}`", "''": "'{}'", "!`": "!{}`", "?`": "?{}`",
}  # fmt: skip
_SIGN = re.compile("--(?=-?)|``|''|[!?]`|[\\\\{}~^&%#_$]")
_BRACED = re.compile(r",|\band\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers to a binary file."""
    for reference in references(tables):
        kind = "article" if reference.venue else "misc"
        fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(reference))
        target.write(f"@{kind}{{{reference.key},\n{fields}\n}}\n\n".encode())


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_escaped(reference.title)}}}"
    names = [*map(_name, reference.names), *(["others"] if reference.is_cut and reference.names else [])]
    if names:
        yield "author", f"{{{' and '.join(names)}}}"
    year, month, day = (*reference.published.split("-"), "", "")[:3]
    if year:
        yield "year", f"{{{year}}}"
    if month:
        yield "month", _MONTHS[int(month) - 1]
    if day:
        yield "day", f"{{{int(day)}}}"
    if reference.venue:
        yield "journal", f"{{{_escaped(reference.venue)}}}"
    ids = dict(reference.ids)
    for scheme in ("doi", "pmid", "pmcid"):
        if scheme in ids:
            yield scheme, f"{{{ids.pop(scheme)}}}"
    if "arxiv" in ids:
        yield "eprint", f"{{{ids.pop('arxiv')}}}"
        yield "archiveprefix", "{arXiv}"
    if ids:
        yield "note", f"{{{' '.join(f'{scheme}:{value}' for scheme, value in ids.items())}}}"
    if reference.url:
        yield "url", f"{{{reference.url}}}"
    if reference.abstract:
        yield "abstract", f"{{{_escaped(reference.abstract)}}}"


def _name(name: str) -> str:
    """A name as BibTeX reads it: what it would take apart in braces, a "Jr." between commas."""
    given, last, suffix = name_parts(name)
    if _BRACED.search(name) or not given:
        return f"{{{_escaped(name)}}}"
    return _escaped(f"{last}, {suffix}, {given}" if suffix else name)


def _escaped(text: str) -> str:
    return _SIGN.sub(lambda found: _SIGNS[found[0]], text)
