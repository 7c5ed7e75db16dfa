"""The papers of some names with all that their comparison rests on, and nothing else."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np
import scipy.sparse as sp

from paperatlas.graph.people.arrays import Numbers, Whole, spans, starts
from paperatlas.graph.people.corpus import LARGEST_TEAM, Corpus
from paperatlas.graph.people.evidence import Model

VERSION = "1"
"""Of the code that solves blocks: what it gave before is not believed under another."""
AT_ONCE = 1_000_000
"""Co-authors of co-authors looked at at once; for memory."""


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
class Blocks:
    """The papers of some names, name after name.

    One name's papers, co-authors and words have rows and columns of their own, so that whatever is computed of all is
    what each name by itself would give.

    Attributes:
        wanted: The names.
        expected: How many people bear each.
        papers: The first row of each name, and how many there are.
        years: Of each paper; 0 where unknown.
        columns: The first co-author of each name, and how many there are.
        on: A row a paper, a column a co-author.
        weights: Of the co-authors.
        outside: Which co-authors wrote with one another on other papers.
        vocabulary: The first word of each name, and how many there are.
        words: A row a paper, a column a word that several of the name's papers have.
        private: What the other words of each paper add to the square of its length.
    """

    wanted: Sequence[Wanted]
    expected: Numbers
    papers: Whole
    years: Numbers
    columns: Whole
    on: sp.csr_matrix
    weights: Numbers
    outside: sp.csr_matrix
    vocabulary: Whole
    words: sp.csr_matrix
    private: Numbers


def blocks_of(corpus: Corpus, wanted: Sequence[Wanted]) -> Blocks:
    """The blocks of some names."""
    names = np.array([each.name for each in wanted], np.int64)
    sizes = np.diff(corpus.by.indptr)[names]
    rows = corpus.by.indices[spans(corpus.by.indptr[names], sizes)]
    block = np.repeat(np.arange(len(names)), sizes)
    on, keys = _co_authors(corpus, rows, block, names)
    mentioned = corpus.words[rows]
    words, vocabulary = _of_several(mentioned, block, len(names))
    return Blocks(
        wanted=wanted,
        expected=corpus.expected[names],
        papers=starts(sizes),
        years=corpus.years[rows],
        columns=np.searchsorted(keys, np.arange(len(names) + 1) * len(corpus.authors)),
        on=on,
        weights=corpus.weights[keys % len(corpus.authors)],
        outside=_outside(corpus, on, keys),
        vocabulary=vocabulary,
        words=words,
        private=_squares(mentioned) - _squares(words),
    )


def fingerprints(blocks: Blocks, model: Model) -> Iterator[str]:
    """A hash of all that the result of each rests on."""
    rests_on = repr((VERSION, model.weights.tolist(), astuple(model)[2:]))[:-1]
    for at, each in enumerate(blocks.wanted):
        digest = hashlib.sha256(f"{rests_on}, {float(blocks.expected[at])!r})".encode())
        digest.update(repr((model.bias, each.units, each.apart)).encode())
        rows, columns, words = (
            slice(int(first[at]), int(first[at + 1])) for first in (blocks.papers, blocks.columns, blocks.vocabulary)
        )
        for numbers in (blocks.years[rows], blocks.weights[columns], blocks.private[rows]):
            digest.update(numbers.tobytes())
        for matrix, its, theirs in (
            (blocks.on, rows, columns),
            (blocks.outside, columns, columns),
            (blocks.words, rows, words),
        ):
            begins = matrix.indptr[its.start : its.stop + 1].astype(np.int64)
            within = slice(begins[0], begins[-1])
            digest.update(repr((its.stop - its.start, theirs.stop - theirs.start)).encode())
            digest.update((begins - begins[0]).tobytes())
            digest.update((matrix.indices[within].astype(np.int64) - theirs.start).tobytes())
            digest.update(matrix.data[within].tobytes())
        yield digest.hexdigest()


def rows_of(matrix: sp.csr_matrix) -> Whole:
    """The row of each figure."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def _co_authors(corpus: Corpus, papers: Whole, block: Whole, names: Whole) -> tuple[sp.csr_matrix, Whole]:
    """Who else is on papers: a row a paper, a column a block and co-author; and the columns as one number each."""
    on = corpus.on[papers]
    row = rows_of(on)
    others = on.indices != names[block[row]]
    keys, columns = np.unique(block[row[others]] * len(corpus.authors) + on.indices[others], return_inverse=True)
    kept = np.bincount(row[others], minlength=len(papers))
    return sp.csr_matrix((on.data[others], columns, starts(kept)), (len(papers), len(keys))), keys


def _outside(corpus: Corpus, on: sp.csr_matrix, keys: Whole) -> sp.csr_matrix:
    authors = len(corpus.authors)
    counts = np.diff(corpus.ties.indptr)[keys % authors]
    data, columns, sizes = [], [], []
    for lot in np.split(np.arange(len(keys)), np.flatnonzero(np.diff(np.cumsum(counts) // AT_ONCE)) + 1):
        ties = corpus.ties[keys[lot] % authors]
        row = rows_of(ties)
        found = (keys[lot] - keys[lot] % authors)[row] + ties.indices
        place = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
        inside = keys[place] == found if len(keys) else place < 0
        data.append(ties.data[inside])
        columns.append(place[inside])
        sizes.append(np.bincount(row[inside], minlength=len(lot)))
    together = sp.csr_matrix(
        (np.concatenate(data), np.concatenate(columns), starts(np.concatenate(sizes))), (len(keys), len(keys))
    )
    usual = on[np.flatnonzero(np.asarray(on.sum(1)).ravel() < LARGEST_TEAM)]
    outside = (together - usual.T @ usual).tocsr()
    outside.data = (outside.data > 0.5).astype(np.float64)
    outside.eliminate_zeros()
    return _ordered(outside)


def _of_several(words: sp.csr_matrix, block: Whole, number: int) -> tuple[sp.csr_matrix, Whole]:
    """Without the words of one paper of a block only, and the first word of each block.

    What is left keeps its order, whatever other papers have.
    """
    row = rows_of(words)
    keys, columns, papers = np.unique(
        block[row] * words.shape[1] + words.indices, return_inverse=True, return_counts=True
    )
    several = papers > 1
    left = several[columns]
    place = (np.cumsum(several) - 1)[columns[left]]
    sizes = np.bincount(row[left], minlength=len(block))
    first = np.searchsorted(keys[several], np.arange(number + 1) * words.shape[1])
    return sp.csr_matrix((words.data[left], place, starts(sizes)), (len(block), np.count_nonzero(several))), first


def _squares(words: sp.csr_matrix) -> Numbers:
    return np.bincount(rows_of(words), words.data**2, words.shape[0]).astype(np.float64)


def _ordered(matrix: sp.csr_matrix) -> sp.csr_matrix:
    matrix.sort_indices()
    return matrix
