"""People of names that can be one person's: the likeliest two first, as long as every two names of all can be one's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from paperatlas.graph.people.arrays import Truths, Whole, spans
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.evidence import Model, features, score
from paperatlas.graph.people.pairing import NamePairs
from paperatlas.graph.people.parts import OF_PAPERS, Parts, circles_of, meetings
from paperatlas.graph.people.persons import People
from paperatlas.graph.people.sifting import likely

STRONG = ("letters joined", "middle name", "middle initial", "initials", "nickname")
"""Rules that hold without a shared co-author."""
MARGIN = 1.0
"""So much likelier than the next must be who is joined without a shared co-author."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two parts whose names can be one person's.

    Attributes:
        one: Number of a part.
        other: Number of another.
        rule: That leads from name to name.
        score: How likely they are one person's.
        shared: How many co-authors they share.
    """

    one: int
    other: int
    rule: str
    score: float
    shared: int


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The likeliest first."""
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.one, candidate.other))


def rated(
    corpus: Corpus, parts: Parts, pairs: NamePairs, model: Model, chosen: Truths | None = None
) -> list[Candidate]:
    """The parts whose names can be one person's; none that are too unlikely to matter.

    Args:
        corpus: All papers.
        parts: Groups of papers, in the order of their names.
        pairs: Of names.
        model: What is likely.
        chosen: Which pairs to rate; all of them by default.
    """
    its = slice(None) if chosen is None else chosen
    ones, others = _parts_of(parts, pairs.ones[its], pairs.others[its])
    looked_at = np.unique(np.concatenate([ones, others]))
    circles = circles_of(corpus, parts.some(looked_at))
    ones, others = (np.searchsorted(looked_at, side) for side in (ones, others))
    likely_ones = [*likely(corpus, circles, ones, others, model, model.merging - MARGIN)]
    ones, others = (np.concatenate([each[side] for each in likely_ones] or [looked_at[:0]]) for side in (0, 1))
    names = zip(circles.name[ones].tolist(), circles.name[others].tolist(), strict=True)
    ruled = [(at, rule) for at, pair in enumerate(names) if (rule := pairs.rule(*pair)) is not None]
    at, rules = np.array([at for at, _ in ruled], np.int64), [rule for _, rule in ruled]
    ones, others = ones[at], others[at]
    expected = np.maximum(corpus.expected[circles.name[ones]], corpus.expected[circles.name[others]])
    found: list[Candidate] = []
    for one, other, meeting in meetings(corpus, circles, ones, others):
        lot = slice(len(found), len(found) + len(meeting.count))
        figures = features(expected[lot], one, other, meeting)
        figures[OF_PAPERS] = 0
        bases, counts = score(figures, model).tolist(), meeting.count.tolist()
        pair_of = zip(looked_at[ones[lot]].tolist(), looked_at[others[lot]].tolist(), strict=True)
        for pair, rule, base, count in zip(pair_of, rules[lot], bases, counts, strict=True):
            found.append(Candidate(*pair, rule, round(base + model.rules[rule], 6), int(count)))
    return found


def _parts_of(parts: Parts, names: Whole, other_names: Whole) -> tuple[Whole, Whole]:
    """Pairs of parts, each under a name of a pair."""
    ones, others = (np.searchsorted(parts.name, each) for each in (names, other_names))
    sizes = np.bincount(parts.name)
    numbers = sizes[names] * sizes[other_names]
    place = np.repeat(sizes[other_names], numbers)
    within = spans(np.zeros_like(numbers), numbers)
    return np.repeat(ones, numbers) + within // place, np.repeat(others, numbers) + within % place


def merge(candidates: Sequence[Candidate], people: People, pairs: NamePairs, model: Model) -> list[Candidate]:
    """Joins people, the likeliest first, and says by what.

    Without a shared co-author two are joined only where the rule is a strong one and nobody else is nearly as likely.
    """
    rivals: dict[int, list[tuple[float, int]]] = {}
    for each in candidates:
        rivals.setdefault(each.one, []).append((each.score, each.other))
        rivals.setdefault(each.other, []).append((each.score, each.one))
    done = []
    for each in candidates:
        if each.score <= model.merging:
            break
        if each.shared == 0 and each.rule not in STRONG:
            continue
        one, other = people.of(each.one), people.of(each.other)
        if one == other or not people.can_be_one(one, other, pairs):
            continue
        close = (
            rival
            for part in (each.one, each.other)
            for score_, rival in rivals[part]
            if score_ > each.score - MARGIN and people.of(rival) not in (one, other)
        )
        if each.shared == 0 and next(close, None) is not None:
            continue
        people.join(one, other)
        done.append(each)
    return done
