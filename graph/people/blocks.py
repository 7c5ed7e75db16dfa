"""The papers of one name with all that their comparison rests on, and nothing else."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
import scipy.sparse as sp

from paperatlas.graph.people.corpus import LARGEST_TEAM, Corpus, Numbers, Whole
from paperatlas.graph.people.evidence import Model

VERSION = "1"
"""Of the code that solves blocks: what it gave before is not believed under another."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name whose papers are to be told apart.

    Attributes:
        name: Its column in the corpus.
        units: Places of its papers, in groups that are one person's for sure.
        apart: Pairs of units that are not.
    """

    name: int
    units: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The papers of a name.

    Attributes:
        expected: How many people bear the name.
        years: Of each paper; 0 where unknown.
        on: A row a paper, a column a co-author.
        weights: Of the co-authors.
        outside: Which co-authors wrote with one another on other papers.
        words: A row a paper, a column a word that several have.
        private: What the other words of each paper add to the square of its length.
        units: As in `Wanted`.
        apart: As in `Wanted`.
    """

    expected: float
    years: Numbers
    on: sp.csr_matrix
    weights: Numbers
    outside: sp.csr_matrix
    words: sp.csr_matrix
    private: Numbers
    units: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, int], ...]


def block_of(corpus: Corpus, wanted: Wanted) -> Block:
    """The block of a name."""
    papers = corpus.by.indices[corpus.by.indptr[wanted.name] : corpus.by.indptr[wanted.name + 1]]
    on, columns = _co_authors(corpus, papers, wanted.name)
    words = corpus.words[papers]
    shared = _of_several(words)
    return Block(
        expected=float(corpus.expected[wanted.name]),
        years=corpus.years[papers],
        on=on,
        weights=corpus.weights[columns],
        outside=_outside(corpus, on, columns),
        words=shared,
        private=_squares(words) - _squares(shared),
        units=wanted.units,
        apart=wanted.apart,
    )


def fingerprint(block: Block, model: Model) -> str:
    """A hash of all that the result rests on."""
    digest = hashlib.sha256(repr((VERSION, model.weights.tolist(), astuple(model)[2:], block.expected)).encode())
    digest.update(repr((model.bias, block.units, block.apart)).encode())
    for numbers in (block.years, block.weights, block.private):
        digest.update(np.ascontiguousarray(numbers, np.float64).tobytes())
    for matrix in (block.on, block.outside, block.words):
        digest.update(repr(matrix.shape).encode())
        for indices in (matrix.indptr, matrix.indices):
            digest.update(np.ascontiguousarray(indices, np.int64).tobytes())
        digest.update(np.ascontiguousarray(matrix.data, np.float64).tobytes())
    return digest.hexdigest()


def _co_authors(corpus: Corpus, papers: Whole, own: int) -> tuple[sp.csr_matrix, Whole]:
    """Who else is on papers: a row a paper, and the column in the corpus of each column."""
    on = corpus.on[papers].tocoo()
    others = on.col != own
    columns, places = np.unique(on.col[others], return_inverse=True)
    shape = (len(papers), len(columns))
    return _ordered(sp.csr_matrix((on.data[others], (on.row[others], places)), shape)), columns


def _outside(corpus: Corpus, on: sp.csr_matrix, columns: Whole) -> sp.csr_matrix:
    usual = on[np.flatnonzero(np.asarray(on.sum(1)).ravel() < LARGEST_TEAM)]
    outside = (corpus.ties[columns][:, columns] - usual.T @ usual).tocsr()
    outside.data = (outside.data > 0.5).astype(np.float64)
    outside.setdiag(0)
    outside.eliminate_zeros()
    return _ordered(outside)


def _of_several(words: sp.csr_matrix) -> sp.csr_matrix:
    """Without the words of one paper only; what is left keeps its order, whatever other papers have."""
    several = np.flatnonzero(np.bincount(words.indices, minlength=words.shape[1]) > 1)
    return _ordered(words[:, several].tocsr())


def _squares(words: sp.csr_matrix) -> Numbers:
    return np.asarray(words.multiply(words).sum(1), np.float64).ravel()


def _ordered(matrix: sp.csr_matrix) -> sp.csr_matrix:
    matrix.sort_indices()
    return matrix


def together(units: Sequence[Sequence[int]], papers: int) -> sp.csr_matrix:
    """A row a group, a column a paper: 1 where it is in it."""
    rows = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    columns = np.array([at for unit in units for at in unit], np.int64)
    return sp.csr_matrix((np.ones(len(columns)), (rows, columns)), (len(units), papers))
