"""What is known of a paper: its ids and why they are its own, its listings, and which of them gives what is shown."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.base.errors import UsageError
from paperatlas.base.visible import quoted
from paperatlas.graph.details import OTHER_KEYS
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.whitespace import squeezed
from paperatlas.queries.lookup import Ask, find_paper
from paperatlas.queries.parameters import PARAMETER_TYPES

_OF_PAPER = ("id", "title", "time", "published", "venue", "work_type", "citation_key", "citations", "authors_complete")
_GIVEN = ("published", "venue", "work_type", "citation_key")


@dataclass(frozen=True, slots=True)
class PaperIdentifier:
    """An id of the paper, the rule by which it is one, and where it was first given."""

    id: str
    rule: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class PaperListing:
    """What a source says of the paper.

    Attributes:
        source: The file.
        line: The place in it.
        trust: 1 a list or digest, 2 references that somebody keeps, 3 a bibliographic service.
        day: Of the digest.
        title: As printed.
        published: As given.
        venue: As printed.
        work_type: What it is, as the source says.
        citation_key: What a bibliography calls it by.
        authors: How many are printed.
        authors_complete: Whether that is all of them.
        gives: What of `title`, `published`, `venue`, `work_type` and `citation_key` the graph shows as this source
            gives it.
    """

    source: str
    line: int
    trust: int
    day: str | None
    title: str
    published: str | None
    venue: str | None
    work_type: str | None
    citation_key: str | None
    authors: int
    authors_complete: bool | None
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperDetail:
    """What else a bibliography says: volume, pages, publisher, with the place where it stands."""

    name: str
    value: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class PaperProfile:
    """A paper as the graph has it, and what its sources say.

    Attributes:
        id: Of the Paper.
        title: As it is shown.
        time: Its first day in a digest, else its date of publication.
        published: Its date of publication.
        venue: Journal, conference or book.
        work_type: What it is, as CSL calls it.
        citation_key: What the user's bibliography calls it by.
        citations: As its source counts.
        authors: What its people are called, in their order.
        authors_complete: Whether some listing has all of them.
        ids: All of them.
        listings: In the order of the atlas.
        details: Volume, pages, publisher and the like.
    """

    id: str
    title: str
    time: str | None
    published: str | None
    venue: str | None
    work_type: str | None
    citation_key: str | None
    citations: int | None
    authors: tuple[str, ...]
    authors_complete: bool | None
    ids: tuple[PaperIdentifier, ...]
    listings: tuple[PaperListing, ...]
    details: tuple[PaperDetail, ...]


def describe_paper(tables: Mapping[str, pa.Table], paper: str, ask: Ask) -> PaperProfile:
    """Looks a paper up by any of its ids, an address that holds one, its citation key, or its title.

    Args:
        tables: Of the atlas.
        paper: As a person writes it.
        ask: Asks the atlas's store.

    Raises:
        NotInAtlas: It is not there; with the nearest ids or titles.
        UsageError: Several papers have the key or the title; the message names them.
    """
    try:
        wanted = PARAMETER_TYPES["paper"].read(paper)
    except ValueError as error:
        raise UsageError(f"{quoted(paper)} is no id, key or title of a paper") from error
    found = find_paper(wanted, paper, ask, functools.partial(_keyed, tables))
    (row,) = _of(tables["papers"], "id", found)
    details = _of(tables["details"], "paper", row["id"])
    listings = _of(tables["listings"], "paper", row["id"])
    authored = sorted(_of(tables["authored"], "target", row["id"]), key=lambda edge: edge["listed"])
    names = dict(zip(tables["authors"]["id"].to_pylist(), tables["authors"]["caption"].to_pylist(), strict=True))
    ids = [
        {key: each[key] for key in ("id", "rule", "source", "line")}
        for each in _of(tables["paper_ids"], "paper", row["id"])
    ]
    return PaperProfile(
        **{name: row[name] for name in _OF_PAPER},
        authors=tuple(names[edge["source"]] for edge in authored),
        ids=tuple(PaperIdentifier(each["id"], each["rule"], each["source"], each["line"]) for each in ids),
        listings=tuple(_listing(listing, row) for listing in listings),
        details=tuple(PaperDetail(*(each[name] for name in ("name", "value", "source", "line"))) for each in details),
    )


def _keyed(tables: Mapping[str, pa.Table], key: str) -> set[str]:
    """The papers of which the key is another one: of a further entry, or one that an entry tells."""
    details = _of(tables["details"], "name", OTHER_KEYS)
    told = {row["paper"] for row in details if key in row["value"].split(",")}
    return told.union(row["paper"] for row in _of(tables["listings"], "citation_key", key))


def _listing(listing: dict[str, Any], paper: dict[str, Any]) -> PaperListing:
    shown = {"title": squeezed(plain_title(listing["title"])), **{name: listing[name] for name in _GIVEN}}
    gives = tuple(sorted(name for name, value in shown.items() if value and value == paper[name]))
    day = listing["day"].isoformat() if listing["day"] else None
    told = ("source", "line", "trust", "title", *_GIVEN, "authors", "authors_complete")
    return PaperListing(**{name: listing[name] for name in told}, day=day, gives=gives)


def _of(table: pa.Table, column: str, value: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.filter(pc.equal(table[column], value)).to_pylist()
    return rows
