"""RIS of the papers, for reference managers."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.identifiers import address_of
from paperatlas.graph.views import View
from paperatlas.loaders.references import Reference, parted, references


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers of a view to a binary file."""
    for reference in references(tables, view):
        kind = "JOUR" if reference.venue else "GEN"
        lines = "".join(f"{tag}  - {value}\n" for tag, value in _fields(reference) if value)
        target.write(f"TY  - {kind}\n{lines}ER  - \n\n".encode())


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", reference.id
    yield "TI", reference.title
    for name in reference.authors:
        yield "AU", _name(name)
    yield "AU", "et al." if reference.is_cut and reference.authors else ""
    yield "PY", reference.published[:4]
    yield "DA", reference.published.replace("-", "/")
    yield "T2", reference.venue
    yield "DO", reference.ids.get("doi", "")
    yield "UR", reference.url
    for scheme, value in reference.ids.items():
        address = address_of(f"{scheme}:{value}") if scheme != "doi" else None
        yield "UR", address if address and address != reference.url else ""
    for keyword in reference.keywords:
        yield "KW", keyword
    yield "AB", reference.abstract


def _name(name: str) -> str:
    parts = parted(name)
    family = f"{parts.particle} {parts.family}".strip()
    return ", ".join(part for part in (family, parts.given, parts.suffix) if part)
