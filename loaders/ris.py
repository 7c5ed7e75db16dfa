"""RIS, a reference a paper, for EndNote, Zotero, Mendeley and their like."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.name_parts import name_parts
from paperatlas.graph.views import View
from paperatlas.loaders.bibliography import Reference, references


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers to a binary file."""
    for reference in references(tables):
        lines = (f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _values(reference))
        target.write(f"{''.join(lines)}ER  - \r\n\r\n".encode())


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "JOUR" if reference.venue else "GEN"
    yield "TI", reference.title
    for name in reference.names:
        given, last, suffix = name_parts(name)
        yield "AU", ", ".join(part for part in (last, given, suffix) if part)
    if reference.is_cut and reference.names:
        yield "AU", "et al."
    if reference.published:
        yield "PY", reference.published[:4]
        yield "DA", (reference.published.replace("-", "/") + "///")[:11].rstrip("/") + "/"
    if reference.venue:
        yield "JO", reference.venue
    for scheme, value in reference.ids.items():
        yield ("DO", value) if scheme == "doi" else ("N1", f"{scheme}:{value}")
    if reference.url:
        yield "UR", reference.url
    if reference.abstract:
        yield "AB", reference.abstract
