"""CSL-JSON of the papers, for Zotero, Pandoc and citeproc."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from paperatlas.graph.views import View
from paperatlas.loaders.references import Reference, parted, references

_OWN_FIELDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers of a view to a binary file, a line a paper."""
    before = "[\n"
    for reference in references(tables, view):
        target.write(f"{before}{json.dumps(_item(reference), ensure_ascii=False)}".encode())
        before = ",\n"
    target.write(b"[]\n" if before == "[\n" else b"\n]\n")


def _item(reference: Reference) -> dict[str, Any]:
    authors = [*map(_name, reference.authors), *([{"literal": "others"}] if reference.is_cut else [])]
    date = [int(part) for part in reference.published.split("-") if part]
    others = [f"{scheme}:{value}" for scheme, value in reference.ids.items() if scheme not in _OWN_FIELDS]
    item = {
        "id": reference.id,
        "type": "article-journal" if reference.venue else "article",
        "title": reference.title,
        "author": authors if reference.authors else [],
        "issued": {"date-parts": [date]} if date else {},
        "container-title": reference.venue,
        **{field: reference.ids.get(scheme, "") for scheme, field in _OWN_FIELDS.items()},
        "URL": reference.url,
        "note": " ".join(each for each in others if each != reference.id),
        "keyword": reference.joined_keywords(),
        "abstract": reference.abstract,
    }
    return {name: value for name, value in item.items() if value or name == "issued"}


def _name(name: str) -> dict[str, str]:
    parts = parted(name)
    if not parts.given:
        return {"literal": name}
    named = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {key: value for key, value in named.items() if value}
