"""The graph with row numbers for ids, as layouts and packed pages need it."""

from collections.abc import Mapping
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
        mention_rows: The row of each of these in the table `mentions`.
        authored: Paper and author of each authorship, sorted by paper, then as printed.
        featured: Paper and day of each listing, sorted.
        shared: The two papers of each row of `shares_concept`.
    """

    tables: Mapping[str, pa.Table]
    mentions: Rows
    mention_rows: Rows
    authored: Rows
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
    featured = _ends(tables, "featured_on", "papers", "dates")
    return Numbered(
        tables,
        mentions[strongest],
        strongest,
        authored[as_printed],
        featured[np.lexsort((featured[:, 1], featured[:, 0]))],
        _ends(tables, "shares_concept", "papers", "papers"),
    )


def row_numbers(ids: pa.ChunkedArray, among: pa.ChunkedArray) -> Rows:
    """The row that each id has among some, -1 where it is not there."""
    found = pc.fill_null(pc.index_in(ids, value_set=among.combine_chunks()), -1)
    return np.asarray(found.to_numpy(), np.intp)


def _ends(tables: Mapping[str, pa.Table], edges: str, sources: str, targets: str) -> Rows:
    rows = tables[edges]
    return np.stack(
        [row_numbers(rows["source"], tables[sources]["id"]), row_numbers(rows["target"], tables[targets]["id"])], axis=1
    )
