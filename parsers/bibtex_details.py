"""What an entry of BibTeX is, and what it says besides what makes a paper: volume, pages, publisher, editors."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from paperatlas.graph.citation_keys import citation_key
from paperatlas.graph.details import (
    DETAILS,
    ENTRY,
    MASTERS_THESIS,
    ORGANIZATION,
    OTHER_KEYS,
    PEOPLE,
    PRIMARY_CLASS,
    TEX_TITLE,
)
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.records import Detail
from paperatlas.graph.work_types import bibtex_entry, bibtex_type, has_issues, type_at
from paperatlas.parsers.fields.bibtex_names import bibtex_names
from paperatlas.parsers.fields.details import details_of, people
from paperatlas.parsers.fields.subtitles import with_subtitle
from paperatlas.parsers.fields.undated import status_in

_OF_FIELDS = tuple((name, field.name) for field in DETAILS.values() for name in field.bibtex)
_FIELDS = frozenset(field for field, _ in _OF_FIELDS)
_PLAIN = re.compile(r"[\w .,:;()/'-]*")
_NUMBERS = {"number", "issue", "eid"}
_LINKED = ("misc", "online", "electronic")
"""Entries of which the archive alone says that they are preprints, as arXiv itself writes them."""


def type_of_entry(entry: str, fields: Mapping[str, str], ids: Sequence[str], venue: str | None) -> str | None:
    """What an entry is."""
    if entry.lower() in _LINKED and venue in (None, "arXiv") and any(each.startswith("arxiv:") for each in ids):
        return "article"
    return type_at(venue, bibtex_type(entry, fields.get("entrysubtype", ""), fields.get("pubstate", "")))


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
    found = [*_named(fields, work_type, plain)]
    kind = entry.lower()
    if kind == "mastersthesis":
        found.append(("genre", MASTERS_THESIS))
    if "ids" in fields:
        keys = (each.strip() for each in fields["ids"].split(","))
        found.append((OTHER_KEYS, ",".join(key for key in keys if citation_key(key) and not recognised(key))))
    if not work_type or kind != _written(work_type):
        found.append((ENTRY, kind))
    found.append((TEX_TITLE, _tex_title(fields.get("title", ""), fields.get("subtitle", ""))))
    if status := status_in(fields.get("date") or fields.get("year", "")):
        found.append(("status", status))
    if "organization" in fields:
        found.append((ORGANIZATION, plain(fields["organization"])))
    if "eprint" in fields:
        found.append((PRIMARY_CLASS, fields.get("primaryclass") or fields.get("eprintclass") or ""))
    return details_of(found, work_type, venue)


@functools.cache
def _written(work_type: str) -> str:
    """The entry that a work of a type is exported as, where the user's bibliography says nothing else."""
    return bibtex_entry(work_type)[0]


def _named(fields: Mapping[str, str], work_type: str | None, plain: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for field, name in _ordered(tuple(filter(_FIELDS.__contains__, fields))):
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


@functools.lru_cache(1 << 10)
def _ordered(fields: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The details that stand in some fields, in the order in which the first of a name counts."""
    return tuple(pair for pair in _OF_FIELDS if pair[0] in fields)


def _tex_title(title: str, subtitle: str) -> str:
    """The title where braces or formulas in it say more than its plain text."""
    printed = with_subtitle(title.strip(), subtitle.strip()) if subtitle else title
    return printed if "{" in printed or "$" in printed else ""


def _shown(value: str, plain: Callable[[str], str]) -> str:
    return value if _PLAIN.fullmatch(value) else plain(value)


@functools.cache
def _number(field: str, has_issues: bool) -> str:
    """BibTeX calls the issue of a journal a number, and the number of its article an eid."""
    return "issue" if has_issues and field != "eid" else "number"
