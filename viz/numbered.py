"""The graph with row numbers for ids, as layouts and packed pages need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The tables, and their edges as row numbers.

    Attributes:
        tables: Node, edge and side tables by name.
        mentions: Paper and concept of each mention, sorted by paper; the strongest of a paper first.
        authored: Paper and author of each authorship, sorted by paper, then as printed.
        days: The dates that are those of papers, in order; months and years among them where no day is known.
        featured: Paper and day of each listing, and of a paper in no digest the date of its publication; sorted.
        shared: The two papers of each row of `shares_concept`.
    """

    tables: Mapping[str, pa.Table]
    mentions: Rows
    authored: Rows
    days: Sequence[str]
    featured: Rows
    shared: Rows

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self.tables[table])

    def values(self, table: str, column: str) -> NDArray[np.float64]:
        """A column of numbers; unknown ones are not a number."""
        return np.asarray(self.tables[table][column].to_numpy(), float)


def numbered(tables: Mapping[str, pa.Table]) -> Numbered:
    """Looks up every id once."""
    mentions = _ends(tables, "mentions", "papers", "concepts")
    strongest = np.lexsort((mentions[:, 1], -tables["mentions"]["weight"].to_numpy(), mentions[:, 0]))
    authored = _ends(tables, "authored", "authors", "papers")[:, ::-1]
    as_printed = np.lexsort((authored[:, 1], tables["authored"]["listed"].to_numpy(), authored[:, 0]))
    days, featured = _dated(tables)
    return Numbered(
        tables,
        mentions[strongest],
        authored[as_printed],
        days,
        featured,
        _ends(tables, "shares_concept", "papers", "papers"),
    )


def _dated(tables: Mapping[str, pa.Table]) -> tuple[Sequence[str], Rows]:
    """The dates of papers, and which are whose."""
    featured = _ends(tables, "featured_on", "papers", "dates")
    published = _ends(tables, "published_on", "papers", "dates")
    dated = np.concatenate([featured, published[~np.isin(published[:, 0], featured[:, 0])]])
    dated = dated[np.lexsort((dated[:, 1], dated[:, 0]))]
    used, days = np.unique(dated[:, 1], return_inverse=True)
    ids = tables["dates"]["id"].take(pa.array(used)).to_pylist()
    return ids, np.stack([dated[:, 0], days.reshape(-1)], axis=1)


def row_numbers(ids: pa.ChunkedArray, among: pa.ChunkedArray) -> Rows:
    """The row that each id has among some, -1 where it is not there."""
    found = pc.fill_null(pc.index_in(ids, value_set=among.combine_chunks()), -1)
    return np.asarray(found.to_numpy(), np.intp)


def _ends(tables: Mapping[str, pa.Table], edges: str, sources: str, targets: str) -> Rows:
    rows = tables[edges]
    return np.stack(
        [row_numbers(rows["source"], tables[sources]["id"]), row_numbers(rows["target"], tables[targets]["id"])], axis=1
    )
