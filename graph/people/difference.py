"""What changed of a corpus since the last run: of whom nothing did, all that was found of them stays as it was.

What is found of a name rests on its papers, with their years and words, on who else is on them, with what each of
these says, and on who of these wrote with whom. So a name is touched where one of its papers is new or changed, or
somebody on one of its papers is on any other paper that is new, changed or gone, or says more or less than before.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from paperatlas.graph.people.arrays import Truths, Whole, spans
from paperatlas.graph.people.corpus import Basis, Corpus


@dataclass(frozen=True, slots=True)
class Difference:
    """The names of two corpora.

    Attributes:
        now: Of each name of the earlier one its number in the later one; -1 where it is gone.
        untouched: Of each name of the later one, whether all that its papers are compared by is as it was.
    """

    now: Whole
    untouched: Truths


def difference(now: Corpus, before: Basis) -> Difference:
    """What changed from one corpus to the next."""
    name_before, name_now = _places(now.names.authors, before.names.authors)
    paper_before, paper_now = _places(now.wording.papers, before.wording.papers)
    _, word_now = _places(pa.array(now.vocabulary, pa.string()), before.vocabulary)
    is_known = paper_before >= 0
    same_names = _same_rows(now.on, before.on, paper_before, name_now)
    same_text = _same_rows(now.words, before.words, paper_before, word_now)
    same_text &= is_known & (now.years == before.years[paper_before])
    others = name_before < 0
    others[now.on[np.flatnonzero(~same_names)].indices] = True
    paper_now[paper_before[same_names]] = -2
    lost = name_now[before.on[np.flatnonzero(paper_now > -2)].indices]
    others[lost[lost >= 0]] = True
    others |= now.weights != before.weights[name_before]
    papers = (now.on @ others.astype(np.float64) > 0) | ~same_text
    touched = now.on.T @ papers.astype(np.float64) > 0
    touched |= others | (now.expected != before.expected[name_before])
    return Difference(name_now, ~touched)


def _places(now: pa.Array, before: pa.Array) -> tuple[Whole, Whole]:
    """Where each of some different ids was before, and where each of those is now; -1 where it is not."""
    was = pc.fill_null(pc.index_in(now, before), -1).to_numpy().astype(np.int64)
    becomes = np.full(len(before), -1)
    still = np.flatnonzero(was >= 0)
    becomes[was[still]] = still
    return was, becomes


def _same_rows(now: sp.csr_matrix, before: sp.csr_matrix, row_before: Whole, column_now: Whole) -> Truths:
    """Which rows are what they were; in both matrices columns are in one order."""
    sizes = np.diff(now.indptr)
    rows = np.flatnonzero(row_before >= 0)
    rows = rows[sizes[rows] == np.diff(before.indptr)[row_before[rows]]]
    its, theirs = (spans(first, sizes[rows]) for first in (now.indptr[rows], before.indptr[row_before[rows]]))
    differs = (now.indices[its] != column_now[before.indices[theirs]]) | (now.data[its] != before.data[theirs])
    same = np.zeros(len(row_before), bool)
    same[rows] = True
    same[np.repeat(rows, sizes[rows])[differs]] = False
    return same
