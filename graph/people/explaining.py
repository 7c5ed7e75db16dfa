"""Why parts were joined or parted, in words that a reader can check."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import scipy.sparse as sp

from paperatlas.graph.people.arrays import spans, starts
from paperatlas.graph.people.blocks import rows_of
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.parts import circles_of, meetings, parts_of
from paperatlas.graph.people.resolution import EVIDENCE, REASONS

MOST = 5
"""Co-authors and words that are named."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two groups of papers, each under one name.

    Attributes:
        name: Column of the name of one.
        places: Its papers, as places among those of the name.
        other_name: Column of the name of the other.
        other_places: Its papers.
    """

    name: int
    places: Sequence[int]
    other_name: int
    other_places: Sequence[int]


def reasons(corpus: Corpus, compared: Sequence[Compared]) -> pa.Table:
    """What speaks for each two being one person's, a row each: the REASONS of the evidence."""
    lots = [pa.table([pa.array([], EVIDENCE.field(name).type) for name in REASONS], names=REASONS)]
    names = [each.name for each in compared] + [each.other_name for each in compared]
    places = [each.places for each in compared] + [each.other_places for each in compared]
    circles = circles_of(corpus, parts_of(corpus, np.array(names, np.int64), places))
    authors, vocabulary = corpus.names.authors, pa.array(corpus.vocabulary, pa.string())
    ones, others, at = np.arange(len(compared)), np.arange(len(compared)) + len(compared), 0
    for one, other, meeting in meetings(corpus, circles, ones, others):
        lot = slice(at, at + len(meeting.ties))
        at = lot.stop
        both = circles.co_authors[ones[lot]].sign().multiply(circles.co_authors[others[lot]].sign()).tocsr()
        both.data = corpus.weights[both.indices]
        years_known = (one.last > 0) & (other.last > 0)
        gap = np.maximum(np.maximum(one.first - other.last, other.first - one.last), 0).astype(np.int64)
        columns = [
            _strongest(both, authors),
            pa.array([round(ties, 2) for ties in meeting.ties.tolist()], pa.float64()),
            _strongest(circles.words[ones[lot]].multiply(circles.words[others[lot]]).tocsr(), vocabulary),
            pa.array(gap, mask=~years_known),
        ]
        lots.append(pa.table(columns, names=REASONS))
    return pa.concat_tables(lots)


def _strongest(rows: sp.csr_matrix, called: pa.Array) -> pa.Array:
    """Of each row what the columns with the largest figures are called; of the same ones the first come first."""
    row = rows_of(rows)
    order = np.lexsort((rows.indices, -rows.data, row))
    sizes = np.diff(rows.indptr)
    few = np.minimum(sizes, MOST)
    chosen = order[spans(rows.indptr[:-1].astype(np.int64), few)]
    first = pa.array(starts(few), pa.int32())
    return pa.ListArray.from_arrays(first, called.take(pa.array(rows.indices[chosen])))
