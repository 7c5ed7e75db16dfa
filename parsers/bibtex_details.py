"""What an entry of BibTeX is, and what it says besides what makes a paper: volume, pages, publisher, editors."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from paperatlas.graph.details import DETAILS, ENTRY, MASTERS_THESIS, OTHER_KEYS, PEOPLE
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.records import Detail
from paperatlas.graph.work_types import bibtex_entry, bibtex_type, has_issues
from paperatlas.parsers.fields.bibtex_names import bibtex_names
from paperatlas.parsers.fields.citation_keys import citation_key
from paperatlas.parsers.fields.details import details_of, people

_OF_FIELDS = tuple((name, field.name) for field in DETAILS.values() for name in field.bibtex)
_ORDER = {field: [pair for pair in enumerate(_OF_FIELDS) if pair[1][0] == field] for field, _ in _OF_FIELDS}
_PLAIN = re.compile(r"[\w .,:;()/'-]*")
_NUMBERS = {"number", "issue", "eid"}
_LINKED = ("misc", "online", "electronic")
"""Entries of which the archive alone says that they are preprints, as arXiv itself writes them."""


def type_of_entry(entry: str, fields: Mapping[str, str], ids: Sequence[str], venue: str | None) -> str | None:
    """What an entry is."""
    found = bibtex_type(entry, fields.get("entrysubtype", ""), fields.get("pubstate", ""))
    is_of_arxiv = any(each.startswith("arxiv:") for each in ids) and venue in (None, "arXiv")
    return "article" if is_of_arxiv and entry.lower() in _LINKED else found


def details_of_entry(
    entry: str, fields: Mapping[str, str], work_type: str | None, venue: str | None, plain: Callable[[str], str]
) -> tuple[Detail, ...]:
    """What an entry says besides.

    Args:
        entry: What it is called.
        fields: By their names in small letters.
        work_type: What it is.
        venue: What of the fields is the venue.
        plain: A value without TeX.
    """
    kind = entry.lower()
    written = bibtex_entry(work_type)[0] if work_type else ""
    keys = (each.strip() for each in fields.get("ids", "").split(","))
    further = {
        "genre": MASTERS_THESIS if kind == "mastersthesis" else "",
        OTHER_KEYS: ",".join(key for key in keys if citation_key(key) and not recognised(key)),
        ENTRY: kind if kind != written else "",
    }
    return details_of((*_named(fields, work_type, plain), *further.items()), work_type, venue)


def _named(fields: Mapping[str, str], work_type: str | None, plain: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for _, (field, name) in sorted(pair for each in fields if each in _ORDER for pair in _ORDER[each]):
        value = fields[field]
        if not value or (name == "note" and "cited by" in value.lower()):
            continue
        if name in PEOPLE:
            names = bibtex_names(value)
            yield name, people(names.authors, names.complete)
        elif field in _NUMBERS:
            yield _number(field, has_issues(work_type)), _shown(value, plain)
        else:
            yield name, _shown(value, plain)


def _shown(value: str, plain: Callable[[str], str]) -> str:
    return value if _PLAIN.fullmatch(value) else plain(value)


@functools.cache
def _number(field: str, has_issues: bool) -> str:
    """BibTeX calls the issue of a journal a number, and the number of its article an eid."""
    return "issue" if has_issues and field != "eid" else "number"
