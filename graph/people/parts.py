"""Groups of papers under one name each, and what many pairs of them have in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from paperatlas.graph.people.corpus import Corpus, Numbers, Whole
from paperatlas.graph.people.evidence import Meeting, Side

AT_ONCE = 20_000
"""Pairs compared at once; for memory."""


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
        side: What is known of each alone.
    """

    name: Whole
    places: Sequence[Sequence[int]]
    papers: Sequence[Whole]
    mentions: Sequence[Sequence[int]]
    co_authors: sp.csr_matrix
    words: sp.csr_matrix
    side: Side

    def by_label(self) -> dict[tuple[int, int], int]:
        """The number of a part by its name and the place of its first paper."""
        return {
            (int(name), places[0]): part for part, (name, places) in enumerate(zip(self.name, self.places, strict=True))
        }


def parts_of(corpus: Corpus, name: Whole, places: Sequence[Sequence[int]]) -> Parts:
    """Groups of papers, each under one name and given by their places among its papers."""
    mentions, papers = [], []
    for column, its in zip(name.tolist(), places, strict=True):
        numbers = corpus.mentions(column)
        mentions.append([numbers[place] for place in its])
        papers.append(corpus.papers_of(column)[np.array(its, np.int64)])
    sizes = np.array([len(each) for each in papers], np.int64)
    rows = np.repeat(np.arange(len(papers)), sizes)
    columns = np.concatenate(papers) if papers else np.zeros(0, np.int64)
    shape = (len(papers), len(corpus.papers))
    of = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape)
    own = sp.csr_matrix((sizes.astype(np.float64), (np.arange(len(papers)), name)), (len(papers), len(corpus.authors)))
    co_authors = (of @ corpus.on - own).tocsr()
    co_authors.eliminate_zeros()
    years = corpus.years[columns]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64) if papers else np.zeros(0, np.int64)
    known = np.where(years > 0, years, np.inf)
    first = np.minimum.reduceat(known, starts) if papers else years
    side = Side(
        papers=sizes.astype(np.float64),
        listed=np.asarray(co_authors.sum(1)).ravel(),
        different=np.diff(co_authors.indptr).astype(np.float64),
        weight=np.asarray(co_authors @ corpus.weights).ravel(),
        first=np.where(np.isfinite(first), first, 0),
        last=np.maximum.reduceat(years, starts) if papers else years,
    )
    return Parts(name, places, papers, mentions, co_authors, (of @ corpus.words).tocsr(), side)


def meetings(corpus: Corpus, parts: Parts, ones: Whole, others: Whole) -> Iterator[tuple[Side, Side, Meeting]]:
    """What pairs of parts have in common, some thousand pairs at a time."""
    tied = corpus.ties.copy()
    tied.data = np.ones_like(tied.data)
    lengths = np.sqrt(np.asarray(parts.words.multiply(parts.words).sum(1)).ravel())
    for start in range(0, len(ones), AT_ONCE):
        one, other = ones[start : start + AT_ONCE], others[start : start + AT_ONCE]
        left, right = parts.co_authors[one], parts.co_authors[other]
        both = left.sign().multiply(right.sign()).tocsr()
        product = parts.words[one].multiply(parts.words[other]).sum(1)
        yield (
            _side(parts.side, one),
            _side(parts.side, other),
            Meeting(
                weight=np.asarray(both @ corpus.weights).ravel(),
                count=np.diff(both.indptr).astype(np.float64),
                strongest=_largest(both.multiply(corpus.weights).tocsr()),
                ties=_ties(corpus, tied, left - left.multiply(both), right - right.multiply(both)),
                words=np.asarray(product).ravel() / np.maximum(lengths[one] * lengths[other], 1e-9),
            ),
        )


def _side(side: Side, at: Whole) -> Side:
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
