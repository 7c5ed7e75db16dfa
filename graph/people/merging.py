"""People of names that can be one person's: the likeliest two first, as long as every two names of all can be one's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.evidence import FEATURES, Model, features, score
from paperatlas.graph.people.parts import Parts, meetings
from paperatlas.graph.people.persons import People

OF_PAPERS = [FEATURES.index(name) for name in ("share of co-authors", "papers", "papers of a common name")]
STRONG = ("letters joined", "middle name", "middle initial", "nickname")
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


def rated(corpus: Corpus, parts: Parts, rules: Mapping[tuple[int, int], str], model: Model) -> list[Candidate]:
    """The parts whose names can be one person's, the likeliest first.

    Args:
        corpus: All papers.
        parts: Groups of papers.
        rules: Pairs of names, and how one leads to the other.
        model: What is likely.
    """
    bearing: dict[int, list[int]] = {}
    for number, name in enumerate(parts.name.tolist()):
        bearing.setdefault(name, []).append(number)
    pairs = [
        (one, other, rule)
        for (name, variant), rule in rules.items()
        for one in bearing.get(name, ())
        for other in bearing.get(variant, ())
    ]
    ones, others = (np.array([pair[at] for pair in pairs], np.int64) for at in (0, 1))
    expected = np.maximum(corpus.expected[parts.name[ones]], corpus.expected[parts.name[others]])
    found: list[Candidate] = []
    for one, other, meeting in meetings(corpus, parts, ones, others):
        at = slice(len(found), len(found) + len(meeting.count))
        figures = features(expected[at], one, other, meeting)
        figures[..., OF_PAPERS] = 0  # learned for papers under one name
        for pair, base, count in zip(pairs[at], score(figures, model).tolist(), meeting.count.tolist(), strict=True):
            found.append(Candidate(*pair, round(base + model.rules[pair[2]], 6), int(count)))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.one, candidate.other))


def merge(
    candidates: Sequence[Candidate], people: People, rules: Mapping[tuple[int, int], str], model: Model
) -> list[Candidate]:
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
        if each.shared == 0 and (each.rule not in STRONG or each.score <= model.alone):
            continue
        one, other = people.of(each.one), people.of(each.other)
        if one == other or not people.can_be_one(one, other, rules):
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
