"""CSL-JSON, an item a paper, for Zotero, pandoc and other users of citeproc."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from paperatlas.graph.name_parts import name_parts
from paperatlas.graph.views import View
from paperatlas.loaders.bibliography import Reference, references

_FIELDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers to a binary file, a line each."""
    before = b"[\n"
    for reference in references(tables):
        target.write(before + json.dumps(_item(reference), ensure_ascii=False).encode())
        before = b",\n"
    target.write(b"\n]\n" if before == b",\n" else b"[]\n")


def _item(reference: Reference) -> dict[str, Any]:
    """What is empty is left out."""
    others = " ".join(f"{scheme}:{value}" for scheme, value in reference.ids.items() if scheme not in _FIELDS)
    names = [*map(_name, reference.names), *([{"literal": "others"}] if reference.is_cut and reference.names else [])]
    item = {
        "id": reference.key,
        "type": "article-journal" if reference.venue else "article",
        "title": reference.title,
        "author": names,
        "issued": {"date-parts": [list(map(int, reference.published.split("-")))]} if reference.published else None,
        "container-title": reference.venue,
        "URL": reference.url,
        "note": others,
        "abstract": reference.abstract,
    }
    item |= {_FIELDS[scheme]: value for scheme, value in reference.ids.items() if scheme in _FIELDS}
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    given, last, suffix = name_parts(name)
    if not given or "," in name:
        return {"literal": name}
    return {"family": last, "given": given} | ({"suffix": suffix} if suffix else {})
