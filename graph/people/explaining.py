"""Why parts were joined or parted, in words that a reader can check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from paperatlas.graph.people.arrays import Numbers, Whole
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.parts import circles_of, meetings, parts_of

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


@dataclass(frozen=True, slots=True)
class Reasons:
    """What two groups have in common.

    Attributes:
        co_authors: Ids of the names that say most.
        ties: How much co-authors of one wrote with co-authors of the other.
        words: The words that say most.
        gap: Years between the last paper of one and the first of the other; None where unknown.
    """

    co_authors: list[str]
    ties: float
    words: list[str]
    gap: int | None


def reasons(corpus: Corpus, compared: Sequence[Compared]) -> Iterator[Reasons]:
    """What speaks for each two being one person's."""
    if not compared:
        return
    names = [each.name for each in compared] + [each.other_name for each in compared]
    places = [each.places for each in compared] + [each.other_places for each in compared]
    circles = circles_of(corpus, parts_of(corpus, np.array(names, np.int64), places))
    ones = np.arange(len(compared))
    others = ones + len(compared)
    at = 0
    for one, other, meeting in meetings(corpus, circles, ones, others):
        for row in range(len(meeting.ties)):
            left, right = int(ones[at]), int(others[at])
            co_authors = _strongest(circles.co_authors, left, right, corpus.weights)
            words = _strongest(circles.words, left, right, None)
            known = one.last[row] > 0 and other.last[row] > 0
            gap = (
                max(0, int(max(one.first[row] - other.last[row], other.first[row] - one.last[row]))) if known else None
            )
            yield Reasons(
                [corpus.authors[column] for column in co_authors],
                round(float(meeting.ties[row]), 2),
                [corpus.vocabulary[column] for column in words],
                gap,
            )
            at += 1


def _strongest(matrix: sp.csr_matrix, one: int, other: int, weights: Numbers | None) -> list[int]:
    """The columns that two rows share and that say most: by weight, or by the product of what stands in them."""
    (columns, figures), (others, theirs) = _row(matrix, one), _row(matrix, other)
    shared, mine, yours = np.intersect1d(columns, others, assume_unique=True, return_indices=True)
    said = figures[mine] * theirs[yours] if weights is None else weights[shared]
    found: list[int] = shared[np.lexsort((shared, -said))][:MOST].tolist()
    return found


def _row(matrix: sp.csr_matrix, row: int) -> tuple[Whole, Numbers]:
    """Columns and figures of a row."""
    within = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[within], matrix.data[within]
