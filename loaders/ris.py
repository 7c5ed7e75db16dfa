"""RIS of the papers, for reference managers. It can't say that a list of people goes on: any name would be one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.citation_keys import own_key
from paperatlas.graph.details import DETAILS, PEOPLE, first_and_last
from paperatlas.graph.identifiers import address_of
from paperatlas.graph.name_parts import NameParts, has_initial, parted
from paperatlas.graph.views import View
from paperatlas.graph.work_types import WORK_TYPES, has_issues, is_of_publisher
from paperatlas.loaders.references import Person, Reference, references


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes the papers of a view to a binary file."""
    for reference in references(tables, view):
        kind = WORK_TYPES[reference.work_type].ris[0] if reference.work_type else "JOUR" if reference.venue else "GEN"
        lines = "".join(f"{tag}  - {value}\n" for tag, value in _fields(reference) if value)
        target.write(f"TY  - {kind}\n{lines}ER  - \n\n".encode())


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", reference.key
    # Some keys look like the numbers that programs give, RN12: only with the label they are read as keys again.
    yield "LB", reference.key if reference.is_own_key and own_key(reference.key) is None else ""
    yield "TI", reference.title
    if not reference.has_only_editors():
        yield from (("AU", name) for name in _names(reference.authors))
    yield "PY", reference.published[:4]
    yield "DA", reference.published.replace("-", "/")
    yield "PB" if is_of_publisher(reference.work_type) else "T2", reference.venue
    yield from _details(reference)
    yield "DO", reference.ids.get("doi", "")
    url = reference.own_url("doi")
    yield "UR", url
    for scheme, value in reference.ids.items():
        address = address_of(f"{scheme}:{value}") if scheme != "doi" else None
        yield "UR", address if address and address != url else ""
    for keyword in reference.keywords:
        yield "KW", keyword
    yield "AB", reference.abstract


def _details(reference: Reference) -> Iterator[tuple[str, str]]:
    for name, field in DETAILS.items():
        value = reference.details.get(name, "")
        tag = next(iter(field.ris), "")
        if name in PEOPLE:
            yield from ((tag, each) for each in _names(reference.people(name)[0]))
        elif name == "page":
            yield from zip(("SP", "EP"), first_and_last(value), strict=True)
        elif name == "number" and has_issues(reference.work_type):
            yield "C7", value
        elif (
            tag
            and name != "URL"
            and not (name == "publisher" and is_of_publisher(reference.work_type) and reference.venue)
        ):
            yield tag, value


def _names(people: Sequence[Person]) -> list[str]:
    """The names of a list; a comma behind one says that it is not to be cut, where nothing else shows it."""
    names = [_name(person.parts) for person in people]
    is_shown = any("," in name for name in names) or (len(names) == 1 and not has_initial(names[0]))
    return [
        f"{name}," if not parts.given and ("," in name or not (is_shown or parted(name) == parts)) else name
        for name, parts in zip(names, (person.parts for person in people), strict=True)
    ]


def _name(parts: NameParts) -> str:
    if not parts.given:
        return parts.family
    return ", ".join(filter(None, (parts.whole_family, parts.whole_given, parts.suffix)))
