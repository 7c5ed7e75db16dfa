"""What papers are about: the words of their titles and terms, weighed."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.people.arrays import Numbers, Whole, spans, starts

FINE_GRAIN = 2.0**12
"""Weights of words are multiples of its inverse: sums of them are exact in any order."""
_WORD = re.compile(r"[^\W\d_][\w-]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of papers, by number.

    Attributes:
        papers: Ids.
        texts: Titles and terms.
        words: Each once, in no order.
        first: Where in `word` those of each paper begin, and where the last one's end.
        word: Which of the words each paper has, each once.
    """

    papers: pa.Array
    texts: pa.Array
    words: pa.Array
    first: Whole
    word: Whole


def wording_of(papers: pa.Table, known: Wording | None = None) -> Wording:
    """The words of papers.

    Args:
        papers: `paper`, `title`, `terms`.
        known: Those of some papers before; the result does not depend on it.
    """
    ids, titles, terms = (papers[name].combine_chunks() for name in ("paper", "title", "terms"))
    texts = pc.binary_join_element_wise(titles, pc.fill_null(pc.binary_join(terms, "\n"), ""), "\n")
    if known is None:
        return _found(ids, titles, terms, texts)
    place = pc.index_in(ids, known.papers)
    is_known = pc.fill_null(pc.equal(texts, known.texts.take(place)), False)
    new = pc.indices_nonzero(pc.invert(is_known))
    fresh = _found(*(column.take(new) for column in (ids, titles, terms, texts)))
    encoded = pa.concat_arrays([known.words, fresh.words]).dictionary_encode()
    code = encoded.indices.to_numpy().astype(np.int64)
    at = pc.fill_null(place, 0).to_numpy().astype(np.int64)
    at[new.to_numpy()] = np.arange(len(new)) + len(known.papers)
    sizes = np.concatenate([np.diff(known.first), np.diff(fresh.first)])
    words = np.concatenate([code[known.word], code[fresh.word + len(known.words)]])
    its = spans(starts(sizes)[at], sizes[at])
    return _without_unused(Wording(ids, texts, encoded.dictionary, starts(sizes[at]), words[its]))


def _found(ids: pa.Array, titles: pa.Array, terms: pa.Array, texts: pa.Array) -> Wording:
    found = [
        list(dict.fromkeys(words_of(title, its or ())))
        for title, its in zip(titles.to_pylist(), terms.to_pylist(), strict=True)
    ]
    words = pa.array([word for its in found for word in its], pa.string()).dictionary_encode()
    first = starts(np.array([len(its) for its in found], np.int64))
    return Wording(ids, texts, words.dictionary, first, words.indices.to_numpy().astype(np.int64))


def _without_unused(wording: Wording) -> Wording:
    used = np.bincount(wording.word, minlength=len(wording.words)) > 0
    word = (np.cumsum(used) - 1)[wording.word]
    return Wording(wording.papers, wording.texts, wording.words.filter(pa.array(used)), wording.first, word)


def weighed(wording: Wording) -> tuple[sp.csr_matrix, list[str]]:
    """A row a paper of length 1, a column a word that several papers have, in their order; and these words."""
    counts = np.bincount(wording.word, minlength=len(wording.words))
    several = np.flatnonzero(counts > 1)
    several = several[pc.array_sort_indices(wording.words.take(pa.array(several))).to_numpy()]
    column = np.full(len(counts), -1)
    column[several] = np.arange(len(several))
    weights = _weights(counts, len(wording.papers))[wording.word]
    paper = np.repeat(np.arange(len(wording.papers)), np.diff(wording.first))
    lengths = np.sqrt(np.bincount(paper, weights**2, len(wording.papers)))
    indices = column[wording.word]
    kept = indices >= 0
    figures = np.round(weights[kept] / lengths[paper[kept]] * FINE_GRAIN) / FINE_GRAIN
    sizes = np.bincount(paper[kept], minlength=len(wording.papers))
    rows = sp.csr_matrix((figures, indices[kept], starts(sizes)), (len(wording.papers), len(several)))
    rows.sort_indices()
    return rows, wording.words.take(pa.array(several)).to_pylist()


def _weights(counts: Whole, papers: int) -> Numbers:
    """How much words say, by how many papers have each: coarsely rounded, so that few papers more change few."""
    of = math.log(max(papers, 2))
    different, place = np.unique(counts, return_inverse=True)
    weights = [max(round((of - math.log(count)) * 4) / 4, 0.25) if count else 0.0 for count in different.tolist()]
    return np.array(weights, np.float64)[place]


def words_of(title: str, terms: Sequence[str]) -> list[str]:
    """The words of a title and of terms that say what a paper is about; pairs of characters where no blanks part words.

    >>> words_of("Learning to Parse Trees", ["graph neural network"])
    ['learning', 'parse', 'trees', 'graph', 'neural', 'network']
    >>> words_of("机器翻译", [])
    ['机器', '器翻', '翻译']
    """
    found = []
    stop_words = word_list("stop_words")
    for word in _WORD.findall("\n".join((title, *terms)).casefold()):
        if not word.isascii() and _UNSPACED.fullmatch(word):
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        elif len(word) > 2 and word not in stop_words:
            found.append(intern(word))  # one for all the papers that have it
    return found
