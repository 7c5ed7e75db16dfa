"""The papers and the names on them as arrays, with what each name and word says.

Weights are multiples of a power of two, so that sums of them are exact in any order: the same bytes whatever the number
of processes or threads.
"""

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from paperatlas.graph.people.arrays import Numbers, Whole
from paperatlas.graph.people.forms import Forms, forms_of
from paperatlas.graph.people.mentions import Mentions
from paperatlas.graph.people.rarity import expected_bearers
from paperatlas.graph.people.wording import Wording, weighed, wording_of

AS_MANY_PAPERS = 100_000
"""Weights of names count as many papers at least: in a short list, a name is no less telling."""
LARGEST_TEAM = 50
"""Papers of more authors tie no two of them."""
GRAIN = 64.0
"""Weights of names are multiples of its inverse."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Papers and names by number, both in the order of their ids.

    Attributes:
        papers: Ids.
        years: 0 where unknown.
        authors: Ids of names.
        names: The same taken apart.
        expected: How many people are expected to bear each.
        weights: How much a shared co-author of this name says.
        on: A row a paper, a column a name: 1 where it is on it.
        by: The same turned over: a row a name, a column a paper, and as figures the numbers of the mentions, which
            are counted by paper, then name.
        ties: A row and a column a name: how many papers two names share.
        words: A row a paper of length 1, a column a word.
        vocabulary: The words.
        wording: Of the papers, before it was weighed.
    """

    papers: list[str]
    years: Numbers
    authors: list[str]
    names: Forms
    expected: Numbers
    weights: Numbers
    on: sp.csr_matrix
    by: sp.csr_matrix
    ties: sp.csr_matrix
    words: sp.csr_matrix
    vocabulary: list[str]
    wording: Wording

    def papers_of(self, name: int) -> Whole:
        """The rows of the papers with a name."""
        found: Whole = self.by.indices[self.by.indptr[name] : self.by.indptr[name + 1]]
        return found

    def mentions(self, name: int) -> list[int]:
        """The mentions of a name, in the order of its papers."""
        found: list[int] = self.by.data[self.by.indptr[name] : self.by.indptr[name + 1]].tolist()
        return found


@dataclass(frozen=True, slots=True)
class Basis:
    """What of a corpus the next run's is compared with; see `Corpus`."""

    years: Numbers
    names: Forms
    expected: Numbers
    weights: Numbers
    on: sp.csr_matrix
    words: sp.csr_matrix
    vocabulary: pa.Array
    wording: Wording


def basis_of(corpus: Corpus) -> Basis:
    """What the next run's is compared with."""
    return Basis(
        years=corpus.years,
        names=corpus.names,
        expected=corpus.expected,
        weights=corpus.weights,
        on=corpus.on,
        words=corpus.words,
        vocabulary=pa.array(corpus.vocabulary, pa.string()),
        wording=corpus.wording,
    )


def corpus_of(mentions: Mentions, papers: pa.Table, before: Basis | None = None) -> Corpus:
    """The arrays of mentions and papers.

    Args:
        mentions: The names on the papers.
        papers: `paper`, `year`, `title`, `terms`.
        before: Of an earlier run, whose names and texts are not taken apart again; the result does not depend on it.
    """
    ids, authors = mentions.papers, mentions.authors
    listed = papers.filter(pc.is_in(papers["paper"], ids)).sort_by("paper")
    shape = (len(ids), len(authors))
    on = sp.csr_matrix((np.ones(len(mentions)), (mentions.paper, mentions.author)), shape)
    on.data[:] = 1.0
    on.sort_indices()
    names = forms_of(authors, None if before is None else before.names)
    expected = expected_bearers(names)
    wording = wording_of(listed, None if before is None else before.wording)
    words, vocabulary = weighed(wording)
    return Corpus(
        papers=ids.to_pylist(),
        years=pc.fill_null(listed["year"], 0).to_numpy().astype(np.float64),
        authors=authors.to_pylist(),
        names=names,
        expected=expected,
        weights=_weights(np.asarray(on.sum(0)).ravel(), len(ids), expected),
        on=on,
        by=_turned(on),
        ties=_ties(on),
        words=words,
        vocabulary=vocabulary,
        wording=wording,
    )


def _turned(on: sp.csr_matrix) -> sp.csr_matrix:
    numbered = sp.csr_matrix((np.arange(on.nnz), on.indices, on.indptr), on.shape)
    turned = numbered.T.tocsr()
    turned.sort_indices()
    return turned


def rounded(figures: Numbers, grain: float) -> Numbers:
    """Figures as multiples of 1 / grain."""
    return np.round(figures * grain) / grain


def _weights(papers: Numbers, of: int, expected: Numbers) -> Numbers:
    """How much a shared co-author says: the less, the more papers have the name and the more people bear it."""
    rare = math.log(max(of, AS_MANY_PAPERS)) - np.log(np.maximum(papers, 1))
    return rounded(np.round(rare * 4) / 4 / (1 + expected), GRAIN)


def _ties(on: sp.csr_matrix) -> sp.csr_matrix:
    """How many papers two names share, which are not of very many."""
    sizes = np.asarray(on.sum(1)).ravel()
    usual = on[np.flatnonzero((sizes > 1) & (sizes <= LARGEST_TEAM))].astype(np.float32)  # whole numbers, exact
    ties = (usual.T @ usual).tocsr()
    ties.data[ties.indices == np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))] = 0
    ties.eliminate_zeros()
    return ties
