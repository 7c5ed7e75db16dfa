"""The graph with row numbers for ids, as layouts and packed pages need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from paperatlas.graph.schema import NODES

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The tables, and their edges as row numbers.

    Attributes:
        nodes: The tables of nodes by name.
        tables: All tables by name; one that is no table of nodes may be read anew each time it is asked for.
        mentions: Paper and concept of each mention, sorted by paper; the strongest of a paper first.
        authored: Paper and author of each authorship, sorted by paper, then as printed.
        days: The dates that are those of papers, in order; months and years among them where no day is known.
        featured: Paper and day of each listing, and of a paper in no digest the date of its publication; sorted.
        shared: The two papers of each row of `shares_concept`.
    """

    nodes: Mapping[str, pa.Table]
    tables: Mapping[str, pa.Table]
    mentions: Rows
    authored: Rows
    days: Sequence[str]
    featured: Rows
    shared: Rows

    def count(self, table: str) -> int:
        """How many nodes a table has."""
        return len(self.nodes[table])

    def values(self, table: str, column: str) -> NDArray[np.float64]:
        """A column of numbers of nodes; unknown ones are not a number."""
        return np.asarray(self.nodes[table][column].to_numpy(), float)


def numbered(tables: Mapping[str, pa.Table]) -> Numbered:
    """Looks up every id once."""
    nodes = {kind.table: tables[kind.table] for kind in NODES}
    papers = nodes["papers"]
    days, featured = _dated(tables, nodes)
    return Numbered(
        nodes,
        tables,
        _sorted_mentions(tables["mentions"], papers, nodes["concepts"]),
        _sorted_authorship(tables["authored"], nodes["authors"], papers),
        days,
        featured,
        _ends(tables["shares_concept"], papers, papers),
    )


def _sorted_mentions(rows: pa.Table, papers: pa.Table, concepts: pa.Table) -> Rows:
    ends = _ends(rows, papers, concepts)
    return ends[np.lexsort((ends[:, 1], -rows["weight"].to_numpy(), ends[:, 0]))]


def _sorted_authorship(rows: pa.Table, authors: pa.Table, papers: pa.Table) -> Rows:
    ends = _ends(rows, authors, papers)[:, ::-1]
    return ends[np.lexsort((ends[:, 1], rows["listed"].to_numpy(), ends[:, 0]))]


def _dated(tables: Mapping[str, pa.Table], nodes: Mapping[str, pa.Table]) -> tuple[Sequence[str], Rows]:
    """The dates of papers, and which are whose."""
    featured, published = (
        _ends(tables[edges], nodes["papers"], nodes["dates"]) for edges in ("featured_on", "published_on")
    )
    dated = np.concatenate([featured, published[~np.isin(published[:, 0], featured[:, 0])]])
    dated = dated[np.lexsort((dated[:, 1], dated[:, 0]))]
    used, days = np.unique(dated[:, 1], return_inverse=True)
    ids = nodes["dates"]["id"].take(pa.array(used)).to_pylist()
    return ids, np.stack([dated[:, 0], days.reshape(-1)], axis=1)


def row_numbers(ids: pa.ChunkedArray, among: pa.ChunkedArray) -> Rows:
    """The row that each id has among some, -1 where it is not there."""
    found = pc.fill_null(pc.index_in(ids, value_set=among.combine_chunks()), -1)
    return np.asarray(found.to_numpy(), np.intp)


def _ends(edges: pa.Table, sources: pa.Table, targets: pa.Table) -> Rows:
    """The numbers of the nodes at both ends of edges."""
    return np.stack([row_numbers(edges["source"], sources["id"]), row_numbers(edges["target"], targets["id"])], axis=1)
