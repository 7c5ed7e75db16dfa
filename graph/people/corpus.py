"""The papers and the names on them as arrays, with what each name and word says.

Weights are multiples of a power of two, so that sums of them are exact in any order: the same bytes whatever the number
of processes or threads.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from numpy.typing import NDArray

from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.people.names import Name, take_apart
from paperatlas.graph.people.rarity import expected_bearers

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

_WORD = re.compile(r"[^\W\d_][\w-]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")
AS_MANY_PAPERS = 100_000
"""Weights of names count as many papers at least: in a short list, a name is no less telling."""
LARGEST_TEAM = 50
"""Papers of more authors tie no two of them."""
GRAIN = 64.0
"""Weights of names are multiples of its inverse."""
FINE_GRAIN = 2.0**12
"""And those of words of this one's."""


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
    """

    papers: list[str]
    years: Numbers
    authors: list[str]
    names: list[Name]
    expected: Numbers
    weights: Numbers
    on: sp.csr_matrix
    by: sp.csr_matrix
    ties: sp.csr_matrix
    words: sp.csr_matrix
    vocabulary: list[str]

    def papers_of(self, name: int) -> Whole:
        """The rows of the papers with a name."""
        found: Whole = self.by.indices[self.by.indptr[name] : self.by.indptr[name + 1]]
        return found

    def mentions(self, name: int) -> list[int]:
        """The mentions of a name, in the order of its papers."""
        found: list[int] = self.by.data[self.by.indptr[name] : self.by.indptr[name + 1]].tolist()
        return found


def corpus_of(mentions: pa.Table, papers: pa.Table) -> Corpus:
    """The arrays of mentions and papers."""
    listed = papers.filter(pc.is_in(papers["paper"], mentions["paper"])).sort_by("paper")
    ids: list[str] = listed["paper"].to_pylist()
    authors: list[str] = sorted(pc.unique(mentions["author"]).to_pylist())
    names = [take_apart(author.partition(":")[2]) for author in authors]
    rows = pc.index_in(mentions["paper"], pa.array(ids)).to_numpy().astype(np.int64)
    columns = pc.index_in(mentions["author"], pa.array(authors)).to_numpy().astype(np.int64)
    on = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(ids), len(authors)))
    on.data[:] = 1.0
    on.sort_indices()
    expected = np.array(expected_bearers(names))
    words, vocabulary = _words(listed)
    return Corpus(
        papers=ids,
        years=np.array([year or 0 for year in listed["year"].to_pylist()], np.float64),
        authors=authors,
        names=names,
        expected=expected,
        weights=_weights(np.asarray(on.sum(0)).ravel(), len(ids), expected),
        on=on,
        by=_turned(on),
        ties=_ties(on),
        words=words,
        vocabulary=vocabulary,
    )


def _turned(on: sp.csr_matrix) -> sp.csr_matrix:
    numbered = sp.csr_matrix((np.arange(on.nnz), on.indices, on.indptr), on.shape)
    turned = numbered.T.tocsr()
    turned.sort_indices()
    return turned


def starts(sizes: Whole) -> Whole:
    """Where each of some spans starts that follow one another, and where the last ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


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
    usual = on[np.flatnonzero((sizes > 1) & (sizes <= LARGEST_TEAM))]
    ties = (usual.T @ usual).tocsr()
    ties.setdiag(0)
    ties.eliminate_zeros()
    return ties


def _words(papers: pa.Table) -> tuple[sp.csr_matrix, list[str]]:
    """Rows of weighted words, each of length 1."""
    found = [
        sorted(set(words_of(title, terms or ())))
        for title, terms in zip(papers["title"].to_pylist(), papers["terms"].to_pylist(), strict=True)
    ]
    counts = Counter(word for words in found for word in words)
    vocabulary = sorted(word for word, count in counts.items() if count > 1)
    column = {word: at for at, word in enumerate(vocabulary)}
    of = math.log(max(len(found), 2))
    weight = {word: max(round((of - math.log(count)) * 4) / 4, 0.25) for word, count in counts.items()}
    data, indices, starts = array("d"), array("q"), [0]
    for words in found:
        length = math.sqrt(sum(weight[word] ** 2 for word in words))
        for word in words:
            if word in column:
                data.append(weight[word] / length)
                indices.append(column[word])
        starts.append(len(data))
    values = rounded(np.array(data, np.float64), FINE_GRAIN)
    shape = (len(found), len(vocabulary))
    return sp.csr_matrix((values, np.array(indices, np.int64), np.array(starts, np.int64)), shape), vocabulary


def words_of(title: str, terms: Sequence[str]) -> list[str]:
    """The words of a title and of terms that say what a paper is about; pairs of characters where no blanks part words.

    >>> words_of("Learning to Parse Trees", ["graph neural network"])
    ['learning', 'parse', 'trees', 'graph', 'neural', 'network']
    >>> words_of("机器翻译", [])
    ['机器', '器翻', '翻译']
    """
    found = []
    stop_words = word_list("stop_words")
    for text in (title, *terms):
        for word in _WORD.findall(text.casefold()):
            if _UNSPACED.fullmatch(word):
                found += [word[at : at + 2] for at in range(len(word) - 1)]
            elif len(word) > 2 and word not in stop_words:
                found.append(intern(word))  # one for all the papers that have it
    return found
