"""The papers of a graph as references: what BibTeX, RIS and CSL-JSON are written from."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa

from paperatlas.base.errors import UsageError
from paperatlas.graph.records import KEYWORDS
from paperatlas.graph.schema import AUTHORED, PAPER, PASSAGES
from paperatlas.graph.views import View
from paperatlas.graph.whitespace import squeezed

_SUFFIX = re.compile(r"(?:[JS]r|I{2,3}|IV)\.?", re.IGNORECASE)


class Name(NamedTuple):
    """A name in parts; in one that can't be parted all is the family name."""

    family: str
    given: str = ""
    suffix: str = ""
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper as bibliographies have it.

    Attributes:
        id: Of the paper in the graph.
        ids: All its ids by scheme, without the scheme.
        title: Plain text.
        url: Empty where there is none.
        published: `2024`, `2024-04` or `2024-04-16`, where no source says it the year of the arXiv id; else empty.
        venue: Empty where it is not known.
        authors: As printed for this paper, in order.
        is_cut: Whether the list of authors is not whole.
        abstract: Its passages, one after the other.
        keywords: As its sources print them.
    """

    id: str
    ids: Mapping[str, str]
    title: str
    url: str
    published: str
    venue: str
    authors: tuple[str, ...]
    is_cut: bool
    abstract: str
    keywords: tuple[str, ...]

    def joined_keywords(self) -> str:
        """The keywords in one text, between commas, or where one has a comma between semicolons."""
        if not any("," in keyword for keyword in self.keywords):
            return ", ".join(self.keywords)
        return "; ".join(self.keywords) + ";" * (len(self.keywords) == 1)


def references(tables: Mapping[str, pa.Table], view: View) -> Iterator[Reference]:
    """Every paper of a view, in the order of the table.

    Raises:
        UsageError: The view has no papers.
    """
    if PAPER not in view.nodes:
        raise UsageError(f"the view {view.name!r} has no papers to write as references; the views all and papers have")
    authors: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in _rows(tables[AUTHORED.table], "source", "target", "listed", "as_written"):
        printed = row["as_written"][0] if row["as_written"] else row["source"].partition(":")[2]
        authors[row["target"]].append((row["listed"], squeezed(printed)))
    abstracts: dict[str, list[str]] = defaultdict(list)
    keywords: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(tables[PASSAGES.table], "paper", "section", "text"):
        if row["section"] == KEYWORDS:
            keywords[row["paper"]].update(dict.fromkeys(filter(None, map(squeezed, row["text"].split(";")))))
        else:
            abstracts[row["paper"]].append(squeezed(row["text"]))
    columns = ("id", "ids", "title", "url", "published", "year", "venue", "authors_complete")
    for row in _rows(tables[PAPER.table], *columns):
        yield Reference(
            id=row["id"],
            ids=dict(each.split(":", 1) for each in row["ids"] or () if ":" in each),
            title=squeezed(row["title"] or ""),
            url=row["url"] or "",
            published=row["published"] or str(row["year"] or ""),
            venue=squeezed(row["venue"] or ""),
            authors=tuple(name for _, name in sorted(authors.get(row["id"], ()))),
            is_cut=row["authors_complete"] is False,
            abstract=" ".join(abstracts.get(row["id"], ())),
            keywords=tuple(keywords.get(row["id"], ())),
        )


def parted(name: str) -> Name:
    """A name in parts, small words before the family name as its particle.

    >>> parted("Jean de la Fontaine"), parted("Sam B. Roe Jr."), parted("OpenAI")
    (Name(family='Fontaine', given='Jean', suffix='', particle='de la'), \
Name(family='Roe', given='Sam B.', suffix='Jr.', particle=''), Name(family='OpenAI', given='', suffix='', particle=''))
    """
    words = name.split()
    if "," in name or len(words) < 2:
        return Name(name)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return Name(words[-1], " ".join(words[:start]), suffix, " ".join(words[start:-1]))


def _rows(rows: pa.Table, *columns: str) -> Iterator[Mapping[str, Any]]:
    for batch in rows.select(columns).to_batches(max_chunksize=4096):
        yield from batch.to_pylist()
