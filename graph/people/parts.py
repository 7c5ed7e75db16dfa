"""Groups of papers under one name each, and what many pairs of them have in common."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from paperatlas.graph.people.arrays import Numbers, Whole, spans, starts
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.evidence import FEATURES, Meeting, Side

AT_ONCE = 10_000
"""Pairs compared at once; for memory."""
OF_PAPERS = [FEATURES.index(name) for name in ("share of co-authors", "papers", "papers of a common name")]
"""What was learned for papers under one name, and says nothing of two names."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Groups of papers under one name each.

    Attributes:
        name: The column of the name of each.
        first: Where in `at` those of each part begin, and where the last one's end.
        at: Where in the corpus, whose rows `by` are names, its papers stand.
        begins: Where there the papers of its name begin.
        rows: Of its papers, as `at`.
        numbers: Of its mentions, as `at`.
    """

    name: Whole
    first: Whole
    at: Whole
    begins: Whole
    rows: Whole
    numbers: Whole

    def __len__(self) -> int:
        return len(self.name)

    def papers(self, part: int) -> list[int]:
        """The rows of the papers of a part."""
        found: list[int] = self.rows[self.first[part] : self.first[part + 1]].tolist()
        return found

    def places(self, part: int) -> list[int]:
        """The places of its papers among those of its name."""
        found: list[int] = (self.at[self.first[part] : self.first[part + 1]] - self.begins[part]).tolist()
        return found

    def mentions(self, part: int) -> list[int]:
        """The numbers of its mentions."""
        found: list[int] = self.numbers[self.first[part] : self.first[part + 1]].tolist()
        return found

    def of_mentions(self) -> Whole:
        """The part of each mention, where each mention is of one."""
        found = np.empty(len(self.numbers), np.int64)
        found[self.numbers] = np.repeat(np.arange(len(self)), self.sizes())
        return found

    def labelled(self, names: Whole, labels: Whole) -> Whole:
        """The parts of some names, by the places of their first papers."""
        begins = np.searchsorted(self.name, names)
        return np.searchsorted(self.at[self.first[:-1]], self.begins[begins] + labels)

    def by_label(self, names: Whole) -> dict[tuple[int, int], int]:
        """The number of a part of some names by its name and the place of its first paper."""
        its = np.flatnonzero(np.isin(self.name, names))
        labels = self.at[self.first[its]] - self.begins[its]
        return dict(zip(zip(self.name[its].tolist(), labels.tolist(), strict=True), its.tolist(), strict=True))

    def sizes(self) -> Whole:
        """The number of papers of each."""
        return np.diff(self.first)

    def some(self, parts: Whole) -> "Parts":
        """Some of them."""
        sizes = self.sizes()[parts]
        its = spans(self.first[parts], sizes)
        return Parts(
            self.name[parts], starts(sizes), self.at[its], self.begins[parts], self.rows[its], self.numbers[its]
        )


def parts_at(corpus: Corpus, name: Whole, sizes: Whole, at: Whole) -> Parts:
    """Groups of papers of some sizes, each under one name, by where in the corpus they stand."""
    return Parts(name, starts(sizes), at, corpus.by.indptr[name], corpus.by.indices[at], corpus.by.data[at])


def parts_of(corpus: Corpus, name: Whole, places: Sequence[Sequence[int]]) -> Parts:
    """Groups of papers, each under one name and given by their places among its papers."""
    sizes = np.array([len(each) for each in places], np.int64)
    within = np.fromiter(itertools.chain.from_iterable(places), np.int64, int(sizes.sum()))
    return parts_at(corpus, name, sizes, np.repeat(corpus.by.indptr[name], sizes) + within)


@dataclass(frozen=True, slots=True)
class Circles:
    """What parts are compared by.

    Attributes:
        name: The column of the name of each.
        co_authors: A row a part, a column a name: on how many of its papers.
        words: A row a part: sums of the papers' words.
        lengths: Of these rows.
        side: What is known of each alone.
    """

    name: Whole
    co_authors: sp.csr_matrix
    words: sp.csr_matrix
    lengths: Numbers
    side: Side


def circles_of(corpus: Corpus, parts: Parts) -> Circles:
    """What some parts are compared by."""
    sizes = parts.sizes()
    of = sp.csr_matrix((np.ones(len(parts.rows)), parts.rows, parts.first), (len(parts), len(corpus.papers)))
    own = sp.csr_matrix(
        (sizes.astype(np.float64), parts.name, np.arange(len(parts) + 1)), (len(parts), len(corpus.authors))
    )
    co_authors = (of @ corpus.on - own).tocsr()
    co_authors.eliminate_zeros()
    years = corpus.years[parts.rows]
    known = np.where(years > 0, years, np.inf)
    first = np.minimum.reduceat(known, parts.first[:-1]) if len(parts) else years
    side = Side(
        papers=sizes.astype(np.float64),
        listed=np.asarray(co_authors.sum(1)).ravel(),
        different=np.diff(co_authors.indptr).astype(np.float64),
        weight=np.asarray(co_authors @ corpus.weights).ravel(),
        first=np.where(np.isfinite(first), first, 0),
        last=np.maximum.reduceat(years, parts.first[:-1]) if len(parts) else years,
    )
    words = (of @ corpus.words).tocsr()
    return Circles(parts.name, co_authors, words, _lengths(words), side)


def _lengths(words: sp.csr_matrix) -> Numbers:
    """Of the rows; exact sums, in any order."""
    found = np.zeros(words.shape[0])
    some = np.diff(words.indptr) > 0
    if some.any():
        found[some] = np.sqrt(np.add.reduceat(words.data**2, words.indptr[:-1][some]))
    return found


def meetings(corpus: Corpus, circles: Circles, ones: Whole, others: Whole) -> Iterator[tuple[Side, Side, Meeting]]:
    """What pairs of parts have in common, some thousand pairs at a time."""
    for start in range(0, len(ones), AT_ONCE):
        one, other = ones[start : start + AT_ONCE], others[start : start + AT_ONCE]
        left, right = circles.co_authors[one], circles.co_authors[other]
        both = left.sign().multiply(right.sign()).tocsr()
        ties = _ties(corpus, left - left.multiply(both), right - right.multiply(both))
        yield side_of(circles, one), side_of(circles, other), replace(shared(corpus, circles, one, other), ties=ties)


def shared(corpus: Corpus, circles: Circles, one: Whole, other: Whole) -> Meeting:
    """What pairs of parts have in common, without ties."""
    both = circles.co_authors[one].sign().multiply(circles.co_authors[other].sign()).tocsr()
    product = np.asarray(circles.words[one].multiply(circles.words[other]).sum(1)).ravel()
    return Meeting(
        weight=np.asarray(both @ corpus.weights).ravel(),
        count=np.diff(both.indptr).astype(np.float64),
        strongest=_largest(both.multiply(corpus.weights).tocsr()),
        ties=np.zeros(len(one)),
        words=product / np.maximum(circles.lengths[one] * circles.lengths[other], 1e-9),
    )


def side_of(circles: Circles, at: Whole) -> Side:
    """What is known of some parts alone."""
    side = circles.side
    return Side(side.papers[at], side.listed[at], side.different[at], side.weight[at], side.first[at], side.last[at])


def _largest(rows: sp.csr_matrix) -> Numbers:
    """The largest figure of each row."""
    return np.asarray(rows.max(1).todense()).ravel() if rows.shape[0] and rows.shape[1] else np.zeros(rows.shape[0])


def _ties(corpus: Corpus, left: sp.csr_matrix, right: sp.csr_matrix) -> Numbers:
    """How much co-authors of one wrote with co-authors of the other, those that both have left out.

    Shared ones are left out for what they wrote with the others can be the very papers that are compared.
    """
    weighed = (side.multiply(corpus.weights).tocsr() for side in (left, right))
    forth, back = (
        np.asarray(reached(corpus, one).multiply(other).sum(1)).ravel()
        for one, other in zip(weighed, (right, left), strict=True)
    )
    ties: Numbers = (forth + back) / 2
    return ties


def reached(corpus: Corpus, co_authors: sp.csr_matrix) -> sp.csr_matrix:
    """Who wrote with some co-authors, row by row: sums of the figures of those with whom each did."""
    names, column = np.unique(co_authors.indices, return_inverse=True)
    tied = corpus.ties[names]
    tied.data[:] = 1.0
    rows = sp.csr_matrix((co_authors.data, column, co_authors.indptr), (co_authors.shape[0], len(names)))
    return (rows @ tied).tocsr()
