"""All names on papers, by number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.people.arrays import Whole


@dataclass(frozen=True, slots=True)
class Mention:
    """A name on a paper.

    Attributes:
        paper: The paper's id.
        author: The name's id.
        ids: Of persons, as the source gives them.
    """

    paper: str
    author: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """All names on papers, by number: sorted by paper, then name.

    Attributes:
        papers: The papers' ids, in order.
        authors: The names' ids, in order.
        paper: Which of the papers each is on.
        author: Which of the names each is.
        with_ids: Those that have ids of persons.
    """

    papers: pa.Array
    authors: pa.Array
    paper: Whole
    author: Whole
    with_ids: Mapping[int, Mention]

    def __len__(self) -> int:
        return len(self.paper)

    def __getitem__(self, number: int) -> Mention:
        paper, author = self.papers[self.paper[number]].as_py(), self.authors[self.author[number]].as_py()
        return self.with_ids.get(number) or Mention(paper, author, ())

    def of_names(self, authors: Collection[str]) -> list[int]:
        """The mentions of some names."""
        wanted = pc.is_in(self.authors, pa.array(sorted(authors), pa.string())).to_numpy(zero_copy_only=False)
        found: list[int] = np.flatnonzero(wanted[self.author]).tolist()
        return found


def mentions_of(table: pa.Table) -> Mentions:
    """The rows of a table of mentions."""
    (papers, paper), (authors, author) = (_numbered(table[name]) for name in ("paper", "author"))
    order = np.argsort(paper * len(authors) + author, kind="stable")
    paper, author = paper[order], author[order]
    ids = table["ids"].combine_chunks()
    has_ids = pc.fill_null(pc.greater(pc.list_value_length(ids), 0), False).to_numpy(zero_copy_only=False)
    some = np.flatnonzero(has_ids[order])
    with_ids: dict[int, Mention] = {}
    columns = papers.take(pa.array(paper[some])), authors.take(pa.array(author[some])), ids.take(pa.array(order[some]))
    for number, one, name, its in zip(some.tolist(), *(column.to_pylist() for column in columns), strict=True):
        with_ids[number] = Mention(one, name, tuple(sorted(set(its))))
    return Mentions(papers, authors, paper, author, with_ids)


def _numbered(column: pa.ChunkedArray) -> tuple[pa.Array, Whole]:
    """The different words of a column in order, and which of them stands in each row."""
    encoded = column.combine_chunks().dictionary_encode()
    order = pc.array_sort_indices(encoded.dictionary).to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return encoded.dictionary.take(pa.array(order)), rank[encoded.indices.to_numpy()]
