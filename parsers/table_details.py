"""What a row of an exported table says besides what makes a paper: its type and key, volume, pages, editors."""

from collections.abc import Iterator, Mapping

from paperatlas.graph.citation_keys import citation_key
from paperatlas.graph.details import pages
from paperatlas.graph.records import Detail
from paperatlas.graph.work_types import service_type, zotero_type
from paperatlas.parsers.fields.details import details_of, people
from paperatlas.parsers.fields.names import read_people

_NAMES = {
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "pages": "page",
    "publisher": "publisher",
    "publisher place": "publisher-place",
    "edition": "edition",
    "series": "collection-title",
    "isbn": "ISBN",
    "issn": "ISSN",
    "language": "language",
}


def type_of_row(cells: Mapping[str, str]) -> str | None:
    """What the paper of a row is; several types stand between semicolons."""
    if "item type" in cells:
        return zotero_type(cells["item type"])
    return service_type(cells.get("work type", "").split(";"))


def key_of_row(cells: Mapping[str, str]) -> str | None:
    """The citation key of a row."""
    return citation_key(cells.get("citation key", ""))


def details_of_row(cells: Mapping[str, str], work_type: str | None, venue: str) -> tuple[Detail, ...]:
    """What else a row says."""
    return details_of(_named(cells), work_type, venue)


def _named(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((name, cells[column]) for column, name in _NAMES.items() if column in cells)
    yield "page", pages(cells.get("first page", ""), cells.get("last page", ""))
    if printed := cells.get("editors", ""):
        editors, complete = read_people(printed if ";" in printed else f"{printed};")
        yield "editor", people(editors, complete)
