"""What a reference manager wants to know of a paper, out of the tables."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from paperatlas.graph.identity import folded

_NO_KEY = re.compile(r"[^a-z\d]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper of the graph.

    Attributes:
        key: To cite it by, of letters and digits; no two have the same.
        ids: By their schemes.
        title: As plain text.
        names: Of the authors, as this paper prints them, in its order.
        is_cut: Whether there are more authors.
        published: `2024`, `2024-04` or `2024-04-16`, empty where it is not known.
        venue: Empty where it is not known.
        url: Empty where there is none.
        abstract: The summary, its sentences one after the other.
    """

    key: str
    ids: Mapping[str, str]
    title: str
    names: tuple[str, ...]
    is_cut: bool
    published: str
    venue: str
    url: str
    abstract: str


def references(tables: Mapping[str, pa.Table]) -> Iterator[Reference]:
    """Every paper, in the order of the table."""
    authors = dict(zip(*(tables["authors"][name].to_pylist() for name in ("id", "name")), strict=True))
    names: dict[str, list[str]] = defaultdict(list)
    for row in tables["authored"].sort_by("listed").to_pylist():
        names[row["target"]].append(next(iter(row["as_written"]), authors[row["source"]]))
    texts: dict[str, list[str]] = defaultdict(list)
    for row in tables["passages"].select(["paper", "number", "text"]).sort_by("number").to_pylist():
        texts[row["paper"]].append(row["text"])
    keys: set[str] = set()
    columns = ["id", "ids", "title", "authors_complete", "published", "year", "venue", "url"]
    for row in tables["papers"].select(columns).to_pylist():
        published = row["published"] or str(row["year"] or "")
        yield Reference(
            key=_key(names[row["id"]], published, row["title"], keys),
            ids=dict(each.split(":", 1) for each in row["ids"]),
            title=row["title"],
            names=tuple(names[row["id"]]),
            is_cut=row["authors_complete"] is False,
            published=published,
            venue=row["venue"] or "",
            url=row["url"] or "",
            abstract=" ".join(texts[row["id"]]),
        )


def _key(names: list[str], published: str, title: str, taken: set[str]) -> str:
    """`roe2024salt`, with a number where that is taken."""
    words = [_NO_KEY.sub("", folded(word)) for word in title.split()]
    last = _NO_KEY.sub("", folded(names[0].split()[-1])) if names else ""
    key = f"{last}{published[:4]}{next((word for word in words if len(word) > 3), '')}"[:60] or "paper"
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    taken.add(found)
    return found
