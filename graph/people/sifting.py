"""Which pairs of parts can be likely enough to be one person's, by what is quickly found of them."""

from collections.abc import Iterator

import numpy as np

from paperatlas.graph.people.arrays import Numbers, Truths, Whole
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.evidence import Meeting, Model, Side, features, score
from paperatlas.graph.people.parts import AT_ONCE, OF_PAPERS, Circles, reached, shared, side_of

ROUNDED = 1e-5
"""By how much a rounded score can be more than what it is rounded from."""


def likely(
    corpus: Corpus, circles: Circles, ones: Whole, others: Whole, model: Model, above: float
) -> Iterator[tuple[Whole, Whole]]:
    """Pairs that can have a score above a figure, whatever the rule that leads from name to name.

    Ties take by far the longest, and nearly all pairs have none: they are counted for none that is hopeless with as
    many as there can be, and looked for before they are weighed.
    """
    most = max(model.rules.values()) + ROUNDED
    for start in range(0, len(ones), AT_ONCE):
        one, other = ones[start : start + AT_ONCE], others[start : start + AT_ONCE]
        expected = np.maximum(corpus.expected[circles.name[one]], corpus.expected[circles.name[other]])
        sides = side_of(circles, one), side_of(circles, other)
        meeting = shared(corpus, circles, one, other)
        untied = _rated(expected, *sides, meeting, model) + most > above
        with_ties = _rated(expected, *sides, _tied_most(*sides, meeting), model) + most > above
        unknown = np.flatnonzero(with_ties & ~untied)
        untied[unknown] = _have_ties(corpus, circles, one[unknown], other[unknown])
        yield one[untied], other[untied]


def _rated(expected: Numbers, one: Side, other: Side, meeting: Meeting, model: Model) -> Numbers:
    figures = features(expected, one, other, meeting)
    figures[OF_PAPERS] = 0
    return score(figures, model)


def _tied_most(one: Side, other: Side, meeting: Meeting) -> Meeting:
    """The meeting if all co-authors of one had written with all of the other."""
    ties = (one.weight * other.listed + other.weight * one.listed) / 2
    return Meeting(meeting.weight, meeting.count, meeting.strongest, ties, meeting.words)


def _have_ties(corpus: Corpus, circles: Circles, ones: Whole, others: Whole) -> Truths:
    """Whether any co-author of one wrote with one of the other."""
    different, row = np.unique(ones, return_inverse=True)
    found = reached(corpus, circles.co_authors[different])
    return np.asarray(found[row].multiply(circles.co_authors[others]).sum(1)).ravel() > 0
