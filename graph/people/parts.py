"""Groups of papers under one name each, and what many pairs of them have in common."""

import itertools
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from paperatlas.graph.people.corpus import Corpus, Numbers, Whole, starts
from paperatlas.graph.people.evidence import FEATURES, Meeting, Side

AT_ONCE = 20_000
"""Pairs compared at once; for memory."""
OF_PAPERS = [FEATURES.index(name) for name in ("share of co-authors", "papers", "papers of a common name")]
"""What was learned for papers under one name, and says nothing of two names."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Groups of papers under one name each, after splitting.

    Attributes:
        name: The column of the name of each.
        places: Of its papers among those of the name.
        papers: Rows of its papers.
        mentions: The numbers of its mentions.
        co_authors: A row a part, a column a name: on how many of its papers.
        words: A row a part: sums of the papers' words.
        lengths: Of these rows.
        side: What is known of each alone.
    """

    name: Whole
    places: Sequence[Sequence[int]]
    papers: Sequence[Whole]
    mentions: Sequence[Sequence[int]]
    co_authors: sp.csr_matrix
    words: sp.csr_matrix
    lengths: Numbers
    side: Side

    def by_label(self, names: Container[int]) -> dict[tuple[int, int], int]:
        """The number of a part of some names by its name and the place of its first paper."""
        return {(name, self.places[part][0]): part for part, name in enumerate(self.name.tolist()) if name in names}


def parts_of(corpus: Corpus, name: Whole, places: Sequence[Sequence[int]]) -> Parts:
    """Groups of papers, each under one name and given by their places among its papers."""
    sizes = np.array([len(each) for each in places], np.int64)
    begins = starts(sizes)
    at = np.repeat(corpus.by.indptr[name], sizes) + np.array([place for its in places for place in its], np.int64)
    numbers, columns = corpus.by.data[at].tolist(), corpus.by.indices[at]
    parts = [slice(*bounds) for bounds in itertools.pairwise(begins.tolist())]
    mentions, papers = [numbers[part] for part in parts], [columns[part] for part in parts]
    rows = np.repeat(np.arange(len(papers)), sizes)
    shape = (len(papers), len(corpus.papers))
    of = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape)
    own = sp.csr_matrix((sizes.astype(np.float64), (np.arange(len(papers)), name)), (len(papers), len(corpus.authors)))
    co_authors = (of @ corpus.on - own).tocsr()
    co_authors.eliminate_zeros()
    years = corpus.years[columns]
    known = np.where(years > 0, years, np.inf)
    first = np.minimum.reduceat(known, begins[:-1]) if papers else years
    side = Side(
        papers=sizes.astype(np.float64),
        listed=np.asarray(co_authors.sum(1)).ravel(),
        different=np.diff(co_authors.indptr).astype(np.float64),
        weight=np.asarray(co_authors @ corpus.weights).ravel(),
        first=np.where(np.isfinite(first), first, 0),
        last=np.maximum.reduceat(years, begins[:-1]) if papers else years,
    )
    words = (of @ corpus.words).tocsr()
    return Parts(name, places, papers, mentions, co_authors, words, _lengths(words), side)


def _lengths(words: sp.csr_matrix) -> Numbers:
    """Of the rows; exact sums, in any order."""
    found = np.zeros(words.shape[0])
    some = np.diff(words.indptr) > 0
    if some.any():
        found[some] = np.sqrt(np.add.reduceat(words.data**2, words.indptr[:-1][some]))
    return found


def meetings(corpus: Corpus, parts: Parts, ones: Whole, others: Whole) -> Iterator[tuple[Side, Side, Meeting]]:
    """What pairs of parts have in common, some thousand pairs at a time."""
    tied = corpus.ties.sign()
    for start in range(0, len(ones), AT_ONCE):
        one, other = ones[start : start + AT_ONCE], others[start : start + AT_ONCE]
        left, right = parts.co_authors[one], parts.co_authors[other]
        both = left.sign().multiply(right.sign()).tocsr()
        ties = _ties(corpus, tied, left - left.multiply(both), right - right.multiply(both))
        yield side_of(parts, one), side_of(parts, other), replace(shared(corpus, parts, one, other), ties=ties)


def shared(corpus: Corpus, parts: Parts, one: Whole, other: Whole) -> Meeting:
    """What pairs of parts have in common, without ties."""
    both = parts.co_authors[one].sign().multiply(parts.co_authors[other].sign()).tocsr()
    product = np.asarray(parts.words[one].multiply(parts.words[other]).sum(1)).ravel()
    return Meeting(
        weight=np.asarray(both @ corpus.weights).ravel(),
        count=np.diff(both.indptr).astype(np.float64),
        strongest=_largest(both.multiply(corpus.weights).tocsr()),
        ties=np.zeros(len(one)),
        words=product / np.maximum(parts.lengths[one] * parts.lengths[other], 1e-9),
    )


def side_of(parts: Parts, at: Whole) -> Side:
    """What is known of some parts alone."""
    side = parts.side
    return Side(side.papers[at], side.listed[at], side.different[at], side.weight[at], side.first[at], side.last[at])


def _largest(rows: sp.csr_matrix) -> Numbers:
    """The largest figure of each row."""
    return np.asarray(rows.max(1).todense()).ravel() if rows.shape[0] and rows.shape[1] else np.zeros(rows.shape[0])


def _ties(corpus: Corpus, tied: sp.csr_matrix, left: sp.csr_matrix, right: sp.csr_matrix) -> Numbers:
    """How much co-authors of one wrote with co-authors of the other, those that both have left out.

    Shared ones are left out for what they wrote with the others can be the very papers that are compared.
    """
    weigh = sp.diags(corpus.weights)
    forth = np.asarray((left @ weigh @ tied).multiply(right).sum(1)).ravel()
    back = np.asarray((right @ weigh @ tied).multiply(left).sum(1)).ravel()
    ties: Numbers = (forth + back) / 2
    return ties
