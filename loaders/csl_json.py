"""CSL-JSON of the papers, for Zotero, Pandoc and citeproc."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from paperatlas.graph.calendar import is_date
from paperatlas.graph.details import DETAILS, PEOPLE
from paperatlas.graph.views import View
from paperatlas.graph.work_types import is_of_publisher, place_of
from paperatlas.loaders.references import Person, Reference, references

_OWN_FIELDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers of a view to a binary file, a line a paper."""
    before = "[\n"
    for reference in references(tables, view):
        target.write(f"{before}{json.dumps(_item(reference), ensure_ascii=False)}".encode())
        before = ",\n"
    target.write(b"[]\n" if before == "[\n" else b"\n]\n")


def _item(reference: Reference) -> dict[str, Any]:
    others = [f"{scheme}:{value}" for scheme, value in reference.ids.items() if scheme not in _OWN_FIELDS]
    ids = " ".join(each for each in others if each != reference.key)
    details = {name: _detail(reference, name) for name in DETAILS if name in reference.details}
    item = {
        "id": reference.key,
        "citation-key": reference.key if reference.is_own_key else "",
        "type": reference.work_type or ("article-journal" if reference.venue else "document"),
        "title": reference.title,
        "author": [] if reference.has_only_editors() else [*map(_name, reference.authors)],
        "issued": _date(reference.published),
        **details,
        _place(reference.work_type): reference.venue or details.get(_place(reference.work_type), ""),
        **{field: reference.ids.get(scheme, "") for scheme, field in _OWN_FIELDS.items()},
        "URL": reference.own_url(*_OWN_FIELDS),
        "note": "\n".join(filter(None, (ids, reference.details.get("note")))),
        "keyword": reference.joined_keywords(),
        "abstract": reference.abstract,
        "custom": _cut(reference),
    }
    return {name: value for name, value in item.items() if value or name == "issued"}


def _place(work_type: str | None) -> str:
    """The variable for the venue of a work of a type."""
    if is_of_publisher(work_type):
        return "publisher"
    return "collection-title" if place_of(work_type) == "series" else "container-title"


def _detail(reference: Reference, name: str) -> Any:
    if name in PEOPLE:
        return [*map(_name, reference.people(name)[0])]
    value = reference.details[name]
    return (_date(value) or {"raw": value}) if name == "accessed" else value


def _date(printed: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in printed.split("-")]]} if is_date(printed) else {}


def _cut(reference: Reference) -> dict[str, str]:
    """The lists of people that go on, in a variable that other programs pass over: a name would be one to them."""
    authors = ["author"] if reference.is_cut and reference.authors and not reference.has_only_editors() else []
    roles = " ".join([*authors, *(role for role in PEOPLE if all(reference.people(role)))])
    return {"others": roles} if roles else {}


def _name(person: Person) -> dict[str, str]:
    parts = person.parts
    if not parts.given:
        return {"literal": person.name}
    named = {
        "family": parts.family,
        "given": parts.given,
        "dropping-particle": parts.dropping,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {key: value for key, value in named.items() if value}
